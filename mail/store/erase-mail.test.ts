import { afterEach, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { addMessages } from './add-messages.ts';
import { storeContents } from './content-sql.ts';
import { eraseMailboxes, eraseMessages, eraseTexts } from './erase-mail.ts';
import { deletedBit, noFlags, seenBit } from './flags.ts';
import { storeLimits } from './limits.ts';
import type { MailboxRow } from './mailbox-sql.ts';
import { createMailbox, deleteMailbox } from './mailboxes.ts';
import {
  countBodies,
  counters,
  createAccounts,
  createTestStore,
  mail,
  mailboxOf,
  newMessage,
  put,
  putSeveral,
  type TestStore,
} from './store.fixture.ts';
import { sweep } from './sweep.ts';
import { expungeDeleted } from './take-out-messages.ts';

let store: TestStore;
let accountId: AccountId;
let other: AccountId;
let inbox: MailboxRow;
beforeEach(async () => {
  store = await createTestStore();
  [accountId, other] = (await createAccounts(store.database, 2)) as [AccountId, AccountId];
  inbox = await mailboxOf(store.database, accountId);
});
afterEach(() => store[Symbol.asyncDispose]());

const rows = async (text: string, ...values: unknown[]) => (await store.database.pool.query(text, values)).rows;
const folders = (id: AccountId) => inTransaction(store.database, (tx) => eraseMailboxes(tx, id));

async function eraseAll(id: AccountId): Promise<number> {
  for (let total = 0; ; ) {
    const erased = await eraseMessages(store.database, id);
    total += erased;
    if (erased === 0) return total;
  }
}

it('folders with a message left are not erased, and nothing of them is', async () => {
  await putSeveral(store, inbox, 2);
  expect(await folders(accountId)).toBe(false);
  expect(await rows('SELECT count(*)::int AS count FROM mailbox WHERE account_id = $1', accountId)).toEqual([{ count: 6 }]);
  expect(await rows('SELECT used_messages FROM account WHERE id = $1', accountId)).toEqual([{ used_messages: 2 }]);
});

it('a delivery that comes after the last folder is gone finds none', async () => {
  await eraseAll(accountId);
  expect(await folders(accountId)).toBe(true);
  const octets = mail('late');
  const body = await store.bodies.prepare(octets);
  const added = await inTransaction(store.database, async (tx) => {
    const [contentId] = await storeContents(tx, [{ body, facts: scanContent(octets) }]);
    return addMessages(tx, [newMessage(inbox, contentId!, octets.length, { flags: noFlags, prefix: Buffer.alloc(0) })]);
  });
  expect(added).toBeNull();
});

it('everything of one account goes, expunged and in deleted folders too, and nothing of others that share its bodies', async () => {
  const shared = mail('shared');
  const otherInbox = await mailboxOf(store.database, other);
  await put(store, [inbox, otherInbox], shared);
  await putSeveral(store, inbox, 3, { bits: seenBit, keywords: ['k'] });
  await putSeveral(store, inbox, 2, { bits: deletedBit, keywords: [] });
  await inTransaction(store.database, (tx) => expungeDeleted(tx, { accountId, mailboxId: inbox.id }, null));
  await inTransaction(store.database, (tx) => createMailbox(tx, accountId, 'Cũ', null));
  await putSeveral(store, await mailboxOf(store.database, accountId, 'Cũ'), 2);
  await inTransaction(store.database, (tx) => deleteMailbox(tx, accountId, 'Cũ'));
  await store.database.pool.query(
    `WITH made AS (INSERT INTO text_segment (account_id, documents, contents) VALUES ($1, 1, '{1}'), ($2, 1, '{1}') RETURNING id)
     INSERT INTO text_block (segment_id, first_token, octets) SELECT id, 'a', 'b' FROM made`,
    [accountId, other],
  );
  await store.database.pool.query('INSERT INTO mailbox_subscription VALUES ($1, $2, true)', [other, inbox.id]);

  expect(await eraseAll(accountId)).toBe(8);
  expect(await folders(accountId)).toBe(true);
  await inTransaction(store.database, (tx) => eraseTexts(tx, accountId));

  const left = `SELECT (SELECT count(*)::int FROM mailbox WHERE account_id = $1) AS mailboxes,
    (SELECT count(*)::int FROM message WHERE account_id = $1) AS messages, (SELECT count(*)::int FROM text_segment WHERE account_id = $1) AS texts,
    (SELECT used_octets FROM account WHERE id = $1) AS octets, (SELECT used_messages FROM account WHERE id = $1) AS used`;
  expect(await rows(left, accountId)).toEqual([{ mailboxes: 0, messages: 0, texts: 0, octets: 0, used: 0 }]);
  expect(await rows(left, other)).toMatchObject([{ mailboxes: 6, messages: 1, texts: 1, used: 1 }]);
  expect(await rows('SELECT count(*)::int AS count FROM text_block')).toEqual([{ count: 1 }]);
  expect(await rows('SELECT count(*)::int AS count FROM message_state')).toEqual([{ count: 1 }]);
  const inDays = (days: number) => sweep({ ...store, clock: { now: () => new Date(Date.now() + days * 24 * 60 * 60_000) } });
  await inDays(2);
  await inDays(4);
  expect(await countBodies(store.database)).toBe(1);
});

it('cut off after any step the counters are those of what is left, and it goes on', async () => {
  const count = storeLimits.eraseBatchMessages + 10;
  await store.database.pool.query(
    `WITH kept AS (INSERT INTO body (hash, size_octets, storage, encoding, location, octets) VALUES (sha256('x'), 1, 'inline', 'raw', '', 'x') RETURNING id),
      facts AS (INSERT INTO content (body_id, size_octets, header_octets, envelope, body_structure, body_brief, parts, facts, in_reply_to, reference_ids, subject,
        base_subject, scanner_version) SELECT id, 1, 0, '', '', '', '[]', '{}', '{}', '{}', '', '', 1 FROM kept RETURNING id),
      mails AS (INSERT INTO message (account_id, mailbox_id, uid, content_id, prefix, size_octets, internal_date, email_id)
        SELECT $1, $2, n, facts.id, '', 1, now(), n FROM facts, generate_series(1, $3::int) n),
      states AS (INSERT INTO message_state (mailbox_id, uid, flags, keywords, modseq) SELECT $2, n, n % 2, '{}', 1 FROM generate_series(1, $3::int) n),
      owner AS (UPDATE account SET used_octets = $3, used_messages = $3 WHERE id = $1)
    UPDATE mailbox SET uidnext = $3 + 1, messages = $3, unseen = $3 / 2, size_octets = $3 WHERE id = $2`,
    [accountId, inbox.id, count],
  );
  expect(await eraseMessages(store.database, accountId)).toBe(storeLimits.eraseBatchMessages);
  const { kept, counted } = await counters(store.database);
  expect(kept).toEqual(counted);
  expect(await eraseMessages(store.database, accountId)).toBe(10);
  expect(await eraseMessages(store.database, accountId)).toBe(0);
});
