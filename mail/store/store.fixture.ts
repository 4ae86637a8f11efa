import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, inTransaction, tablesOf } from '#io/database.ts';
import type { AccountId, ContentId, MailboxId, Uid } from '#kernel/ids.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { createTestDatabase } from '#test/helpers/test-database.ts';
import { type AddedMessage, addMessages } from './add-messages.ts';
import { BodyStore } from './body-store.ts';
import { storeContents } from './content-sql.ts';
import { fileBodyDriver } from './file-body-driver.ts';
import { type Flags, noFlags } from './flags.ts';
import { type MailboxRow, mailboxById, mailboxNamed } from './mailbox-sql.ts';
import { createDefaultMailboxes } from './mailboxes.ts';
import type { StoreTables } from './tables.ts';

/** A store of the test's own: a database, a folder of bodies, and accounts with their mailboxes. */
/** Before anything was seen of a mailbox: for `changesSince`. */
export const everything: { readonly highestModSeq: number; readonly uidNext: number } = { highestModSeq: 0, uidNext: 1 };

export interface TestStore extends AsyncDisposable {
  readonly database: Database;
  readonly bodies: BodyStore;
  readonly folder: string;
  readonly test: Awaited<ReturnType<typeof createTestDatabase>>;
}

export async function createTestStore(): Promise<TestStore> {
  const test = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'congthu-bodies-'));
  await chmod(folder, 0o700);
  return {
    database: test.database,
    bodies: new BodyStore(test.database, fileBodyDriver(folder)),
    folder,
    test,
    async [Symbol.asyncDispose]() {
      await test[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let accountsMade = 0;

/** Unit accounts with their default mailboxes. */
export async function createAccounts(database: Database, count: number): Promise<AccountId[]> {
  const first = accountsMade;
  accountsMade += count;
  const { rows } = await database.pool.query<{ id: AccountId }>(
    `WITH place AS (INSERT INTO domain (name) VALUES ('d' || $1 || '.test') RETURNING id),
      units AS (
        INSERT INTO unit (domain_id, kind, name, search_key) SELECT place.id, 'agency', 'Sở ' || n, 'so ' || n
        FROM place, generate_series(1, $2::int) n RETURNING id)
    INSERT INTO account (kind, unit_id, quota_octets) SELECT 'unit', id, 1000000000 FROM units RETURNING id`,
    [first, count],
  );
  const ids = rows.map((row) => row.id);
  await inTransaction(database, (tx) => createDefaultMailboxes(tx, ids));
  return ids;
}

export async function createAccount(database: Database): Promise<AccountId> {
  return (await createAccounts(database, 1))[0]!;
}

export async function mailboxOf(database: Database, accountId: AccountId, name = 'INBOX'): Promise<MailboxRow> {
  const row = await mailboxNamed(database, accountId, name);
  if (!row) throw new Error(`no mailbox ${name}`);
  return row;
}

export async function currentMailbox(database: Database, mailboxId: MailboxId): Promise<MailboxRow> {
  const row = await mailboxById(database, mailboxId);
  if (!row) throw new Error(`mailbox ${mailboxId} is gone`);
  return row;
}

/** A message whose octets are told apart by `text`. */
export const mail = (text: string) =>
  Buffer.from(
    `From: a@example.test\r\nTo: b@example.test\r\nSubject: ${text}\r\nMessage-ID: <${text}@example.test>\r\n\r\nXin chào ${text}\r\n`,
  );

export interface PutOptions {
  readonly flags?: Flags;
  readonly prefix?: Buffer;
}

/** Puts one message into mailboxes, in one transaction. */
export async function put(
  store: Pick<TestStore, 'database' | 'bodies'>,
  mailboxes: readonly MailboxRow[],
  octets: Buffer,
  { flags = noFlags, prefix = Buffer.from('Delivered-To: x\r\n') }: PutOptions = {},
): Promise<AddedMessage[]> {
  const body = await store.bodies.prepare(octets);
  const added = await inTransaction(store.database, async (tx) => {
    const contentId = (await storeContents(tx, [{ body, facts: scanContent(octets) }]))[0]!;
    const rows = await addMessages(
      tx,
      mailboxes.map((mailbox) => newMessage(mailbox, contentId, octets.length, { flags, prefix })),
    );
    if (!rows) throw new Error('mailbox gone');
    return rows;
  });
  await store.bodies.discard(body);
  return added;
}

export function newMessage(mailbox: MailboxRow, contentId: ContentId, contentOctets: number, options: Required<PutOptions>) {
  return {
    accountId: mailbox.account_id,
    mailboxId: mailbox.id,
    contentId,
    contentOctets,
    ...options,
    internalDate: new Date('2026-11-22T08:00:00Z'),
    actorAccountId: null,
    emailId: null,
  };
}

export async function putSeveral(store: TestStore, mailbox: MailboxRow, count: number, flags: Flags = noFlags): Promise<Uid[]> {
  const uids: Uid[] = [];
  for (let index = 0; index < count; index++) uids.push((await put(store, [mailbox], mail(`${mailbox.id}-${index}`), { flags }))[0]!.uid);
  return uids;
}

/** Names of all files under the folder of bodies. */
export async function bodyFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

export async function countBodies(database: Database): Promise<number> {
  const row = await tablesOf<StoreTables>(database)
    .selectFrom('body')
    .select((db) => db.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Counters of every mailbox and account beside what counting the rows gives; equal when all is well. */
export async function counters(database: Database): Promise<{ kept: unknown[]; counted: unknown[] }> {
  const kept = await database.pool.query(`
    SELECT 'mailbox' AS kind, id, messages, unseen, deleted, size_octets FROM mailbox
    UNION ALL SELECT 'account', id, used_messages, 0, 0, used_octets FROM account ORDER BY kind, id`);
  const counted = await database.pool.query(`
    WITH live AS (
      SELECT m.account_id, m.mailbox_id, m.size_octets, s.flags FROM message_state s JOIN message m USING (mailbox_id, uid)
      WHERE m.expunged_at IS NULL)
    SELECT 'mailbox' AS kind, mailbox.id, count(live.flags) AS messages, count(*) FILTER (WHERE flags & 1 = 0) AS unseen,
      count(*) FILTER (WHERE flags & 8 <> 0) AS deleted, coalesce(sum(live.size_octets), 0)::bigint AS size_octets
    FROM mailbox LEFT JOIN live ON live.mailbox_id = mailbox.id GROUP BY mailbox.id
    UNION ALL SELECT 'account', account.id, count(live.flags), 0, 0, coalesce(sum(live.size_octets), 0)::bigint
    FROM account LEFT JOIN live ON live.account_id = account.id GROUP BY account.id ORDER BY kind, id`);
  return { kept: kept.rows, counted: counted.rows };
}
