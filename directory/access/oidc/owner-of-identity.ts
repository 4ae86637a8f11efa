import type { Database } from '#io/database.ts';
import { parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { canonicalLocalPart } from '../rules.ts';
import { findSignInAccount } from '../sign-in-sql.ts';
import type { Identity } from './identity.ts';
import { findLinkedAccount, findLinks, type IdentityAccount } from './link-sql.ts';

/** Why the provider's word opens nothing here. For the log and the audit: outside all are one. */
export type WhyNobody = NonNullable<Identity['noAddress']> | 'no-address' | 'unknown' | 'unit' | 'locked' | 'closed' | 'linked-to-another';

export interface IdentityOwner extends IdentityAccount {
  readonly personId: PersonId;
  /** The provider's account is linked to it; else it is only known by its address. */
  readonly isLinked: boolean;
}

type Found =
  | { readonly owner: IdentityOwner }
  | { readonly owner: null; readonly why: WhyNobody; readonly accountId: AccountId | null; readonly address: string | null };

/**
 * Whose account it is: the one that was linked to the provider's subject, whatever address the provider says now; else the one with that address,
 * unless another subject of the provider is linked to it. Only people's, only active ones.
 */
export async function ownerOfIdentity(database: Database, identity: Identity): Promise<Found> {
  const linked = await findLinkedAccount(database, identity);
  if (linked !== undefined) return admitted(linked, true);
  if (identity.address === null) return nobody(identity.noAddress ?? 'no-claim');
  const parsed = parseEmailAddress(identity.address);
  if (!parsed.ok) return nobody('no-address');
  const account = await findSignInAccount(database, canonicalLocalPart(parsed.value), parsed.value.domain);
  if (account === undefined) return nobody('unknown');
  const links = await findLinks(database, account.id);
  const isTaken = links.some(({ issuer }) => issuer === identity.issuer);
  return isTaken ? nobody('linked-to-another', account) : admitted(account, false);
}

function admitted(account: IdentityAccount, isLinked: boolean): Found {
  const { personId, state } = account;
  if (personId === null) return nobody('unit', account);
  return state === 'active' ? { owner: { ...account, personId, isLinked } } : nobody(state, account);
}

function nobody(why: WhyNobody, account?: IdentityAccount): Found {
  return { owner: null, why, accountId: account?.id ?? null, address: account?.address ?? null };
}
