import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { type Database, inTransaction, openDatabase, sql } from '#io/database.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { queueDeps } from './open-queue.ts';

let test: TestDatabase;
let sender: AccountId;
let single: Database;
let folder: string;

beforeAll(async () => {
  test = await createTestDatabase();
  const directory = new SmallDirectory(test.database);
  sender = (await directory.staff(await directory.domain('backan.gov.vn'), 'an')).accountId;
  await inTransaction(test.database, (tx) => createDefaultMailboxes(tx, [sender]));
  // The other tables' own quota of a thousand octets is too small for a notice.
  await sql`UPDATE account SET quota_octets = 1000000`.execute(test.database.kysely);
  single = openDatabase(test.address, { poolSize: 1, applicationName: 'test', onIdleError: () => undefined });
  folder = await mkdtemp(join(tmpdir(), 'congthu-test-bodies-'));
});
afterAll(async () => {
  await single.close();
  await test[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

it('a notice needs no second connection of the pool that its transaction holds one of, and is announced after the commit', async () => {
  const announced: MailboxId[] = [];
  const deps = queueDeps({
    config: await loadConfig(undefined, {}),
    database: single,
    aside: test.database,
    bodiesFolder: folder,
    mainDomain: 'backan.gov.vn',
    announce: (mailboxes) => announced.push(...mailboxes),
  });
  // One is too large to be stored in a row: its body is looked for in the database.
  const notices = ['short', 'x'.repeat(100_000)].map((text) => Buffer.from(`From: <>\r\nSubject: notice\r\n\r\n${text}\r\n`));
  await inTransaction(single, async (tx) => {
    for (const octets of notices) await deps.deliverNotice(tx, { to: 'an@backan.gov.vn', octets });
    await deps.deliverNotice(tx, { to: 'khongco@backan.gov.vn', octets: notices[0]! });
    expect(announced).toEqual([]);
  });
  const { rows } = await sql<{ id: MailboxId; messages: number }>`SELECT id, messages FROM mailbox WHERE account_id = ${sender}
    AND name = 'INBOX'`.execute(test.database.kysely);
  expect(rows[0]?.messages).toBe(2);
  expect(new Set(announced)).toEqual(new Set([rows[0]?.id]));
});
