import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailboxRow } from './mailbox-sql.ts';
import { readMessages } from './read-message.ts';
import { createAccount, createTestStore, mail, mailboxOf, put, type TestStore } from './store.fixture.ts';

const prefix = Buffer.from('Delivered-To: x\r\n');
const large = Buffer.concat([mail('large'), Buffer.alloc(200_000, 'y')]);

let store: TestStore;
let inbox: MailboxRow;
beforeAll(async () => {
  store = await createTestStore();
  inbox = await mailboxOf(store.database, await createAccount(store.database));
  for (const octets of [mail('one'), large, mail('one')]) await put(store, [inbox], octets, { prefix });
});
afterAll(async () => store[Symbol.asyncDispose]());

const read = (...requests: [uid: number, start: number, end: number][]) =>
  readMessages(
    store,
    inbox.id,
    requests.map(([uid, start, end]) => ({ uid, start, end })),
  );

describe('reading many messages', () => {
  it('fails whole when one of them never was', async () => {
    await expect(read([1, 0, 10], [9, 0, 10])).rejects.toThrow('message 9 of mailbox');
  });

  it('answers in the order asked: small and large, twice the same, prefix only, across its end, nothing', async () => {
    const one = Buffer.concat([prefix, mail('one')]);
    const two = Buffer.concat([prefix, large]);
    const answers = await read([2, 100, 150_000], [1, 0, 1_000_000], [3, 5, 30], [1, 3, 9], [1, 0, 0], [2, 0, 1_000_000]);
    const expected = [two.subarray(100, 150_000), one, one.subarray(5, 30), one.subarray(3, 9), Buffer.alloc(0), two];
    expect(answers.map((octets, at) => octets.equals(expected[at]!))).toEqual(expected.map(() => true));
    expect(await read()).toEqual([]);
  });
});
