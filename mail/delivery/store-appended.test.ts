import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import { changesSince } from '#mail/store/changes-since.ts';
import { noFlags, seenBit } from '#mail/store/flags.ts';
import { storeLimits } from '#mail/store/limits.ts';
import type { MailboxRow } from '#mail/store/mailbox-sql.ts';
import { deleteMailbox } from '#mail/store/mailboxes.ts';
import { readMessage } from '#mail/store/read-message.ts';
import {
  bodyFiles,
  counters,
  createAccount,
  createTestStore,
  everything,
  mail,
  mailboxOf,
  type TestStore,
} from '#mail/store/store.fixture.ts';
import { OctetBudget } from './octet-budget.ts';
import { storeAppended, storeReplacement } from './store-appended.ts';

let store: TestStore;
let sent: MailboxRow;
const announced: number[] = [];
const logged: object[] = [];
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  sent = await mailboxOf(store.database, await createAccount(store.database), 'Sent');
  announced.length = 0;
  logged.length = 0;
});

const virus = 'EICAR';
const large = (text: string) => Buffer.concat([mail(text), randomBytes(storeLimits.inlineOctetsMax)]);
const message = (octets: Buffer, flags = noFlags) => ({ octets, flags, internalDate: new Date('2020-02-29T10:00:00Z') });
const deps = (): Parameters<typeof storeAppended>[0] => ({
  database: store.database,
  bodies: store.bodies,
  checkingMemory: new OctetBudget(1_000_000),
  scan: async (octets) => (octets.includes(virus) ? refused(refusal('content-refused', 'Virus')) : ok()),
  watch: { announce: (ids) => void announced.push(...ids) } as Parameters<typeof storeAppended>[0]['watch'],
  log: { info: (fields: object) => void logged.push(fields) } as Parameters<typeof storeAppended>[0]['log'],
});
const refOf = (mailbox: MailboxRow) => ({ accountId: mailbox.account_id, mailboxId: mailbox.id });
const target = (mailbox = sent) => ({ ...refOf(mailbox), actorAccountId: mailbox.account_id });
const append = (messages: Parameters<typeof storeAppended>[2]) => storeAppended(deps(), target(), messages);
const uidsIn = async (mailbox = sent) => (await changesSince(store.database, mailbox.id, everything)).changed.map((state) => state.uid);

async function expectNothingKept(): Promise<void> {
  expect(await uidsIn()).toEqual([]);
  expect(await bodyFiles(store.folder)).toEqual([]);
  expect([announced, logged]).toEqual([[], []]);
  const { kept, counted } = await counters(store.database);
  expect(kept).toEqual(counted);
}

describe('an append', () => {
  it('with a message that a scanner refuses stores none of them', async () => {
    expect(await append([message(large('a')), message(Buffer.from(`Subject: ${virus}\r\n\r\n`))])).toMatchObject({
      ok: false,
      refusal: { kind: 'content-refused' },
    });
    await expectNothingKept();
  });

  it('to a mailbox that is gone stores none and leaves no file', async () => {
    await inTransaction(store.database, (tx) => deleteMailbox(tx, sent.account_id, 'Sent'));
    expect(await append([message(large('b')), message(mail('c'))])).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
    await expectNothingKept();
  });

  it('with keywords that are none, or too many, is refused', async () => {
    expect(await append([message(mail('d'), { bits: 0, keywords: ['two words'] })])).toMatchObject({ refusal: { kind: 'invalid' } });
    const many = Array.from({ length: storeLimits.keywordsPerMessageMax + 1 }, (_, index) => `k${index}`);
    expect(await append([message(mail('d'), { bits: 0, keywords: many })])).toMatchObject({ refusal: { kind: 'limit' } });
    await expectNothingKept();
  });

  it('stores octets unchanged with flags and date, in the order given, and announces once', async () => {
    const octets = [mail('first'), large('second'), mail('first'), Buffer.alloc(0)];
    const stored = await append(octets.map((one) => message(one, { bits: seenBit, keywords: ['Work', 'WORK'] })));
    expect(stored).toEqual({ ok: true, value: { uidValidity: sent.uidvalidity, uids: [1, 2, 3, 4] } });
    for (const [index, one] of octets.entries())
      expect((await readMessage(store, sent.id, index + 1, 0, one.length + 10)).equals(one)).toBe(true);
    const { changed } = await changesSince(store.database, sent.id, everything);
    expect(changed.map(({ flags, keywords }) => [flags, keywords])).toEqual(Array(4).fill([seenBit, ['Work']]));
    const dates = await store.database.pool.query('SELECT DISTINCT internal_date FROM message WHERE mailbox_id = $1', [sent.id]);
    expect(dates.rows).toEqual([{ internal_date: new Date('2020-02-29T10:00:00Z') }]);
    expect(announced).toEqual([sent.id]);
  });
});

