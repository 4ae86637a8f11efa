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
import { bodyFiles, counters, createAccount, createTestStore, mail, mailboxOf, type TestStore } from '#mail/store/store.fixture.ts';
import { OctetBudget } from './octet-budget.ts';
import { storeAppended } from './store-appended.ts';

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
const append = (messages: Parameters<typeof storeAppended>[2]) =>
  storeAppended(
    {
      database: store.database,
      bodies: store.bodies,
      checkingMemory: new OctetBudget(1_000_000),
      scan: async (octets) => (octets.includes(virus) ? refused(refusal('content-refused', 'Virus')) : ok()),
      watch: { announce: (ids) => announced.push(...ids) },
      log: { info: (fields) => void logged.push(fields) },
    },
    { accountId: sent.account_id, mailboxId: sent.id, actorAccountId: sent.account_id },
    messages,
  );
const uidsIn = async () => (await changesSince(store.database, sent.id, 0)).changed.map((state) => state.uid);

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
    const { changed } = await changesSince(store.database, sent.id, 0);
    expect(changed.map(({ flags, keywords }) => [flags, keywords])).toEqual(Array(4).fill([seenBit, ['Work']]));
    const dates = await store.database.pool.query('SELECT DISTINCT internal_date FROM message WHERE mailbox_id = $1', [sent.id]);
    expect(dates.rows).toEqual([{ internal_date: new Date('2020-02-29T10:00:00Z') }]);
    expect(announced).toEqual([sent.id]);
  });
});
