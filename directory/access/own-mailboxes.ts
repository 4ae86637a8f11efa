import type { Database } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { accessibleAccounts } from './grants.ts';
import { findMailboxes, type UsedMailbox } from './own-mailbox-sql.ts';
import { allRights, type Right, type Rights } from './rights.ts';
import { authorise } from './roles/authorise.ts';

export interface OwnMailbox extends UsedMailbox {
  readonly isOwn: boolean;
  readonly rights: readonly Right[];
  /** Sees by which devices anybody uses it, and ends them. */
  readonly mayManage: boolean;
}

/** The mailboxes that a person reads as a whole: the own one first, then those of units and others, as today's appointments and grants say. */
export async function ownMailboxes(
  database: Database,
  owner: { readonly personId: PersonId; readonly accountId: AccountId },
): Promise<readonly OwnMailbox[]> {
  const shared = (await accessibleAccounts({ database }, owner.personId)).filter(({ rights }) => rights.has('read'));
  const rightsOn = new Map<AccountId, Rights>([[owner.accountId, allRights], ...shared.map((one) => [one.accountId, one.rights] as const)]);
  const found = await findMailboxes(database, [...rightsOn.keys()]);
  const listed = await Promise.all(found.map((mailbox) => withRights(database, owner.accountId, mailbox, rightsOn)));
  return listed.toSorted((one, other) => Number(other.isOwn) - Number(one.isOwn));
}

async function withRights(
  database: Database,
  actorAccountId: AccountId,
  mailbox: UsedMailbox,
  rightsOn: ReadonlyMap<AccountId, Rights>,
): Promise<OwnMailbox> {
  const { accountId } = mailbox;
  const may = await authorise({ database }, { actorAccountId, act: 'delegation.manage', target: { of: 'account', accountId } });
  return { ...mailbox, isOwn: accountId === actorAccountId, rights: [...(rightsOn.get(accountId) ?? [])], mayManage: may.ok };
}
