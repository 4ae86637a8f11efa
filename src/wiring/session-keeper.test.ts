import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SignedInSession } from '#directory/access/sign-in.ts';
import type { Log } from '#io/log.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import { sessionLimits } from './limits.ts';
import { SessionKeeper } from './session-keeper.ts';

const ended = refused(refusal('unauthenticated', 'Access has ended'));

function session(person: number, more: Partial<SignedInSession> = {}): SignedInSession {
  const id = person as AccountId;
  return {
    actor: { personId: person as PersonId, accountId: id, address: `p${person}@backan.gov.vn` },
    credential: { kind: 'password' },
    account: { id, address: `p${person}@backan.gov.vn` },
    accessGeneration: 1,
    passwordVersion: '1',
    ...more,
  };
}

function keeperWith(recheck: (one: SignedInSession) => ReturnType<SessionKeeperDeps['recheck']>, everyMs?: number) {
  const state = { isFresh: true };
  const log = { info: vi.fn(), error: vi.fn() };
  const keeper = new SessionKeeper({ recheck: vi.fn(recheck), isFresh: () => state.isFresh, log: log as unknown as Log }, everyMs);
  onTestFinished(() => keeper[Symbol.asyncDispose]());
  return { keeper, state, log };
}

type SessionKeeperDeps = ConstructorParameters<typeof SessionKeeper>[0];

describe('a session that is not allowed', () => {
  it('is one whose check says that access has ended, for good', async () => {
    const answers = [ended];
    const { keeper, log } = keeperWith(async (one) => answers.shift() ?? ok(one));
    const one = session(1);
    keeper.keep(one);
    expect(keeper.isAllowed(one)).toBe(true);
    keeper.accessMoved();
    await keeper.settled();
    expect(keeper.isAllowed(one)).toBe(false);
    keeper.accessMoved();
    await keeper.settled();
    expect(keeper.isAllowed(one)).toBe(false);
    expect(log.info).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ event: 'worker.session-ended', actor: 'p1@backan.gov.vn' }));
  });

  it('is one whose check failed', async () => {
    const { keeper } = keeperWith(async () => {
      throw new Error('the database is gone');
    });
    const one = session(1);
    keeper.keep(one);
    keeper.accessMoved();
    await keeper.settled();
    expect(keeper.isAllowed(one)).toBe(false);
  });

  it('is one that was never kept', () => {
    expect(keeperWith(async (one) => ok(one)).keeper.isAllowed(session(1))).toBe(false);
  });

  it('is any while nobody knows whether access has changed, for longer than a restart of the database takes', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { keeper, state } = keeperWith(async (one) => ok(one));
    const one = session(1);
    keeper.keep(one);
    expect(keeper.isAllowed(one)).toBe(true);
    state.isFresh = false;
    vi.advanceTimersByTime(sessionLimits.unknownMsMax);
    expect(keeper.isAllowed(one)).toBe(true);
    vi.advanceTimersByTime(1);
    expect(keeper.isAllowed(one)).toBe(false);
    state.isFresh = true;
    expect(keeper.isAllowed(one)).toBe(true);
  });
});

describe('checking', () => {
  it('comes round by itself, since grants end by date', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { keeper } = keeperWith(async () => ended);
    const one = session(1);
    keeper.keep(one);
    await vi.advanceTimersByTimeAsync(sessionLimits.recheckEveryMs);
    expect(keeper.isAllowed(one)).toBe(false);
    expect(sessionLimits.recheckEveryMs).toBeLessThanOrEqual(60_000);
  });

  it('asks once for all sessions of one proof, and apart for another proof or mailbox', async () => {
    const asked: SignedInSession[] = [];
    const { keeper } = keeperWith(async (one) => {
      asked.push(one);
      return one.credential.kind === 'app-password' ? ended : ok(one);
    });
    const own = [session(1), session(1), session(1)];
    const byApp = session(1, { credential: { kind: 'app-password', id: 'a' }, passwordVersion: null });
    const ofUnit = session(1, { account: { id: 9 as AccountId, address: 'tt@backan.gov.vn' } });
    const all = [...own, byApp, ofUnit];
    for (const one of all) keeper.keep(one);
    keeper.accessMoved();
    await keeper.settled();
    expect(asked).toHaveLength(3);
    expect(all.map((one) => keeper.isAllowed(one))).toEqual([true, true, true, false, true]);
  });

  it('begins again when access moves while it is under way: what was checked before the move is no news', async () => {
    const gate = Promise.withResolvers<void>();
    let isOver = false;
    const { keeper } = keeperWith(async (one) => {
      if (isOver) return ended;
      await gate.promise;
      return ok(one);
    });
    const one = session(1);
    keeper.keep(one);
    keeper.accessMoved();
    isOver = true;
    keeper.accessMoved();
    gate.resolve();
    await keeper.settled();
    expect(keeper.isAllowed(one)).toBe(false);
  });
});
