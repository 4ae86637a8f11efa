import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesSince, wholeMailbox } from './changes-since.ts';
import { createAccount, createTestStore, everything, mailboxOf, putSeveral, type TestStore } from './store.fixture.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
});

describe('a mailbox read as a whole', () => {
  it('is the same in pages of any size', async () => {
    const { database } = store;
    const inbox = await mailboxOf(database, await createAccount(database));
    const sent = await mailboxOf(database, inbox.account_id, 'Sent');
    const uids = await putSeveral(store, inbox, 5, { bits: 1, keywords: ['$Forwarded'] });
    await putSeveral(store, sent, 1);
    const { vanished: _, ...atOnce } = await changesSince(database, inbox.id, everything);
    expect(atOnce.changed.map((state) => state.uid)).toEqual(uids);
    for (const rowsMax of [1, 2, 5, 6]) expect(await wholeMailbox(database, inbox.id, rowsMax)).toEqual(atOnce);
  });

  it('is nothing where nothing is', async () => {
    const inbox = await mailboxOf(store.database, await createAccount(store.database));
    expect(await wholeMailbox(store.database, inbox.id)).toEqual({ highestModSeq: inbox.highestmodseq, uidNext: 1, changed: [] });
  });
});
