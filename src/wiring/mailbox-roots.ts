import { allRights, noRights, type Rights } from '#directory/access/rights.ts';
import { decideByRights } from '#directory/access/roles/decide.ts';
import type { MailboxAct } from '#directory/access/roles/policy.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { AccessView, FollowedAccess } from './access-follower.ts';

export const sharedPrefix = 'Shared/';

/** An account whose mailboxes a session sees, under what prefix, and what it may do there. Rights are as last read, at no cost. */
export interface MailboxRoot {
  readonly accountId: AccountId;
  /** Before the names of its mailboxes: empty, or `Shared/<address>/`. */
  readonly prefix: string;
  /** The quota root it counts against (RFC 9208): empty for one's own. */
  readonly quotaRoot: string;
  /** On one of its mailboxes; with null on all of them. */
  rightsOn(mailboxId: MailboxId | null): Rights;
}

/** A mailbox's name cut in two: whose it is, and what it is called there. */
export interface RootedName {
  readonly root: MailboxRoot;
  readonly inner: string;
}

export const noSuchMailbox = refusal('not-found', 'No such mailbox');

/** Which accounts a session's mailbox names lead to: its own, and others' below `Shared/`. */
export class MailboxRoots {
  readonly own: MailboxRoot;
  readonly isOwn: boolean;
  readonly #access: FollowedAccess;

  constructor(session: Session, access: FollowedAccess) {
    this.#access = access;
    const { id } = session.account;
    // By an app password for another's mailbox a session is in that mailbox, with its person's rights there.
    this.isOwn = id === session.actor.accountId;
    const rightsOn = this.isOwn ? () => allRights : (mailboxId: MailboxId | null) => rightsIn(access.latest(), id, mailboxId);
    this.own = { accountId: id, prefix: '', quotaRoot: '', rightsOn };
  }

  /** What the session's person is granted elsewhere shows only beside their own mailboxes: an app password for a unit's opens nothing else. */
  get seesShared(): boolean {
    return this.isOwn;
  }

  async locate(name: string): Promise<Result<RootedName>> {
    if (!this.seesShared || !(name === 'Shared' || name.startsWith(sharedPrefix))) {
      if (!this.isOwn) await this.#access.fresh();
      return ok({ root: this.own, inner: name });
    }
    const slash = name.indexOf('/', sharedPrefix.length);
    if (slash < 0) return refused(noSuchMailbox);
    const root = await this.sharedAt(name.slice(sharedPrefix.length, slash));
    return root ? ok({ root, inner: name.slice(slash + 1) }) : refused(noSuchMailbox);
  }

  async sharedAt(address: string): Promise<MailboxRoot | undefined> {
    const account = this.seesShared ? (await this.#access.fresh()).byAddress.get(address) : undefined;
    return account && this.#shared(account.accountId, account.address);
  }

  async shared(): Promise<MailboxRoot[]> {
    if (!this.seesShared) return [];
    const { byAddress } = await this.#access.fresh();
    return [...byAddress.values()].map(({ accountId, address }) => this.#shared(accountId, address));
  }

  #shared(accountId: AccountId, address: string): MailboxRoot {
    return {
      accountId,
      prefix: `${sharedPrefix}${address}/`,
      quotaRoot: address,
      rightsOn: (mailboxId) => rightsIn(this.#access.latest(), accountId, mailboxId),
    };
  }
}

function rightsIn(view: AccessView, accountId: AccountId, mailboxId: MailboxId | null): Rights {
  const account = view.byAccount.get(accountId);
  if (!account) return noRights;
  return (mailboxId !== null && account.mailboxes.get(mailboxId)) || account.rights;
}

/** A mailbox that may not be read does not exist (RFC 4314 §4); other rights that lack are named. */
export function demand(held: Rights, ...acts: readonly MailboxAct[]): Result<void> {
  if (!decideByRights(held, 'mail.read').ok) return refused(noSuchMailbox);
  for (const act of acts) {
    const may = decideByRights(held, act);
    if (!may.ok) return may;
  }
  return ok();
}
