import { shownLetters } from '#directory/access/acl-letters.ts';
import type { Database } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { ListedMailbox, MailboxStatus } from '#mail/imap/backend.ts';
import { canonicalMailboxName } from '#mail/store/mailbox-name.ts';
import { type MailboxRow, mailboxesOf, mailboxNamed } from '#mail/store/mailbox-sql.ts';
import { sharedMailboxesOf } from '#mail/store/shared-mailbox-sql.ts';
import { demand, type MailboxRoot, type MailboxRoots, noSuchMailbox, type RootedName } from './mailbox-roots.ts';

/** A mailbox that a session may read, and under which root it sees it. */
export interface Place {
  readonly root: MailboxRoot;
  readonly row: MailboxRow;
}

/** The mailboxes a session sees, by the names it sees them under. */
export class SessionMailboxes {
  readonly #database: Database;
  readonly #session: Session;
  readonly #roots: MailboxRoots;

  constructor(database: Database, session: Session, roots: MailboxRoots) {
    this.#database = database;
    this.#session = session;
    this.#roots = roots;
  }

  async place(text: string): Promise<Result<Place>> {
    const located = await this.#roots.locate(text);
    if (!located.ok) return located;
    const { root, inner } = located.value;
    const name = canonicalMailboxName(inner);
    // What cannot be a name is no mailbox's name.
    if (!name.ok) return refused(noSuchMailbox);
    const row = await mailboxNamed(this.#database, root.accountId, name.value);
    if (!row) return refused(noSuchMailbox);
    const may = demand(root.rightsOn(row.id));
    return may.ok ? ok({ root, row }) : may;
  }

  async find(text: string): Promise<Result<MailboxRow>> {
    const found = await this.place(text);
    return found.ok ? ok(found.value.row) : found;
  }

  /** Names are made and changed by who organises the whole account: a right to one folder says nothing of others. */
  async organised(text: string): Promise<Result<RootedName>> {
    const located = await this.#roots.locate(text);
    if (!located.ok) return text === 'Shared' ? refused(refusal('forbidden', 'This name is kept for the mailboxes of others')) : located;
    const may = demand(located.value.root.rightsOn(null), 'mail.organise');
    return may.ok ? located : may;
  }

  /** The rights on a mailbox as letters. Without the right to the whole account nothing can be made below it (`k`). */
  lettersOn({ root, row }: Place): string {
    const letters = shownLetters(root.rightsOn(row.id));
    return root.rightsOn(null).has('organise') ? letters : letters.replace(/[kc]/g, '');
  }

  async list(): Promise<ListedMailbox[]> {
    const own = await this.rowsOf(this.#roots.own);
    const shared = await this.#roots.shared();
    const rows = await this.#sharedRows(shared);
    const rootsById = new Map([...shared, this.#roots.own].map((root) => [root.accountId, root]));
    return [...own, ...rows].flatMap((row) => {
      const root = rootsById.get(row.account_id)!;
      return root.rightsOn(row.id).has('read') ? [this.#listed({ root, row })] : [];
    });
  }

  async rowsOf(root: MailboxRoot): Promise<MailboxRow[]> {
    return root === this.#roots.own && this.#roots.isOwn ? mailboxesOf(this.#database, root.accountId) : this.#sharedRows([root]);
  }

  async #sharedRows(roots: readonly MailboxRoot[]): Promise<MailboxRow[]> {
    if (roots.length === 0) return [];
    const accountIds = roots.map(({ accountId }) => accountId);
    return sharedMailboxesOf(this.#database, accountIds, this.#session.actor.accountId);
  }

  #listed(place: Place): ListedMailbox {
    const { root, row } = place;
    return {
      name: root.prefix + row.name,
      mailboxId: String(row.id),
      // RFC 6154 §2 says what a mailbox is for: another's Sent or Trash is not where this person's mail goes.
      specialUse: root.prefix === '' ? row.special_use : null,
      isSubscribed: row.is_subscribed,
      isSelectable: true,
      rights: this.lettersOn(place),
      status: statusOf(row),
    };
  }
}

export const statusOf = (row: MailboxRow): MailboxStatus => ({
  mailboxId: String(row.id),
  messages: row.messages,
  unseen: row.unseen,
  deleted: row.deleted,
  uidNext: row.uidnext,
  uidValidity: row.uidvalidity,
  highestModSeq: row.highestmodseq,
  sizeOctets: row.size_octets,
});
