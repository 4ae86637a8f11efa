import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { Uid } from '#kernel/ids.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { foldForSearch } from '#mail/mime/fold-text.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { addMessages } from './add-messages.ts';
import { storeContents } from './content-sql.ts';
import { moveMessages } from './copy-messages.ts';
import { noFlags } from './flags.ts';
import { TextIndexer } from './index-texts.ts';
import { storeLimits } from './limits.ts';
import type { MailboxRow } from './mailbox-sql.ts';
import { searchTexts } from './search-texts.ts';
import { createAccount, createAccounts, createTestStore, mail, mailboxOf, newMessage, put, type TestStore } from './store.fixture.ts';
import { sweep } from './sweep.ts';
import { expungeDeleted } from './take-out-messages.ts';
import { textIndexBehind } from './text-index-sql.ts';

let store: TestStore;
let indexer: TextIndexer;
let inbox: MailboxRow;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  indexer = new TextIndexer(store);
  inbox = await mailboxOf(store.database, await createAccount(store.database));
  return () => indexer.stop();
});

/** Until all is indexed: other databases' transactions, which pass, hold it up too. */
async function indexAll(by = indexer): Promise<number> {
  let messages = 0;
  const step = async () => {
    messages += (await by.step()).messages;
    return (await textIndexBehind(store.database)) === 0;
  };
  await waitUntil('all is indexed', step, { everyMs: 5 });
  return messages;
}

async function search(text: string, mailbox = inbox, where: 'text' | 'body' = 'text') {
  const found = await searchTexts(store.database, { accountId: mailbox.account_id, mailboxId: mailbox.id }, where, foldForSearch(text));
  if (found === null) throw new Error('nothing to ask');
  const ascending = (uids: readonly Uid[]) => [...uids].sort((one, other) => one - other);
  return { matched: ascending(found.matched), unindexed: ascending(found.unindexed) };
}

const letter = (text: string) => Buffer.from(`Subject: thu\r\n\r\n${text}\r\n`);
const segmentsOf = async ({ account_id }: MailboxRow) =>
  (await store.database.pool.query<{ documents: number }>('SELECT documents FROM text_segment WHERE account_id = $1', [account_id])).rows;

