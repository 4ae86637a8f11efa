import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { AccountId, DomainId, PersonId } from '#kernel/ids.ts';
import type { Peer } from '#kernel/session.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { changeOwnPassword } from './change-own-password.ts';
import { throttleLimits } from './limits.ts';
import { createAppPassword } from './manage-app-passwords.ts';
import type { PasswordRules } from './password-age.ts';
import { recheckSession } from './recheck-session.ts';
import { signIn } from './sign-in.ts';
import { type CountedDeps, givePassword, signInDeps } from './testing/sign-in-deps.ts';
import { SmallDirectory } from './testing/small-directory.ts';

let test: TestDatabase;
let deps: CountedDeps & { readonly passwordRules: PasswordRules };
let directory: SmallDirectory;
let domain: DomainId;
let person: { personId: PersonId; accountId: AccountId };
let address: string;
let peer: Peer;
let count = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  const passwordRules = { firstPasswordDays: 7, maxAgeMonths: 3, historyMax: 3, changeAt: 'https://thu/doi-mat-khau' };
  deps = { ...(await signInDeps(test.database)), passwordRules };
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
});
afterAll(async () => {
  await deps.generation[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});

const first = 'trăng sáng vườn chè';
beforeEach(async () => {
  count += 1;
  peer = { address: `192.0.2.${count}`, port: 4000, secure: true, loopback: false };
  person = await directory.staff(domain, `vien${count}`);
  address = `vien${count}@backan.gov.vn`;
  await givePassword(test.database, person.accountId, first);
});

const change = (password: string, chosen: string) => changeOwnPassword(deps, { username: address, password, chosen, peer });
const enter = (password: string) => signIn(deps, { username: address, password, peer, service: 'imap' });
const kindOf = async (answer: Promise<{ ok: boolean; refusal?: { kind: string } }>) => (await answer).refusal?.kind ?? 'ok';
const query = async (text: string, ...values: unknown[]) => (await test.database.pool.query(text, values)).rows;
const agedBy = (interval: string, mustChange: boolean) =>
  query(
    `UPDATE password SET must_change = $3, changed_at = now() - $2::interval WHERE account_id = $1`,
    person.accountId,
    interval,
    mustChange,
  );
const appPassword = async () => {
  const owner = { personId: person.personId, accountId: person.accountId };
  const made = await inTransaction(test.database, (tx) =>
    createAppPassword({ tx, key: deps.appPasswordKey }, { owner, targetAccountId: person.accountId, label: 'Điện thoại', expiresAt: null }),
  );
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value.shown;
};

describe('a password is not changed', () => {
  it('by who does not have the one before, nor by an app password; and nothing is said of the new one', async () => {
    expect(await change('sai rồi nhé', 'ngắn')).toMatchObject({ refusal: { kind: 'unauthenticated', message: 'Invalid credentials' } });
    expect(await change(await appPassword(), 'bầu trời xanh ngắt')).toMatchObject({ refusal: { kind: 'unauthenticated' } });
    const nobody = changeOwnPassword(deps, { username: 'khongai@backan.gov.vn', password: first, chosen: 'ngắn', peer });
    expect(await nobody).toMatchObject({ refusal: { kind: 'unauthenticated', message: 'Invalid credentials' } });
    await directory.set(person.accountId, 'locked');
    expect(await change(first, 'ngắn')).toMatchObject({ refusal: { kind: 'unauthenticated', message: 'Invalid credentials' } });
  });

  it('by guessing: wrong ones are counted with those of every other sign-in', async () => {
    for (let turn = 0; turn < throttleLimits.accountFailuresMax; turn++) await change('sai rồi nhé', 'bầu trời xanh ngắt');
    expect(await kindOf(change(first, 'bầu trời xanh ngắt'))).toBe('throttled');
    expect(await kindOf(enter(first))).toBe('throttled');
  });

  it('to one that the policy refuses, longer for whoever has a role, in both languages', async () => {
    expect(await change(first, 'ngắn')).toMatchObject({ refusal: { kind: 'invalid', inBoth: { vi: expect.stringMatching(/ít nhất 8/) } } });
    expect((await change(first, 'chín chữ!')).ok).toBe(true);
    await directory.assign(person.accountId, 'operator');
    expect(await change('chín chữ!', 'chín chú!')).toMatchObject({ refusal: { inBoth: { vi: expect.stringMatching(/ít nhất 10/) } } });
  });

  it('to one of the last three', async () => {
    const [second, third, fourth] = ['bầu trời xanh ngắt', 'cánh diều giấy nhỏ', 'mưa rừng ngang lối'] as const;
    expect(await kindOf(change(first, first))).toBe('invalid');
    expect(await kindOf(change(first, second))).toBe('ok');
    expect(await kindOf(change(second, third))).toBe('ok');
    for (const used of [first, second, third])
      expect(await change(third, used)).toMatchObject({ refusal: { message: 'Password must be none of the last 3' } });
    expect(await kindOf(change(third, fourth))).toBe('ok');
    expect(await kindOf(change(fourth, first))).toBe('ok');
  });

  it('by the password alone where there is a second factor: only in a session that it opened', async () => {
    await query(`INSERT INTO totp (account_id, sealed, confirmed_at) VALUES ($1, '', now())`, person.accountId);
    expect(await change(first, 'bầu trời xanh ngắt')).toMatchObject({
      refusal: { kind: 'forbidden', inBoth: { vi: expect.stringMatching(/hai lớp/) } },
    });
    expect(await change('sai rồi nhé', 'bầu trời xanh ngắt')).toMatchObject({ refusal: { kind: 'unauthenticated' } });
    const within = { credential: { kind: 'web-session', id: 'w' }, renew: async () => undefined } as const;
    const done = await changeOwnPassword(deps, { username: address, password: first, chosen: 'bầu trời xanh ngắt', peer, within });
    expect(done.ok).toBe(true);
  });

  it('twice by who had it at the same moment', async () => {
    const done = await Promise.all([kindOf(change(first, 'bầu trời xanh ngắt')), kindOf(change(first, 'cánh diều giấy nhỏ'))]);
    expect(done.sort()).toEqual(['ok', 'unauthenticated']);
  });
});

describe('a password that has to be changed', () => {
  it('opens nothing once its days are over, nor do app passwords, and says where it is changed to who has it', async () => {
    const app = await appPassword();
    await agedBy('6 days 23 hours', true);
    expect([await kindOf(enter(first)), await kindOf(enter(app))]).toEqual(['ok', 'ok']);
    await agedBy('7 days', true);
    expect(await enter(first)).toMatchObject({
      refusal: { kind: 'expired', message: 'Password has expired, choose another at https://thu/doi-mat-khau' },
    });
    expect(await kindOf(enter(app))).toBe('expired');
    expect(await kindOf(enter('sai rồi nhé'))).toBe('unauthenticated');
  });

  it('because it is old leaves app passwords alone', async () => {
    const app = await appPassword();
    await agedBy('4 months', false);
    expect([await kindOf(enter(first)), await kindOf(enter(app))]).toEqual(['expired', 'ok']);
  });

  it('is changed by itself: then the new one opens everything, sessions of the old one end, and it is in the audit', async () => {
    await agedBy('1 year', true);
    const before = await signIn(deps, { username: address, password: first, peer, service: 'http', toChangePassword: true });
    if (!before.ok) throw new Error(before.refusal.message);
    expect(await kindOf(change(first, 'bầu trời xanh ngắt'))).toBe('ok');
    expect([await kindOf(enter('bầu trời xanh ngắt')), await kindOf(enter(first))]).toEqual(['ok', 'unauthenticated']);
    expect(await kindOf(recheckSession(deps, before.value))).toBe('unauthenticated');
    expect(await query('SELECT act, actor_account_id, via, peer, detail FROM audit WHERE account_id = $1', person.accountId)).toEqual([
      { act: 'account.change-password', actor_account_id: person.accountId, via: 'http', peer: peer.address, detail: {} },
    ]);
  });
});

it('that an account is used is noted to the day, by either kind of password, and undoes a warning', async () => {
  const use = `SELECT used_at > now() - interval '1 minute' AS now, locks_on FROM account_use WHERE account_id = $1`;
  expect(await kindOf(enter(first))).toBe('ok');
  expect(await query(use, person.accountId)).toEqual([{ now: true, locks_on: null }]);
  await query(`UPDATE account_use SET used_at = now() - interval '23 hours' WHERE account_id = $1`, person.accountId);
  await enter(first);
  expect(await query(use, person.accountId)).toEqual([{ now: false, locks_on: null }]);
  await query(
    `UPDATE account_use SET used_at = now() - interval '25 hours', locks_on = '2026-01-01' WHERE account_id = $1`,
    person.accountId,
  );
  await enter(await appPassword());
  expect(await query(use, person.accountId)).toEqual([{ now: true, locks_on: null }]);
});

it('no more former passwords are kept than may be asked for', async () => {
  const passwords = Array.from({ length: 14 }, (_one, n) => `cánh diều giấy số ${n}`);
  let last = first;
  for (const one of passwords) {
    expect(await kindOf(change(last, one))).toBe('ok');
    last = one;
  }
  expect(await query('SELECT count(*)::int AS count FROM password_history WHERE account_id = $1', person.accountId)).toEqual([
    { count: 9 },
  ]);
});
