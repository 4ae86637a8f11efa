import type { AccountId, MailboxId, PersonId } from '#kernel/ids.ts';
import { findGrantedAccess, findNamedAccounts, type GrantedAccess, isOwnAccount } from './grant-sql.ts';
import type { Source } from './query-rows.ts';
import { allRights, type Right, type Rights } from './rights.ts';

interface RightsQuestion {
  readonly personId: PersonId;
  readonly targetAccountId: AccountId;
  /** Asked about one mailbox, its own grants count beside those on the whole account. */
  readonly targetMailboxId?: MailboxId;
  /** Left out: now. */
  readonly at?: Date;
}

/** What a person may do with an account: everything with one's own, and what is granted with another's. */
export async function effectiveRights(source: Source, asked: RightsQuestion): Promise<Rights> {
  if (await isOwnAccount(source, asked.personId, asked.targetAccountId)) return allRights;
  const granted = await findGrantedAccess(source, { personId: asked.personId, accountId: asked.targetAccountId, at: asked.at ?? null });
  return union(granted.filter(({ mailboxId }) => mailboxId === null || mailboxId === asked.targetMailboxId));
}

export interface AccessibleAccount {
  readonly accountId: AccountId;
  /** Primary address. */
  readonly address: string;
  /** On every mailbox of the account; may be empty when only some mailboxes are granted. */
  readonly rights: Rights;
  /** What single mailboxes allow, those of `rights` included. */
  readonly mailboxes: ReadonlyMap<MailboxId, Rights>;
}

/** Other people's and units' accounts that a person has any right to, by address. */
export async function accessibleAccounts(source: Source, personId: PersonId, at?: Date): Promise<AccessibleAccount[]> {
  const granted = Map.groupBy(await findGrantedAccess(source, { personId, accountId: null, at: at ?? null }), ({ accountId }) => accountId);
  const named = await findNamedAccounts(source, [...granted.keys()]);
  return named.map(({ accountId, address }) => {
    const ofAccount = granted.get(accountId) ?? [];
    const rights = union(ofAccount.filter(({ mailboxId }) => mailboxId === null));
    const single = ofAccount.flatMap(({ mailboxId, rights: own }) => (mailboxId === null ? [] : [{ mailboxId, own }]));
    return {
      accountId,
      address,
      rights,
      mailboxes: new Map(single.map(({ mailboxId, own }) => [mailboxId, new Set([...rights, ...own])])),
    };
  });
}

function union(granted: readonly GrantedAccess[]): Rights {
  return new Set<Right>(granted.flatMap(({ rights }) => rights));
}