describe('the index of texts', () => {
  it('says of mail that came since that it does not know it', async () => {
    await put(store, [inbox], mail('sớm'));
    expect(await search('xin chào')).toEqual({ matched: [], unindexed: [1] });
    expect(await indexAll()).toBe(1);
    await put(store, [inbox], mail('muộn'));
    expect(await search('xin chào')).toEqual({ matched: [1], unindexed: [2] });
  });

  it('finds words and phrases in the header and in the body', async () => {
    await put(store, [inbox], letter('Công văn số 1352/2010/QĐ-UBND của Ủy ban'));
    await put(store, [inbox], letter('Văn công'));
    await indexAll();
    const found = async (text: string, where?: 'body') => (await search(text, inbox, where)).matched;
    for (const text of ['cong van', 'CÔNG V', '1352/2010', 'qđ-ubnd', 'ủy']) expect(await found(text)).toEqual([1]);
    expect(await found('văn')).toEqual([1, 2]);
    expect(await found('subject: thu')).toEqual([1, 2]);
    for (const text of ['thu', 'số ủy', 'cong ban']) expect(await found(text, 'body')).toEqual([]);
    expect(await searchTexts(store.database, { accountId: inbox.account_id, mailboxId: inbox.id }, 'text', '***')).toBeNull();
  });

  it('keeps accounts apart, and mailboxes of one account', async () => {
    const other = await mailboxOf(store.database, await createAccount(store.database));
    const sent = await mailboxOf(store.database, inbox.account_id, 'Sent');
    await put(store, [inbox], letter('riêng của tôi'));
    await put(store, [sent], letter('riêng đã gửi'));
    await indexAll();
    expect((await search('riêng')).matched).toEqual([1]);
    expect((await search('riêng', sent)).matched).toEqual([1]);
    expect((await search('riêng', other)).matched).toEqual([]);
  });

  it('waits for a transaction that has taken an identity and not committed', async () => {
    const octets = letter('chậm mà chắc');
    const body = await store.bodies.prepare(octets);
    const slow = await mailboxOf(store.database, await createAccount(store.database));
    await inTransaction(store.database, async (tx) => {
      const [contentId] = await storeContents(tx, [{ body, facts: scanContent(octets) }]);
      await addMessages(tx, [newMessage(slow, contentId!, octets.length, { flags: noFlags, prefix: Buffer.alloc(0) })]);
      await put(store, [inbox], letter('nhanh'));
      for (let count = 0; count < 3; count++) expect(await indexer.step()).toMatchObject({ messages: 0 });
      expect(await search('nhanh')).toEqual({ matched: [], unindexed: [1] });
    });
    expect(await search('chậm', slow)).toEqual({ matched: [], unindexed: [1] });
    expect(await indexAll()).toBe(2);
    expect(await search('chậm', slow)).toEqual({ matched: [1], unindexed: [] });
  });

  it('looks ahead anew in a cluster that was made from a dump of another, whose transactions came further', async () => {
    await put(store, [inbox], mail('chuyển nhà'));
    await indexer.step();
    await store.database.pool.query(`UPDATE text_index SET ahead_xid = '9000000000000'`);
    expect(await indexAll()).toBe(1);
  });

  it('is written by one process at a time, and by another once that one stopped', async () => {
    const second = new TextIndexer(store);
    await put(store, [inbox], mail('một'));
    await indexer.step();
    expect((await second.step()).state).toBe('elsewhere');
    await indexer.stop();
    expect(await indexAll(second)).toBe(1);
    await second.stop();
  });

  it('holds what many accounts have once, and finds it for each of them', async () => {
    const mailboxes: MailboxRow[] = [];
    for (const id of await createAccounts(store.database, storeLimits.textSharedAccountsMin))
      mailboxes.push(await mailboxOf(store.database, id));
    const octets = letter('Thông báo nghỉ lễ');
    await put(store, mailboxes.slice(0, 2), octets);
    await indexAll();
    expect(await segmentsOf(mailboxes[0]!)).toEqual([{ documents: 1 }]);
    await put(store, mailboxes.slice(2), octets);
    await put(store, [inbox], octets);
    await indexAll();
    for (const mailbox of [mailboxes[0]!, mailboxes.at(-1)!, inbox]) expect((await search('nghỉ lễ', mailbox)).matched).toEqual([1]);
    expect(await segmentsOf(mailboxes.at(-1)!)).toEqual([]);
    expect(await segmentsOf(inbox)).toEqual([]);
  });

  it('finds a message that was moved without indexing it again', async () => {
    const trash = await mailboxOf(store.database, inbox.account_id, 'Trash');
    await put(store, [inbox], mail('dời'));
    await indexAll();
    const place = ({ account_id, id }: MailboxRow) => ({ accountId: account_id, mailboxId: id });
    await inTransaction(store.database, (tx) => moveMessages(tx, place(inbox), [1 as Uid], place(trash), inbox.account_id));
    await indexAll();
    expect(await search('dời', trash)).toEqual({ matched: [1], unindexed: [] });
    expect(await segmentsOf(inbox)).toEqual([{ documents: 1 }]);
  });

  it('leaves a content with too much in it to be read by searches', async () => {
    const words = Array.from({ length: storeLimits.textTokensMax / 2 + 2 }, (_, at) => `t${at}`).join(' ');
    await put(store, [inbox], letter(`đầu ${words} cuối`));
    await put(store, [inbox], letter('ngắn'));
    await indexAll();
    expect(await search('đầu')).toEqual({ matched: [1], unindexed: [1] });
    expect(await search('cuối')).toEqual({ matched: [], unindexed: [1] });
  });

  it('goes on past a content that cannot be read', async () => {
    const [added] = await put(store, [inbox], mail('hỏng'));
    await store.database.pool.query(
      `UPDATE body SET octets = 'x', encoding = 'zstd' FROM content, message WHERE content.body_id = body.id AND message.content_id = content.id
        AND mailbox_id = $1 AND uid = $2`,
      [inbox.id, added!.uid],
    );
    const refusal = 'no content of the batch can be read';
    await expect(indexAll()).rejects.toThrow(refusal);
    for (let attempt = 2; attempt < storeLimits.textReadAttemptsMax; attempt++) await expect(indexer.step()).rejects.toThrow(refusal);
    await put(store, [inbox], mail('lành'));
    await indexAll();
    expect(await search('xin chào')).toEqual({ matched: [2], unindexed: [1] });
  });
});

describe('segments of the index', () => {
  it('are merged as they grow, and find the same', async () => {
    const count = storeLimits.textSegmentsPerMerge + 1;
    for (let number = 1; number <= count; number++) {
      await put(store, [inbox], letter(`tháng ${number} chung`));
      await indexAll();
    }
    expect((await segmentsOf(inbox)).map(({ documents }) => documents).sort()).toEqual([1, storeLimits.textSegmentsPerMerge]);
    expect((await search('chung')).matched).toHaveLength(count);
    for (let number = 1; number <= count; number++) expect((await search(`tháng ${number} `)).matched).toEqual([number]);
  });

  it('forget what was swept when they are next looked through', async () => {
    const sent = await mailboxOf(store.database, inbox.account_id, 'Sent');
    await put(store, [inbox], letter('rồi sẽ quên'), { flags: { bits: 8, keywords: [] } });
    await put(store, [inbox], letter('vẫn còn'));
    await put(store, [sent], letter('rồi sẽ quên nốt'), { flags: { bits: 8, keywords: [] } });
    await indexAll();
    for (const mailbox of [inbox, sent])
      await inTransaction(store.database, (tx) => expungeDeleted(tx, { accountId: mailbox.account_id, mailboxId: mailbox.id }, null));
    const later = { now: () => new Date(Date.now() + 90 * 24 * 60 * 60 * 1000) };
    await sweep({ ...store, clock: later }, { expungedRetentionMs: 0, tombstoneGraceMs: 0 });
    await store.database.pool.query(`UPDATE text_segment SET checked_at = now() - interval '90 days'`);
    while ((await indexer.step()).state === 'working');
    const { rows } = await store.database.pool.query<{ documents: number; tokens: string }>(
      `SELECT documents, (SELECT string_agg(encode(octets, 'escape'), '') FROM text_block WHERE segment_id = id) AS tokens
        FROM text_segment WHERE account_id = $1`,
      [inbox.account_id],
    );
    expect(rows).toMatchObject([{ documents: 1 }]);
    expect(rows[0]!.tokens).not.toContain('quen');
    expect((await search('vẫn còn')).matched).toEqual([2]);
  });
});
