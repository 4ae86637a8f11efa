import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attemptInTransaction, inTransaction } from '#io/database.ts';
import type { Result } from '#kernel/result.ts';
import { changeFlags, type FlagChange } from './change-flags.ts';
import { changesSince } from './changes-since.ts';
import { copyMessages, moveMessages } from './copy-messages.ts';
import { deletedBit, flaggedBit, seenBit } from './flags.ts';
import { storeLimits } from './limits.ts';
import type { MailboxRef } from './lock-places.ts';
import type { MailboxRow } from './mailbox-sql.ts';
import { deleteMailbox } from './mailboxes.ts';
import { factsOf } from './message-sql.ts';
import { readMessage } from './read-message.ts';
import {
  counters,
  createAccount,
  createAccounts,
  createTestStore,
  currentMailbox,
  everything,
  mail,
  mailboxOf,
  put,
  putSeveral,
  type TestStore,
} from './store.fixture.ts';
import { expungeDeleted } from './take-out-messages.ts';

let store: TestStore;
let inbox: MailboxRow;
let archive: MailboxRow;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  const accountId = await createAccount(store.database);
  inbox = await mailboxOf(store.database, accountId);
  archive = await mailboxOf(store.database, accountId, 'Archive');
});

const refOf = (mailbox: MailboxRow): MailboxRef => ({ accountId: mailbox.account_id, mailboxId: mailbox.id });
const flags = (operation: FlagChange['operation'], bits: number, ...keywords: string[]): FlagChange => ({
  operation,
  flags: { bits, keywords },
});
function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
const change = (uids: number[], what: FlagChange, unchangedSince: number | null = null) =>
  attemptInTransaction(store.database, (tx) => changeFlags(tx, refOf(inbox), uids, what, unchangedSince));
const expunge = (uids: number[] | null, mailbox = inbox) =>
  attemptInTransaction(store.database, (tx) => expungeDeleted(tx, refOf(mailbox), uids));
const copy = (uids: number[], target: MailboxRow, source = inbox) =>
  attemptInTransaction(store.database, (tx) => copyMessages(tx, refOf(source), uids, refOf(target), source.account_id));
const move = (uids: number[], target: MailboxRow, source = inbox) =>
  attemptInTransaction(store.database, (tx) => moveMessages(tx, refOf(source), uids, refOf(target), source.account_id));
const now = (mailbox = inbox) => currentMailbox(store.database, mailbox.id);
const statesOf = async (mailbox = inbox) =>
  (await changesSince(store.database, mailbox.id, everything)).changed.map((state) => [state.uid, state.flags, state.keywords]);

async function limit(column: 'quota_octets' | 'quota_messages', value: number): Promise<void> {
  await store.database.pool.query(`UPDATE account SET ${column} = $1 WHERE id = $2`, [value, inbox.account_id]);
}

async function expectCountersExact(): Promise<void> {
  const { kept, counted } = await counters(store.database);
  expect(kept).toEqual(counted);
}

describe('changing flags', () => {
  it('is refused in a mailbox that is gone', async () => {
    await inTransaction(store.database, (tx) => deleteMailbox(tx, inbox.account_id, 'Archive'));
    const gone = attemptInTransaction(store.database, (tx) => changeFlags(tx, refOf(archive), [1], flags('set', 1), null));
    expect(await gone).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
  });

  it('is refused beyond the keyword limits, and then changes nothing', async () => {
    await putSeveral(store, inbox, 2);
    const full = Array.from({ length: storeLimits.keywordsPerMessageMax }, (_, index) => `k${index}`);
    accepted(await change([1], flags('set', 0, ...full)));
    const before = await now();
    expect(await change([1, 2], flags('add', seenBit, 'one-more'))).toMatchObject({ ok: false, refusal: { kind: 'limit' } });
    expect(await change([2], flags('add', 0, 'two words'))).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    expect(await now()).toEqual(before);
    expect(await change([1], flags('add', seenBit))).toMatchObject({ ok: true });
  });

  it('sets, adds and removes, with one modseq for all that changed and exact counters', async () => {
    await putSeveral(store, inbox, 3);
    const before = await now();
    const { states } = accepted(await change([1, 2, 3, 99], flags('add', seenBit | deletedBit, 'Work')));
    expect(states.map(({ uid, modSeq }) => [uid, modSeq])).toEqual([1, 2, 3].map((uid) => [uid, before.highestmodseq + 1]));
    expect(await now()).toMatchObject({ unseen: 0, deleted: 3, highestmodseq: before.highestmodseq + 1 });
    accepted(await change([2], flags('remove', seenBit, 'WORK')));
    accepted(await change([3], flags('set', flaggedBit, 'work', 'x')));
    expect(await statesOf()).toEqual([
      [1, seenBit | deletedBit, ['Work']],
      [2, deletedBit, []],
      [3, flaggedBit, ['Work', 'x']],
    ]);
    expect(await now()).toMatchObject({ unseen: 2, deleted: 2 });
    await expectCountersExact();
  });

  it('that change nothing keep every modseq and the change counter', async () => {
    await putSeveral(store, inbox, 2);
    accepted(await change([1], flags('add', seenBit, 'Work')));
    const counter = () => store.database.pool.query('SELECT change_counter FROM account WHERE id = $1', [inbox.account_id]);
    const [mailboxBefore, statesBefore, counterBefore] = [await now(), await statesOf(), (await counter()).rows];
    const { states } = accepted(await change([1], flags('add', seenBit, 'WORK')));
    expect(states[0]!.flags.keywords).toEqual(['Work']);
    accepted(await change([2], flags('remove', deletedBit)));
    accepted(await change([7], flags('set', seenBit)));
    expect([await now(), await statesOf(), (await counter()).rows]).toEqual([mailboxBefore, statesBefore, counterBefore]);
  });

  it('leaves alone and names what changed after UNCHANGEDSINCE', async () => {
    await putSeveral(store, inbox, 2);
    const { highestmodseq } = await now();
    accepted(await change([1], flags('add', flaggedBit)));
    const outcome = accepted(await change([1, 2], flags('add', seenBit), highestmodseq));
    expect(outcome.modified).toEqual([1]);
    expect(outcome.states.map((state) => state.uid)).toEqual([2]);
    expect(await statesOf()).toEqual([
      [1, flaggedBit, []],
      [2, seenBit, []],
    ]);
  });

  it('by many at once loses none', async () => {
    await putSeveral(store, inbox, 1);
    const words = Array.from({ length: 12 }, (_, index) => `k${index}`);
    await Promise.all(words.map((word) => change([1], flags('add', 0, word))));
    expect((await changesSince(store.database, inbox.id, everything)).changed[0]!.keywords.toSorted()).toEqual(words.toSorted());
  });
});

