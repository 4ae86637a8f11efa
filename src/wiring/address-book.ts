import type { Config } from '#config/schema.ts';
import { makeAddressResolver } from '#directory/access/resolve-address.ts';
import { isRoleAddress } from '#directory/access/rules.ts';
import type { Database } from '#io/database.ts';
import { type EmailAddress, parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';

export type ResolvedAddress =
  | {
      readonly kind: 'local';
      readonly accountId: AccountId;
      readonly address: string;
      readonly usedOctets: number;
      readonly quotaOctets: number;
      readonly usedMessages: number;
      readonly quotaMessages: number | null;
      readonly isAnswered: boolean;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'foreign' };

/** Whose an address is, in the mail side's words. */
export interface AddressBook {
  resolve(address: EmailAddress): Promise<ResolvedAddress>;
}

/**
 * The directory's addresses, and those of the server's own name: `<Postmaster>` without a domain (RFC 5321 §4.5.1) and postmaster@ the
 * host itself reach the postmaster too, although no domain of ours is called so.
 */
export function openAddressBook(database: Database, config: Config, mainDomain: string): AddressBook {
  const postmaster = postmasterOf(config, mainDomain);
  const resolver = makeAddressResolver(database, { postmasterAddress: postmaster });
  const resolve = async (address: EmailAddress): Promise<ResolvedAddress> => {
    const found = await resolver.resolveRecipientAddress(address);
    if (found.outcome === 'foreign') return { kind: 'foreign' };
    if (found.outcome === 'not-found') return { kind: 'unknown' };
    const { accountId, primaryAddress, usedOctets, quotaOctets, usedMessages, quotaMessages, isAnswered } = found;
    return { kind: 'local', accountId, address: primaryAddress, usedOctets, quotaOctets, usedMessages, quotaMessages, isAnswered };
  };
  return {
    async resolve(address) {
      const found = await resolve(address);
      const isHostsRole = found.kind === 'foreign' && address.domain === config.hostname && isRoleAddress(address);
      return isHostsRole ? resolve(postmaster) : found;
    },
  };
}

function postmasterOf(config: Config, mainDomain: string): EmailAddress {
  const parsed = parseEmailAddress(config.postmaster ?? `quantri@${mainDomain}`);
  if (!parsed.ok) throw new Error(`postmaster: ${parsed.refusal.message}`);
  return parsed.value;
}

/** The account of an address of ours, 'elsewhere' for another domain's, null for nobody's: where a notice goes. */
export async function noticeTarget(addresses: AddressBook, address: string): Promise<AccountId | 'elsewhere' | null> {
  const parsed = parseEmailAddress(address);
  if (!parsed.ok) return null;
  const found = await addresses.resolve(parsed.value);
  if (found.kind === 'foreign') return 'elsewhere';
  return found.kind === 'local' ? found.accountId : null;
}
