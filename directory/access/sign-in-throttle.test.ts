import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#io/database.ts';
import type { Peer } from '#kernel/session.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { throttleLimits } from './limits.ts';
import { makeSignInThrottle } from './sign-in-throttle.ts';
import { sweepSignInThrottle } from './sign-in-throttle-sql.ts';

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
    expect(await counts(subjects.account)).toEqual([]);
    expect(await counts(subjects.network)).toEqual([{ failures: 1 }]);
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
