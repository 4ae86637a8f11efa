import { type HotStatement, queryIn } from '#io/database.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { storeLimits } from './limits.ts';

/** A mailbox of the account that still has messages, expunged ones too; undefined when none has. Deleted mailboxes count. */
export async function mailboxWithMessages(tx: Tx, accountId: AccountId): Promise<MailboxId | undefined> {
  return (await queryIn<{ id: MailboxId }>(tx, selectFilled, [accountId]))[0]?.id;
}

const selectFilled: HotStatement = {
  name: 'erase-mailbox-with-messages',
  text: `
    SELECT id FROM mailbox WHERE account_id = $1 AND EXISTS (SELECT FROM message WHERE message.mailbox_id = mailbox.id)
    ORDER BY id LIMIT 1`,
};

/** Locks mailboxes as every command does, deleted ones too; null: all of the account. The account is locked before. */
export async function lockForErasing(tx: Tx, accountId: AccountId, mailboxId: MailboxId | null): Promise<void> {
  await queryIn(tx, lockRows, [accountId, mailboxId]);
}

const lockRows: HotStatement = {
  name: 'erase-lock-mailboxes',
  text: 'SELECT FROM mailbox WHERE account_id = $1 AND ($2::bigint IS NULL OR id = $2) ORDER BY id FOR UPDATE',
};

/** Deletes the next messages of a mailbox for good, and takes them from the counters. Answers how many. */
export async function deleteMessages(tx: Tx, accountId: AccountId, mailboxId: MailboxId): Promise<number> {
  const [row] = await queryIn<{ count: number }>(tx, deleteNext, [accountId, mailboxId, storeLimits.eraseBatchMessages]);
  return row?.count ?? 0;
}

// Only what is not expunged is in the counters, and has a state.
const deleteNext: HotStatement = {
  name: 'erase-messages',
  text: `
    WITH doomed AS MATERIALIZED (SELECT uid, size_octets FROM message WHERE mailbox_id = $2 ORDER BY uid LIMIT $3),
    states AS (
      DELETE FROM message_state USING doomed WHERE mailbox_id = $2 AND message_state.uid = doomed.uid RETURNING size_octets, flags),
    gone AS (DELETE FROM message USING doomed WHERE mailbox_id = $2 AND message.uid = doomed.uid RETURNING message.uid),
    lost AS (
      SELECT count(*) AS messages, coalesce(sum(size_octets), 0)::bigint AS octets, count(*) FILTER (WHERE flags & 1 = 0) AS unseen,
        count(*) FILTER (WHERE flags & 8 <> 0) AS deleted FROM states),
    mailbox_left AS (
      UPDATE mailbox SET messages = mailbox.messages - lost.messages, unseen = mailbox.unseen - lost.unseen,
        deleted = mailbox.deleted - lost.deleted, size_octets = mailbox.size_octets - lost.octets
      FROM lost WHERE mailbox.id = $2),
    account_left AS (
      UPDATE account SET used_octets = used_octets - lost.octets, used_messages = used_messages - lost.messages,
        change_counter = change_counter + 1
      FROM lost WHERE account.id = $1)
    SELECT count(*)::int AS count FROM gone`,
};

/** Deletes folders that have no messages, with all that is kept of them, and what the account keeps besides. */
export async function deleteMailboxes(tx: Tx, accountId: AccountId): Promise<void> {
  for (const statement of deleteFolders) await queryIn(tx, statement, [accountId]);
}

// What others noted of its folders, and it of theirs, is in no index by that: two small tables are read whole, once for an account.
const deleteFolders: readonly HotStatement[] = [
  { name: 'erase-recent', text: 'DELETE FROM mailbox_recent USING mailbox WHERE mailbox.account_id = $1 AND mailbox_id = mailbox.id' },
  {
    name: 'erase-subscriptions',
    text: 'DELETE FROM mailbox_subscription WHERE account_id = $1 OR mailbox_id IN (SELECT id FROM mailbox WHERE account_id = $1)',
  },
  {
    name: 'erase-metadata',
    text: 'DELETE FROM mailbox_metadata WHERE reader_account_id = $1 OR mailbox_id IN (SELECT id FROM mailbox WHERE account_id = $1)',
  },
  { name: 'erase-maildrop-lock', text: 'DELETE FROM pop3_lock WHERE account_id = $1' },
  { name: 'erase-hidden-capabilities', text: 'DELETE FROM imap_hidden_capability WHERE account_id = $1' },
  { name: 'erase-mailboxes', text: 'DELETE FROM mailbox WHERE account_id = $1' },
];

/** Deletes the account's own part of the text index. */
export async function deleteTexts(tx: Tx, accountId: AccountId): Promise<void> {
  for (const statement of deleteTextRows) await queryIn(tx, statement, [accountId]);
}

const deleteTextRows: readonly HotStatement[] = [
  { name: 'erase-text-blocks', text: 'DELETE FROM text_block WHERE segment_id IN (SELECT id FROM text_segment WHERE account_id = $1)' },
  { name: 'erase-text-segments', text: 'DELETE FROM text_segment WHERE account_id = $1' },
  { name: 'erase-text-partial', text: 'DELETE FROM text_partial WHERE account_id = $1' },
];