describe('a replacement', () => {
  let drafts: MailboxRow;
  beforeEach(async () => {
    drafts = await mailboxOf(store.database, sent.account_id, 'Drafts');
    await storeAppended(deps(), target(drafts), [message(mail('old'))]);
    announced.length = 0;
  });
  const replace = (uid: number, next: Buffer, into: MailboxRow = drafts) =>
    storeReplacement(deps(), target(into), { mailbox: refOf(drafts), uid: uid as never }, message(next));

  it('that a scanner refuses leaves the old message', async () => {
    expect(await replace(1, Buffer.from(`Subject: ${virus}\r\n\r\n`))).toMatchObject({ ok: false, refusal: { kind: 'content-refused' } });
    expect(await uidsIn(drafts)).toEqual([1]);
  });

  it('into a mailbox that is gone leaves the old message', async () => {
    const archive = await mailboxOf(store.database, sent.account_id, 'Archive');
    await inTransaction(store.database, (tx) => deleteMailbox(tx, archive.account_id, archive.name));
    expect(await replace(1, mail('new'), archive)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
    expect(await uidsIn(drafts)).toEqual([1]);
    expect(announced).toEqual([]);
  });

  it('stands in the place of the old message, in the same mailbox or another, all at once', async () => {
    expect(await replace(1, mail('new'))).toMatchObject({ ok: true, value: { uid: 2, gone: [1] } });
    expect(await uidsIn(drafts)).toEqual([2]);
    expect(await replace(2, mail('sent'), sent)).toMatchObject({ ok: true, value: { uid: 1, gone: [2] } });
    expect([await uidsIn(drafts), await uidsIn()]).toEqual([[], [1]]);
    expect(announced).toEqual([drafts.id, drafts.id, sent.id, drafts.id]);
    const { kept, counted } = await counters(store.database);
    expect(kept).toEqual(counted);
  });

  it('of a message that went meanwhile is stored all the same', async () => {
    expect(await replace(9, mail('new'))).toMatchObject({ ok: true, value: { uid: 2, gone: [] } });
    expect(await uidsIn(drafts)).toEqual([1, 2]);
  });
});

describe('appends of one moment', () => {
  it('are each told what became of theirs, whatever becomes of the others', async () => {
    const { database } = store;
    const boxes = await Promise.all(Array.from({ length: 12 }, async () => mailboxOf(database, await createAccount(database), 'Sent')));
    const gone = boxes[5]!;
    await inTransaction(database, (tx) => deleteMailbox(tx, gone.account_id, 'Sent'));
    const shared = mail('the same in all');
    const jobs = boxes.flatMap((box, at) => [
      { box, messages: [message(shared)] },
      { box, messages: at % 4 === 0 ? [message(mail(`a${at}`)), message(large(`b${at}`))] : [message(large(`c${at}`))] },
    ]);
    const outcomes = await Promise.all(jobs.map(({ box, messages }) => storeAppended(deps(), target(box), messages)));
    for (const [at, outcome] of outcomes.entries()) {
      const { box, messages } = jobs[at]!;
      if (box === gone) expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
      else expect(outcome).toMatchObject({ value: { uidValidity: box.uidvalidity } });
      if (!outcome.ok) continue;
      for (const [index, uid] of outcome.value.uids.entries()) {
        const { octets } = messages[index]!;
        expect((await readMessage(store, box.id, uid, 0, octets.length)).equals(octets)).toBe(true);
      }
    }
    expect(await uidsIn(boxes[0])).toEqual([1, 2, 3]);
    const { kept, counted } = await counters(database);
    expect(kept).toEqual(counted);
    expect(await bodyFiles(store.folder)).toHaveLength(await filesNamed());
  });
});

async function filesNamed(): Promise<number> {
  const { rows } = await store.database.pool.query("SELECT count(*)::int AS files FROM body WHERE storage = 'file'");
  return rows[0].files;
}