describe('expunging', () => {
  it('takes only what carries \\Deleted and is named, keeps the rows and reports what vanished', async () => {
    await putSeveral(store, inbox, 4);
    accepted(await change([1, 2, 3], flags('add', deletedBit)));
    const before = await now();
    expect(accepted(await expunge([2, 4, 9]))).toEqual({ uids: [2], highestModSeq: before.highestmodseq + 1 });
    expect((await changesSince(store.database, inbox.id, { highestModSeq: before.highestmodseq, uidNext: 1 })).vanished).toEqual([2]);
    expect(accepted(await expunge(null)).uids).toEqual([1, 3]);
    expect((await changesSince(store.database, inbox.id, { highestModSeq: before.highestmodseq, uidNext: 1 })).vanished).toEqual([1, 2, 3]);
    expect((await statesOf()).map(([uid]) => uid)).toEqual([4]);
    expect(await factsOf(store.database, inbox.id, [1, 2, 3, 4])).toHaveLength(4);
    expect((await readMessage(store, inbox.id, 2, 0, 10_000)).toString()).toContain('Xin chào');
    const { rows } = await store.database.pool.query(
      'SELECT uid, expunged_modseq, expunge_reason, expunged_at IS NOT NULL AS at FROM message WHERE mailbox_id = $1 AND uid < 3 ORDER BY uid',
      [inbox.id],
    );
    expect(rows).toEqual([
      { uid: 1, expunged_modseq: before.highestmodseq + 2, expunge_reason: 'expunge', at: true },
      { uid: 2, expunged_modseq: before.highestmodseq + 1, expunge_reason: 'expunge', at: true },
    ]);
    await expectCountersExact();
  });

  it('of nothing changes nothing', async () => {
    await putSeveral(store, inbox, 1);
    const before = await now();
    expect(accepted(await expunge(null))).toEqual({ uids: [], highestModSeq: before.highestmodseq });
    expect(await now()).toEqual(before);
  });

  it('by two at once counts each message once', async () => {
    await putSeveral(store, inbox, 5, { bits: deletedBit, keywords: [] });
    const gone = await Promise.all([expunge(null), expunge(null), expunge([1, 2])]);
    expect(gone.flatMap((one) => accepted(one).uids).toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5]);
    await expectCountersExact();
  });
});

