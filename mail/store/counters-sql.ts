import { type HotStatement, queryIn, sendIn } from '#io/database.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

// Locking order of every command that writes: accounts first, then mailboxes, both in ascending id. The row lock on a mailbox
// orders its UIDs and modseqs; whoever holds it may change its messages.

export interface AccountChange {
  readonly accountId: AccountId;
  readonly octets: number;
  readonly messages: number;
}

/** Locks accounts before their mailboxes are locked, where what will change is not known yet. */
export function lockAccounts(tx: Tx, ids: readonly AccountId[]): void {
  sendIn(tx, lockAccountRows, [ids]);
}

const lockAccountRows: HotStatement = {
  name: 'store-lock-accounts',
  text: 'SELECT FROM account WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE',
};

/** Moves quota counters and the change counter of accounts. Negative figures take away. */
export function changeAccounts(tx: Tx, changes: readonly AccountChange[]): void {
  const merged = mergeBy(
    changes,
    (change) => change.accountId,
    (one, other) => ({
      accountId: one.accountId,
      octets: one.octets + other.octets,
      messages: one.messages + other.messages,
    }),
  );
  sendIn(tx, updateAccounts, [
    merged.map((change) => change.accountId),
    merged.map((change) => change.octets),
    merged.map((change) => change.messages),
  ]);
}

const updateAccounts: HotStatement = {
  name: 'store-update-accounts',
  text: `
    WITH locked AS MATERIALIZED (SELECT id FROM account WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE)
    UPDATE account SET used_octets = used_octets + change.octets, used_messages = used_messages + change.messages,
      change_counter = change_counter + 1
    FROM locked JOIN unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS change (id, octets, messages) USING (id)
    WHERE account.id = locked.id`,
};

export interface MailboxChange {
  readonly mailboxId: MailboxId;
  /** New messages: that many UIDs are taken. */
  readonly newMessages: number;
  readonly messages: number;
  readonly unseen: number;
  readonly deleted: number;
  readonly octets: number;
  /** Flags of messages that were there already change. */
  readonly changesFlags?: boolean;
}

export interface MovedMailbox {
  readonly mailboxId: MailboxId;
  readonly accountId: AccountId;
  readonly uidValidity: number;
  /** The first of the UIDs taken; the others follow without a gap. */
  readonly firstUid: number;
  /** The modseq that everything this command does in the mailbox carries. */
  readonly modSeq: number;
}

/** Takes UIDs and a modseq and moves the counters, mailbox by mailbox. Missing or deleted mailboxes are absent from the answer. */
export async function changeMailboxes(tx: Tx, changes: readonly MailboxChange[]): Promise<Map<MailboxId, MovedMailbox>> {
  const merged = mergeBy(
    changes,
    (change) => change.mailboxId,
    (one, other) => ({
      mailboxId: one.mailboxId,
      newMessages: one.newMessages + other.newMessages,
      messages: one.messages + other.messages,
      unseen: one.unseen + other.unseen,
      deleted: one.deleted + other.deleted,
      octets: one.octets + other.octets,
      changesFlags: one.changesFlags === true || other.changesFlags === true,
    }),
  );
  const rows = await queryIn<MovedMailboxRow>(tx, updateMailboxes, [
    merged.map((change) => change.mailboxId),
    merged.map((change) => change.newMessages),
    merged.map((change) => change.messages),
    merged.map((change) => change.unseen),
    merged.map((change) => change.deleted),
    merged.map((change) => change.octets),
    merged.map((change) => change.changesFlags === true),
  ]);
  return new Map(
    rows.map(({ id, account_id, uidvalidity, first_uid, modseq }) => [
      id,
      { mailboxId: id, accountId: account_id, uidValidity: uidvalidity, firstUid: first_uid, modSeq: modseq },
    ]),
  );
}

interface MovedMailboxRow {
  readonly id: MailboxId;
  readonly account_id: AccountId;
  readonly uidvalidity: number;
  readonly first_uid: number;
  readonly modseq: number;
}

const updateMailboxes: HotStatement = {
  name: 'store-update-mailboxes',
  text: `
    WITH locked AS MATERIALIZED (
      SELECT id FROM mailbox WHERE id = ANY ($1::bigint[]) AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE)
    UPDATE mailbox SET uidnext = uidnext + change.new_messages, highestmodseq = highestmodseq + 1, messages = mailbox.messages + change.messages,
      unseen = mailbox.unseen + change.unseen, deleted = mailbox.deleted + change.deleted, size_octets = size_octets + change.octets,
      flags_modseq = CASE WHEN change.flags THEN highestmodseq + 1 ELSE flags_modseq END
    FROM locked JOIN unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::boolean[])
      AS change (id, new_messages, messages, unseen, deleted, octets, flags) USING (id)
    WHERE mailbox.id = locked.id
    RETURNING mailbox.id, account_id, uidvalidity, uidnext - change.new_messages AS first_uid, highestmodseq AS modseq`,
};

function mergeBy<T, Key>(all: readonly T[], keyOf: (one: T) => Key, merge: (one: T, other: T) => T): T[] {
  const merged = new Map<Key, T>();
  for (const one of all) {
    const before = merged.get(keyOf(one));
    merged.set(keyOf(one), before === undefined ? one : merge(before, one));
  }
  return [...merged.values()];
}
