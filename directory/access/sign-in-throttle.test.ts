import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '#io/database.ts';
import type { Peer } from '#kernel/session.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { throttleLimits } from './limits.ts';
import { makeSignInThrottle } from './sign-in-throttle.ts';
import { liftBlock, sweepSignInThrottle } from './sign-in-throttle-sql.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const peer = (address: string, loopback = false): Peer => ({ address, port: 1, secure: true, loopback });
const times = (count: number) => Array.from({ length: count });
let count = 0;

function fresh(options: Parameters<typeof makeSignInThrottle>[1] = {}) {
  count += 1;
  const throttle = makeSignInThrottle(test.database, options);
  return { throttle, subjects: throttle.subjects(`account${count}@backan.gov.vn`, peer(`192.0.2.${count}`)) };
}

const counts = async (subject: string | null) =>
  (await sql<{ failures: number }>`SELECT failures FROM sign_in_throttle WHERE subject = ${subject}`.execute(test.database.kysely)).rows;
/** As if that much time had passed. */
const age = (subject: string | null, minutes: number) =>
  sql`UPDATE sign_in_throttle SET window_started_at = window_started_at - ${minutes}::int * interval '1 minute',
    blocked_until = blocked_until - ${minutes}::int * interval '1 minute' WHERE subject = ${subject}`.execute(test.database.kysely);

describe('the throttle of sign-ins', () => {
  it('blocks an account at the fifth failure, and a right password with it', async () => {
    const { throttle, subjects } = fresh();
    for (const _ of times(4)) await throttle.fail(subjects);
    expect(await throttle.isBlocked(subjects)).toBe(false);
    expect(await throttle.fail(subjects)).toEqual({ wasBlocked: false, delayMs: 4000 });
    expect(await throttle.isBlocked(subjects)).toBe(true);
    expect(await throttle.succeed(subjects)).toBe(false);
    expect(await throttle.isBlocked(subjects)).toBe(true);
  });

  it('counts all of twenty failures at once, and only five of them learn anything', async () => {
    const { throttle, subjects } = fresh();
    const answers = await Promise.all(times(20).map(() => throttle.fail(subjects)));
    expect(await counts(subjects.account)).toEqual([{ failures: 20 }]);
    expect(await counts(subjects.network)).toEqual([{ failures: 20 }]);
    expect(answers.filter(({ wasBlocked }) => !wasBlocked)).toHaveLength(5);
  });

  it('blocks a network that fails for many accounts, for accounts that never failed too', async () => {
    const { throttle, subjects } = fresh({ limits: { ...throttleLimits, networkFailuresMax: 10 } });
    await Promise.all(times(10).map((_, index) => throttle.fail({ ...subjects, account: `guessed${index}@backan.gov.vn` })));
    expect(await throttle.isBlocked(subjects)).toBe(true);
    expect(await throttle.isBlocked({ ...subjects, network: '198.51.100.1' })).toBe(false);
  });

  it('keeps the network’s count when somebody there signs in', async () => {
    const { throttle, subjects } = fresh();
    await throttle.fail(subjects);
    expect(await throttle.succeed(subjects)).toBe(true);
    expect(await counts(subjects.network)).toEqual([{ failures: 1 }]);
  });

  it('where networks are not counted, forgets the account’s failures when its owner signs in', async () => {
    const { throttle, subjects } = fresh();
    const local = { ...subjects, network: null };
    await throttle.fail(local);
    expect(await throttle.succeed(local)).toBe(true);
    expect(await counts(local.account)).toEqual([]);
  });

  it('counts loopback like any network unless told otherwise', () => {
    const loopback = peer('127.0.0.1', true);
    expect(makeSignInThrottle(test.database).subjects('a', loopback)).toEqual({ account: 'a', network: '127.0.0.1' });
    expect(makeSignInThrottle(test.database, { exemptLoopback: true }).subjects('a', loopback)).toEqual({ account: 'a', network: null });
  });

  it('does not lengthen a block by what fails meanwhile, and lifts it in time', async () => {
    const { throttle, subjects } = fresh();
    for (const _ of times(5)) await throttle.fail(subjects);
    await age(subjects.account, 14);
    await throttle.fail(subjects);
    expect(await throttle.isBlocked(subjects)).toBe(true);
    await age(subjects.account, 1);
    expect(await throttle.isBlocked(subjects)).toBe(false);
    expect(await throttle.fail(subjects)).toEqual({ wasBlocked: false, delayMs: 250 });
  });

  it('blocks at the first failure where that is the limit', async () => {
    const { throttle, subjects } = fresh({ limits: { ...throttleLimits, accountFailuresMax: 1 } });
    expect((await throttle.fail(subjects)).wasBlocked).toBe(false);
    expect((await throttle.fail(subjects)).wasBlocked).toBe(true);
  });

  it('begins anew when the window is over, and slows more with each failure inside it', async () => {
    const { throttle, subjects } = fresh();
    expect((await throttle.fail(subjects)).delayMs).toBe(250);
    expect((await throttle.fail(subjects)).delayMs).toBe(500);
    await age(subjects.account, 15);
    expect((await throttle.fail(subjects)).delayMs).toBe(250);
  });

  it('forgets old failures and lifted blocks when swept, and nothing else', async () => {
    const [old, recent, blocked] = [fresh(), fresh(), fresh()];
    await old.throttle.fail(old.subjects);
    await age(old.subjects.account, 15);
    await recent.throttle.fail(recent.subjects);
    for (const _ of times(5)) await blocked.throttle.fail(blocked.subjects);
    await sweepSignInThrottle(test.database, throttleLimits);
    const left = await Promise.all([old, recent, blocked].map(({ subjects }) => counts(subjects.account)));
    expect(left).toEqual([[], [{ failures: 1 }], [{ failures: 5 }]]);
  });
});