describe('copying', () => {
  it('is refused to or from a mailbox that is gone', async () => {
    await putSeveral(store, inbox, 1);
    await inTransaction(store.database, (tx) => deleteMailbox(tx, inbox.account_id, 'Archive'));
    expect(await copy([1], archive)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
    expect(await move([1], archive)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
    expect(await copy([1], inbox, archive)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
    await expectCountersExact();
  });

  it('keeps octets, flags, date and identity, in the order of the UIDs, passing over what is gone', async () => {
    await put(store, [inbox], mail('first'), { flags: { bits: seenBit, keywords: ['Work'] }, prefix: Buffer.from('Received: z\r\n') });
    await putSeveral(store, inbox, 2);
    const { highestmodseq } = await now();
    const outcome = accepted(await copy([3, 1, 77], archive));
    expect(outcome).toEqual({ uidValidity: archive.uidvalidity, sourceUids: [1, 3], targetUids: [1, 2] });
    expect(await statesOf(archive)).toEqual([
      [1, seenBit, ['Work']],
      [2, 0, []],
    ]);
    const rows = await store.database.pool.query(
      'SELECT id, email_id, content_id, internal_date, size_octets FROM message WHERE mailbox_id = ANY ($1) AND uid = 1',
      [[inbox.id, archive.id]],
    );
    const [source, target] = rows.rows;
    expect({ ...target, id: source.id }).toEqual(source);
    expect(target.id).not.toBe(source.id);
    expect((await readMessage(store, archive.id, 1, 0, 1_000)).toString()).toBe(`Received: z\r\n${mail('first')}`);
    expect((await now()).highestmodseq).toBe(highestmodseq);
    await expectCountersExact();
  });

  it('of nothing that exists changes nothing', async () => {
    const before = await now(archive);
    expect(accepted(await copy([5], archive))).toEqual({ uidValidity: archive.uidvalidity, sourceUids: [], targetUids: [] });
    expect(await now(archive)).toEqual(before);
  });

  it('works within a mailbox and into another account', async () => {
    await putSeveral(store, inbox, 2);
    expect(accepted(await copy([1, 2], inbox)).targetUids).toEqual([3, 4]);
    const other = await mailboxOf(store.database, await createAccount(store.database));
    expect(accepted(await copy([2, 3], other)).targetUids).toEqual([1, 2]);
    expect(await now(other)).toMatchObject({ messages: 2, unseen: 2 });
    await expectCountersExact();
  });
});

describe('moving', () => {
  it('takes messages out of the source in the same transaction, with the reason kept', async () => {
    await putSeveral(store, inbox, 3, { bits: flaggedBit, keywords: ['x'] });
    const before = await now();
    const outcome = accepted(await move([1, 3, 3, 8], archive));
    expect(outcome).toMatchObject({ sourceUids: [1, 3], targetUids: [1, 2], highestModSeq: before.highestmodseq + 1 });
    expect((await statesOf()).map(([uid]) => uid)).toEqual([2]);
    expect(await statesOf(archive)).toEqual([
      [1, flaggedBit, ['x']],
      [2, flaggedBit, ['x']],
    ]);
    const { rows } = await store.database.pool.query('SELECT uid FROM message WHERE mailbox_id = $1 AND expunge_reason = $2 ORDER BY uid', [
      inbox.id,
      'move',
    ]);
    expect(rows).toEqual([{ uid: 1 }, { uid: 3 }]);
    await expectCountersExact();
  });

  it('of nothing changes nothing, and within a mailbox gives new UIDs', async () => {
    await putSeveral(store, inbox, 2);
    const before = await now();
    expect(accepted(await move([9], archive)).highestModSeq).toBe(before.highestmodseq);
    expect(await now()).toEqual(before);
    expect(accepted(await move([1], inbox)).targetUids).toEqual([3]);
    expect((await statesOf()).map(([uid]) => uid)).toEqual([2, 3]);
    await expectCountersExact();
  });

  it('crosswise between mailboxes and accounts, with deliveries in between, never deadlocks', async () => {
    const accounts = await createAccounts(store.database, 2);
    const [one, other] = await Promise.all(accounts.map((id) => mailboxOf(store.database, id)));
    const third = await mailboxOf(store.database, accounts[0]!, 'Archive');
    for (const mailbox of [one!, other!, third]) await putSeveral(store, mailbox, 4);
    const all = Array.from({ length: 40 }, (_, index) => index + 1);
    const turns = Array.from({ length: 12 }, (_, turn) => [
      move(all.slice(0, 2 + turn * 2), other!, one!),
      move(all.slice(0, 2 + turn * 2), one!, other!),
      move(all, third, one!),
      copy(all.slice(0, 2), one!, third),
      put(store, [other!, one!, third], mail(`between-${turn}`)),
    ]);
    await Promise.all(turns.flat());
    await expectCountersExact();
  });
});

describe('a full account', () => {
  const full = { ok: false, refusal: { kind: 'over-quota' } };

  it('takes no copies, of its own messages or others, beyond its octets or its count', async () => {
    const uids = await putSeveral(store, inbox, 2);
    const other = await mailboxOf(store.database, await createAccount(store.database));
    const theirs = await putSeveral(store, other, 1);
    await limit('quota_messages', 3);
    expect(await copy(uids, archive)).toMatchObject(full);
    expect(await copy(uids.slice(0, 1), archive)).toMatchObject({ ok: true });
    expect(await copy(theirs, inbox, other)).toMatchObject(full);
    expect(await move(theirs, inbox, other)).toMatchObject(full);
    await limit('quota_messages', 99);
    await limit('quota_octets', (await currentMailbox(store.database, inbox.id)).size_octets);
    expect(await copy(uids.slice(0, 1), archive)).toMatchObject(full);
    await expectCountersExact();
  });

  it('can be tidied by moving', async () => {
    const uids = await putSeveral(store, inbox, 2);
    await limit('quota_messages', 1);
    await limit('quota_octets', 1);
    expect(accepted(await move(uids, archive)).targetUids).toEqual([1, 2]);
    expect(accepted(await copy([99], archive)).targetUids).toEqual([]);
  });
});
