import { type Database, type HotStatement, integers, queryIn, queryOn, tablesIn, tablesOf } from '#io/database.ts';
import { together } from '#io/together.ts';
import type { AccountId, MailboxId, ModSeq } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { SpecialUse, StoreTables } from './tables.ts';

export interface MailboxRow {
  readonly id: MailboxId;
  readonly account_id: AccountId;
  readonly name: string;
  readonly special_use: SpecialUse | null;
  readonly uidvalidity: number;
  readonly uidnext: number;
  readonly highestmodseq: ModSeq;
  readonly expunge_floor_modseq: number;
  readonly messages: number;
  readonly unseen: number;
  readonly deleted: number;
  readonly size_octets: number;
  readonly is_subscribed: boolean;
}

const columns = `id, account_id, name, special_use, uidvalidity, uidnext, highestmodseq, expunge_floor_modseq, messages, unseen, deleted,
  size_octets, is_subscribed`;

/** The live mailboxes of an account, by name. */
export function mailboxesOf(database: Database, accountId: AccountId): Promise<MailboxRow[]> {
  return queryOn(database, selectMailboxes, [accountId]);
}

const selectMailboxes: HotStatement = {
  name: 'store-mailboxes',
  text: `SELECT ${columns} FROM mailbox WHERE account_id = $1 AND deleted_at IS NULL ORDER BY name`,
};

/** The live mailbox of a name. Sessions that ask at one moment ask together. */
export function mailboxNamed(database: Database, accountId: AccountId, name: string): Promise<MailboxRow | undefined> {
  return findTogether(database, { accountId, name });
}

const findTogether = together<{ accountId: AccountId; name: string }, MailboxRow | undefined>(async (database, asked) => {
  const accountIds = integers(asked.map((one) => one.accountId));
  const found = await queryOn<MailboxRow & { at: number }>(database, selectMailboxesNamed, [accountIds, asked.map((one) => one.name)]);
  const byPlace = new Map(found.map(({ at, ...row }) => [at, row]));
  return asked.map((_one, index) => byPlace.get(index + 1));
});

const selectMailboxesNamed: HotStatement = {
  name: 'store-mailboxes-named',
  text: `
    SELECT at, ${columns} FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS asked (account_id, name, at)
    JOIN mailbox USING (account_id, name) WHERE deleted_at IS NULL`,
};

export async function mailboxNamedIn(tx: Tx, accountId: AccountId, name: string): Promise<MailboxRow | undefined> {
  const [row] = await queryIn<MailboxRow>(tx, selectMailboxNamed, [accountId, name]);
  return row;
}

const selectMailboxNamed: HotStatement = {
  name: 'store-mailbox-named',
  text: `SELECT ${columns} FROM mailbox WHERE account_id = $1 AND name = $2 AND deleted_at IS NULL`,
};

/** By id, deleted ones too: a session that has it open must still learn that its messages went. */
export async function mailboxById(database: Database, mailboxId: MailboxId): Promise<MailboxRow | undefined> {
  const [row] = await queryOn<MailboxRow>(database, selectMailboxById, [mailboxId]);
  return row;
}

const selectMailboxById: HotStatement = {
  name: 'store-mailbox-by-id',
  text: `SELECT ${columns} FROM mailbox WHERE id = $1`,
};

/** Locks live mailboxes in ascending id; what is gone is absent. Accounts are locked before (counters-sql.ts). */
export function lockMailboxes(tx: Tx, ids: readonly MailboxId[]): Promise<MailboxRow[]> {
  return queryIn(tx, lockMailboxRows, [ids]);
}

const lockMailboxRows: HotStatement = {
  name: 'store-lock-mailboxes',
  text: `SELECT ${columns} FROM mailbox WHERE id = ANY ($1::bigint[]) AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE`,
};

/** The INBOXes of accounts, for delivery. */
export async function inboxesOf(tx: Tx, accountIds: readonly AccountId[]): Promise<Map<AccountId, MailboxId>> {
  const rows = await queryIn<{ account_id: AccountId; id: MailboxId }>(tx, selectInboxes, [accountIds]);
  return new Map(rows.map((row) => [row.account_id, row.id]));
}

const selectInboxes: HotStatement = {
  name: 'store-inboxes',
  text: `SELECT account_id, id FROM mailbox WHERE account_id = ANY ($1::bigint[]) AND name = 'INBOX' AND deleted_at IS NULL`,
};

export interface NewMailbox {
  readonly accountId: AccountId;
  readonly name: string;
  readonly specialUse: SpecialUse | null;
}

/**
 * Makes mailboxes; the account is locked. UIDVALIDITY is the time in seconds, and greater than that of any mailbox the account ever had:
 * however mailboxes are deleted, renamed and made again, a name never comes back with the same one (RFC 9051 §2.3.1.1). Answers only
 * those made: a taken name is left out.
 */
export async function insertMailboxes(tx: Tx, mailboxes: readonly NewMailbox[]): Promise<MailboxRow[]> {
  return queryIn(tx, insertMailboxRows, [
    mailboxes.map((one) => one.accountId),
    mailboxes.map((one) => one.name),
    mailboxes.map((one) => one.specialUse),
  ]);
}

const insertMailboxRows: HotStatement = {
  name: 'store-insert-mailboxes',
  text: `
    WITH given AS (
      SELECT *, row_number() OVER (PARTITION BY account_id ORDER BY place) AS step
      FROM unnest($1::bigint[], $2::text[], $3::text[]) WITH ORDINALITY AS one (account_id, name, special_use, place))
    INSERT INTO mailbox (account_id, name, special_use, uidvalidity)
    SELECT account_id, name, special_use, step + greatest(floor(extract(epoch FROM statement_timestamp()))::bigint - 1,
      (SELECT max(old.uidvalidity) FROM mailbox old WHERE old.account_id = given.account_id))
    FROM given ORDER BY place
    ON CONFLICT (account_id, name) WHERE deleted_at IS NULL DO NOTHING
    RETURNING ${columns}`,
};

export async function markMailboxDeleted(tx: Tx, mailboxId: MailboxId): Promise<void> {
  await tablesIn<StoreTables>(tx).updateTable('mailbox').set({ deleted_at: new Date() }).where('id', '=', mailboxId).execute();
}

/** Renames one mailbox; whoever calls has locked the account, so that no other name of it moves. */
export async function setMailboxName(tx: Tx, mailboxId: MailboxId, name: string): Promise<void> {
  await tablesIn<StoreTables>(tx).updateTable('mailbox').set({ name }).where('id', '=', mailboxId).execute();
}

export async function setSubscribed(database: Database, mailboxId: MailboxId, isSubscribed: boolean): Promise<void> {
  await tablesOf<StoreTables>(database).updateTable('mailbox').set({ is_subscribed: isSubscribed }).where('id', '=', mailboxId).execute();
}

export async function mailboxesIn(tx: Tx, accountId: AccountId): Promise<MailboxRow[]> {
  return queryIn(tx, selectMailboxes, [accountId]);
}

/** The highest modseq of each watched mailbox: what a lost notice is found by. */
export async function highestModSeqs(database: Database, ids: readonly MailboxId[]): Promise<Map<MailboxId, number>> {
  const rows = await queryOn<{ id: MailboxId; highestmodseq: number }>(database, selectHighestModSeqs, [ids]);
  return new Map(rows.map((row) => [row.id, row.highestmodseq]));
}

const selectHighestModSeqs: HotStatement = {
  name: 'store-highest-modseqs',
  text: 'SELECT id, highestmodseq FROM mailbox WHERE id = ANY ($1::bigint[])',
};