describe('a network that an account signs in from', () => {
  const elsewhere = (subjects: { account: string | null }, host: number) => ({ ...subjects, network: `203.0.113.${host}` });
  const fails = async (at: ReturnType<typeof fresh>, subjects: ReturnType<typeof fresh>['subjects'], failures: number) => {
    for (const _ of times(failures)) await at.throttle.fail(subjects);
  };
  const familiar = async (subjects: { account: string | null }) =>
    (
      await sql<{ network: string }>`SELECT network FROM familiar_network WHERE account = ${subjects.account} ORDER BY network`.execute(
        test.database.kysely,
      )
    ).rows.map(({ network }) => network);
  const ageFamiliar = (subjects: { account: string | null }, days: number) =>
    sql`UPDATE familiar_network SET signed_in_at = signed_in_at - ${days}::int * interval '1 day' WHERE account = ${subjects.account}`.execute(
      test.database.kysely,
    );

  it('is not familiar by being guessed from, nor by a right password where the account is blocked', async () => {
    const at = fresh();
    await fails(at, at.subjects, 5);
    expect(await at.throttle.succeed(at.subjects)).toBe(false);
    expect(await at.throttle.succeed(elsewhere(at.subjects, 1))).toBe(false);
    expect(await familiar(at.subjects)).toEqual([]);
    expect(await at.throttle.isBlocked(at.subjects)).toBe(true);
  });

  it('is not shut out by failures from elsewhere, however many and from wherever', async () => {
    const at = fresh();
    expect(await at.throttle.succeed(at.subjects)).toBe(true);
    for (let host = 1; host <= 8; host++) await at.throttle.fail(elsewhere(at.subjects, host));
    expect(await at.throttle.isBlocked(elsewhere(at.subjects, 9))).toBe(true);
    expect(await at.throttle.isBlocked(at.subjects)).toBe(false);
    expect(await at.throttle.succeed(at.subjects)).toBe(true);
  });

  it('is shut out by its own failures, and the guesser elsewhere has no more tries for them', async () => {
    const at = fresh();
    await at.throttle.succeed(at.subjects);
    await fails(at, at.subjects, 5);
    expect(await at.throttle.isBlocked(at.subjects)).toBe(true);
    expect(await at.throttle.succeed(at.subjects)).toBe(false);
    const guesser = elsewhere(at.subjects, 1);
    const answers = [];
    for (const _ of times(7)) answers.push((await at.throttle.fail(guesser)).wasBlocked);
    expect(answers).toEqual([false, false, false, false, false, true, true]);
  });

  it('gives whoever guesses elsewhere no new tries each time that its owner signs in', async () => {
    const at = fresh();
    const guesser = elsewhere(at.subjects, 1);
    const answers = [];
    for (const _ of times(6)) {
      await at.throttle.succeed(at.subjects);
      answers.push((await at.throttle.fail(guesser)).wasBlocked);
    }
    expect(answers).toEqual([false, false, false, false, false, true]);
  });

  it('forgets what failed there once the right password came', async () => {
    const at = fresh();
    await at.throttle.succeed(at.subjects);
    for (const _ of times(3)) {
      await fails(at, at.subjects, 4);
      expect(await at.throttle.succeed(at.subjects)).toBe(true);
    }
  });

  it('is familiar to that account alone', async () => {
    const [at, other] = [fresh(), fresh()];
    await at.throttle.succeed(at.subjects);
    const there = { account: other.subjects.account, network: at.subjects.network };
    await fails(other, other.subjects, 5);
    expect(await other.throttle.isBlocked(there)).toBe(true);
  });

  it('is still shut out as a network that fails for many accounts', async () => {
    const { throttle, subjects } = fresh({ limits: { ...throttleLimits, networkFailuresMax: 10 } });
    await throttle.succeed(subjects);
    for (const index of times(10).keys()) await throttle.fail({ ...subjects, account: `guessed${index}.${count}@backan.gov.vn` });
    expect(await throttle.isBlocked(subjects)).toBe(true);
  });

  it('stays familiar for a month after the last time, and is forgotten when swept', async () => {
    const at = fresh();
    await at.throttle.succeed(at.subjects);
    await fails(at, elsewhere(at.subjects, 1), 5);
    await ageFamiliar(at.subjects, 29);
    expect(await at.throttle.isBlocked(at.subjects)).toBe(false);
    await ageFamiliar(at.subjects, 1);
    expect(await at.throttle.isBlocked(at.subjects)).toBe(true);
    await sweepSignInThrottle(test.database, throttleLimits);
    expect(await familiar(at.subjects)).toEqual([]);
  });

  it('is one of the latest few', async () => {
    const at = fresh({ limits: { ...throttleLimits, familiarNetworksMax: 2 } });
    for (const host of [1, 2, 3]) {
      await at.throttle.succeed(elsewhere(at.subjects, host));
      await ageFamiliar(at.subjects, 1);
    }
    await sweepSignInThrottle(test.database, { ...throttleLimits, familiarNetworksMax: 2 });
    expect(await familiar(at.subjects)).toEqual(['203.0.113.2', '203.0.113.3']);
  });

  it('is written down again only now and then', async () => {
    const at = fresh();
    const written = async () =>
      (
        await sql<{ at: string }>`SELECT signed_in_at::text AS at FROM familiar_network WHERE account = ${at.subjects.account}`.execute(
          test.database.kysely,
        )
      ).rows[0]?.at;
    await at.throttle.succeed(at.subjects);
    const first = await written();
    await at.throttle.succeed(at.subjects);
    expect(await written()).toBe(first);
    await ageFamiliar(at.subjects, 1);
    await at.throttle.succeed(at.subjects);
    expect(await written()).not.toBe(first);
  });

  it('counts all of twenty failures at once, and only five of them learn anything', async () => {
    const at = fresh();
    await at.throttle.succeed(at.subjects);
    const answers = await Promise.all(times(20).map(() => at.throttle.fail(at.subjects)));
    expect(answers.filter(({ wasBlocked }) => !wasBlocked)).toHaveLength(5);
  });

  it('is freed by an administrator too', async () => {
    const at = fresh();
    await at.throttle.succeed(at.subjects);
    await fails(at, at.subjects, 5);
    await fails(at, elsewhere(at.subjects, 1), 5);
    expect(await inTransaction(test.database, (tx) => liftBlock(tx, at.subjects.account!))).toBe(true);
    expect(await at.throttle.isBlocked(at.subjects)).toBe(false);
    expect(await at.throttle.isBlocked(elsewhere(at.subjects, 1))).toBe(false);
    expect(await inTransaction(test.database, (tx) => liftBlock(tx, at.subjects.account!))).toBe(false);
  });
});
