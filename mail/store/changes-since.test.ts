import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptInTransaction } from '#io/database.ts';
import { changeFlags } from './change-flags.ts';
import { changesSince, wholeMailbox } from './changes-since.ts';
import { deletedBit } from './flags.ts';
import { storeLimits } from './limits.ts';
import { type MailboxRow, mailboxNamed } from './mailbox-sql.ts';
import { createAccount, createTestStore, everything, mailboxOf, putSeveral, type TestStore } from './store.fixture.ts';
import { expungeDeleted } from './take-out-messages.ts';

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

describe('sessions that look at one moment', () => {
  it('are each told what is new in their mailbox, little or much, and of one that never was', async () => {
    const { database } = store;
    const accountIds = await Promise.all(Array.from({ length: 5 }, () => createAccount(database)));
    const inboxes = await Promise.all(accountIds.map((accountId) => mailboxOf(database, accountId)));
    const much = storeLimits.changesTogetherMax + 5;
    const counts = [0, 1, storeLimits.changesTogetherMax, much, 3];
    for (const [at, count] of counts.entries()) if (count > 0) await putSeveral(store, inboxes[at]!, count);
    const [, , , large, last] = inboxes as [MailboxRow, MailboxRow, MailboxRow, MailboxRow, MailboxRow];
    await expungeAll(last);
    const seen = { highestModSeq: 1, uidNext: 1 };
    const told = await Promise.all(inboxes.map((inbox) => changesSince(database, inbox.id, seen)));
    expect(told.map(({ changed, vanished }) => [changed.length, vanished!.length])).toEqual([
      [0, 0],
      [1, 0],
      [storeLimits.changesTogetherMax, 0],
      [much, 0],
      [0, 3],
    ]);
    expect(told[3]!.changed.map((state) => state.uid)).toEqual(Array.from({ length: much }, (_, at) => at + 1));
    await expungeAll(large);
    const nowhere = (large.id + 1_000_000) as typeof large.id;
    const [gone, nothing, ...missing] = await Promise.allSettled([
      changesSince(database, large.id, told[3]!),
      changesSince(database, inboxes[1]!.id, told[1]!),
      changesSince(database, nowhere, seen),
    ]);
    expect(gone).toMatchObject({ value: { changed: [], vanished: told[3]!.changed.map((state) => state.uid) } });
    expect(nothing).toMatchObject({ value: { ...told[1], changed: [] } });
    expect(missing[0]).toMatchObject({ status: 'rejected', reason: { message: `mailbox ${nowhere} has no row` } });
  });

  it('find mailboxes by name, each in its own account', async () => {
    const { database } = store;
    const [one, two] = [await createAccount(database), await createAccount(database)];
    const names = [
      [one, 'INBOX'],
      [two, 'INBOX'],
      [one, 'Sent'],
      [two, 'Không có'],
      [one, `{"a,b'}`],
      [one, 'INBOX'],
    ] as const;
    const found = await Promise.all(names.map(([accountId, name]) => mailboxNamed(database, accountId, name)));
    expect(found.map((row) => row && [row.account_id, row.name])).toEqual([
      [one, 'INBOX'],
      [two, 'INBOX'],
      [one, 'Sent'],
      undefined,
      undefined,
      [one, 'INBOX'],
    ]);
  });
});

async function expungeAll(mailbox: MailboxRow): Promise<void> {
  const ref = { accountId: mailbox.account_id, mailboxId: mailbox.id };
  const uids = (await wholeMailbox(store.database, mailbox.id)).changed.map((state) => state.uid);
  const change = { operation: 'add', flags: { bits: deletedBit, keywords: [] } } as const;
  const gone = await attemptInTransaction(store.database, async (tx) => {
    await changeFlags(tx, ref, uids, change, null);
    return expungeDeleted(tx, ref, null);
  });
  expect(gone.ok).toBe(true);
}
