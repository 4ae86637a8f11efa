import { afterAll, beforeAll, expect, it } from 'vitest';
import { attemptInTransaction, inTransaction } from '#io/database.ts';
import { databaseLimits } from '#io/limits.ts';
import type { FlagJob } from './change-flags.ts';
import { changesSince } from './changes-since.ts';
import { flaggedBit, seenBit } from './flags.ts';
import { storeLimits } from './limits.ts';
import { lockPlaces } from './lock-places.ts';
import type { MailboxRow } from './mailbox-sql.ts';
import { deleteMailbox } from './mailboxes.ts';
import {
  counters,
  createAccounts,
  createTestStore,
  currentMailbox,
  everything,
  mailboxOf,
  putSeveral,
  type TestStore,
} from './store.fixture.ts';
import { storeFlags } from './store-flags.ts';

let store: TestStore;
let mailboxes: MailboxRow[];
beforeAll(async () => {
  store = await createTestStore();
  const accounts = await createAccounts(store.database, 4);
  mailboxes = await Promise.all(accounts.map((account) => mailboxOf(store.database, account, 'Archive')));
  for (const mailbox of mailboxes) await putSeveral(store, mailbox, 3);
});
afterAll(() => store[Symbol.asyncDispose]());

function job(mailbox: MailboxRow, uids: number[], bits: number, more: Partial<FlagJob> & { keywords?: string[] } = {}): FlagJob {
  const { keywords = [], ...rest } = more;
  const change = { operation: 'add', flags: { bits, keywords } } as const;
  return { mailbox: { accountId: mailbox.account_id, mailboxId: mailbox.id }, uids, change, unchangedSince: null, ...rest };
}

const shown = async (mailbox: MailboxRow) => {
  const { changed } = await changesSince(store.database, mailbox.id, everything);
  return changed.map((state) => [state.uid, state.flags, state.keywords.join(' ')]);
};

it('changes of one moment are each told what became of it, and one that is refused hinders none', async () => {
  const [one, two, three, gone] = mailboxes as [MailboxRow, MailboxRow, MailboxRow, MailboxRow];
  const deleted = await attemptInTransaction(store.database, (tx) => deleteMailbox(tx, gone.account_id, gone.name));
  expect(deleted.ok).toBe(true);
  const tooMany = Array.from({ length: storeLimits.keywordsPerMessageMax + 1 }, (_, at) => `k${at}`);
  const before = await currentMailbox(store.database, one.id);
  const outcomes = await Promise.all(
    [
      job(one, [1, 2], seenBit),
      job(gone, [1], seenBit),
      job(two, [3, 99], flaggedBit, { keywords: ['$Work'] }),
      job(one, [2, 3], flaggedBit),
      job(three, [1], 0, { keywords: tooMany }),
      // What a change before it in the same transaction did counts as changed since.
      job(one, [1], flaggedBit, { unchangedSince: before.highestmodseq }),
      job(three, [1, 1, 2], seenBit),
    ].map((one) => storeFlags(store.database, one)),
  );
  expect(
    outcomes.map((outcome) => (outcome.ok ? outcome.value.states.map((state) => [state.uid, state.flags.bits]) : outcome.refusal.kind)),
  ).toEqual([
    [
      [1, seenBit],
      [2, seenBit],
    ],
    'not-found',
    [[3, flaggedBit]],
    [
      [2, seenBit | flaggedBit],
      [3, flaggedBit],
    ],
    'limit',
    [],
    [
      [1, seenBit],
      [2, seenBit],
    ],
  ]);
  expect(outcomes[5]).toMatchObject({ value: { modified: [1] } });
  expect(await shown(one)).toEqual([
    [1, seenBit, ''],
    [2, seenBit | flaggedBit, ''],
    [3, flaggedBit, ''],
  ]);
  expect((await shown(two))[2]).toEqual([3, flaggedBit, '$Work']);
  const modSeqs = outcomes.flatMap((outcome) => (outcome.ok ? [Math.max(0, ...outcome.value.states.map((state) => state.modSeq))] : []));
  expect((await currentMailbox(store.database, one.id)).highestmodseq).toBe(modSeqs[2]);
  expect(modSeqs[2]).toBe(modSeqs[0]! + 1);
  const { kept, counted } = await counters(store.database);
  expect(kept).toEqual(counted);
});

it('many sessions flag the same messages at once without deadlock, each change counted once', async () => {
  const [one, two, three] = mailboxes as [MailboxRow, MailboxRow, MailboxRow];
  const turns = Array.from({ length: 120 }, (_, at) => job([one, two, three][at % 3]!, [1 + (at % 2)], 0, { keywords: [`t${at}`] }));
  const large = job(
    one,
    Array.from({ length: storeLimits.flagChangeMessagesMax + 1 }, (_, at) => at + 1),
    seenBit,
  );
  const outcomes = await Promise.all([...turns.slice(0, 60), large, ...turns.slice(60)].map((one) => storeFlags(store.database, one)));
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
  const keywords = (await Promise.all([one, two, three].map(shown)))
    .flat()
    .flatMap(([, , words]) => `${words}`.split(' ').filter((word) => /^t\d/.test(word)));
  expect(new Set(keywords).size).toBe(turns.length);
  const { kept, counted } = await counters(store.database);
  expect(kept).toEqual(counted);
});

it('who wants a mailbox that somebody holds for long waits, and nobody else', async () => {
  const [one, two] = mailboxes as [MailboxRow, MailboxRow];
  const locked = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const holding = inTransaction(store.database, async (tx) => {
    await lockPlaces(tx, [{ accountId: one.account_id, mailboxId: one.id }]);
    locked.resolve();
    await released;
  });
  await locked.promise;
  let waits = true;
  const waiting = storeFlags(store.database, job(one, [1], 0, { keywords: ['later'] })).finally(() => {
    waits = false;
  });
  for (const keyword of ['a', 'b'])
    expect(await storeFlags(store.database, job(two, [1], 0, { keywords: [keyword] }))).toMatchObject({ ok: true });
  await new Promise((resolve) => setTimeout(resolve, databaseLimits.sharedLockMsMax + 50));
  expect(waits).toBe(true);
  expect(await storeFlags(store.database, job(two, [2], 0, { keywords: ['c'] }))).toMatchObject({ ok: true });
  release();
  await holding;
  expect(await waiting).toMatchObject({ ok: true, value: { states: [{ uid: 1 }] } });
  expect((await shown(one))[0]![2]).toContain('later');
});
