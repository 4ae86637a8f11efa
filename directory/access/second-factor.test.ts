import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { AccountId, DomainId, PersonId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { changeOwnPassword } from './change-own-password.ts';
import { throttleLimits } from './limits.ts';
import { createAppPassword } from './manage-app-passwords.ts';
import { recheckSession } from './recheck-session.ts';
import { type SignInService, signIn } from './sign-in.ts';
import { type CountedDeps, givePassword, signInDeps } from './testing/sign-in-deps.ts';
import { SmallDirectory } from './testing/small-directory.ts';

// What a second factor changes for whoever signs in elsewhere than on the web (design.md, Credentials).
let test: TestDatabase;
let deps: CountedDeps;
let domain: DomainId;
let directory: SmallDirectory;
let person: { personId: PersonId; accountId: AccountId };
let address: string;
let count = 0;
const right = 'trăng sáng vườn chè';

beforeAll(async () => {
  test = await createTestDatabase();
  deps = await signInDeps(test.database);
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
});
afterAll(async () => {
  await deps.generation[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});
beforeEach(async () => {
  count += 1;
  person = await directory.staff(domain, `vien${count}`);
  address = `vien${count}@backan.gov.vn`;
  await givePassword(test.database, person.accountId, right);
  deps.counted.heldMs.length = 0;
});

const peer = () => ({ address: `192.0.2.${count}`, port: 4000, secure: true, loopback: false });
const enter = (password: string, service: SignInService = 'imap') => signIn(deps, { username: address, password, peer: peer(), service });
const turnOn = () =>
  test.database.pool.query(`INSERT INTO totp (account_id, sealed, confirmed_at) VALUES ($1, '\\x00', now())`, [person.accountId]);
const offer = () =>
  test.database.pool.query(`INSERT INTO totp (account_id, offered, offered_at) VALUES ($1, '\\x00', now())`, [person.accountId]);

async function appPassword(): Promise<string> {
  const input = { owner: person, targetAccountId: person.accountId, label: 'Điện thoại', expiresAt: null };
  const made = await inTransaction(test.database, (tx) => createAppPassword({ tx, key: deps.appPasswordKey }, input));
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value.shown;
}

describe('with a second factor', () => {
  it.each(['imap', 'pop3', 'smtp', 'sieve', 'ldap'] as const)(
    '%s refuses the chosen password as a wrong one, and tells the log why',
    async (service) => {
      await turnOn();
      const [chosen, wrong] = [await enter(right, service), await enter('sai rồi', service)];
      if (chosen.ok || wrong.ok) throw new Error('signed in');
      expect(chosen.refusal.message).toBe(wrong.refusal.message);
      expect(chosen.refusal.kind).toBe(wrong.refusal.kind);
      expect(chosen.refusal.detail).toBe(`by ${service}: there is a second factor, it takes an app password`);
      expect(deps.counted.heldMs).toEqual([throttleLimits.delayMsMin, throttleLimits.delayMsMin]);
    },
  );

  it('mail programs sign in by app password', async () => {
    await turnOn();
    expect(await enter(await appPassword())).toMatchObject({ ok: true, value: { credential: { kind: 'app-password' } } });
  });

  it('the right password, however often a program tries it, blocks nobody; wrong ones do', async () => {
    await turnOn();
    const good = await appPassword();
    for (let turn = 0; turn < throttleLimits.accountFailuresMax + 1; turn++) expect((await enter(right)).ok).toBe(false);
    expect((await enter(good)).ok).toBe(true);
    for (let turn = 0; turn < throttleLimits.accountFailuresMax; turn++) expect((await enter('sai rồi')).ok).toBe(false);
    expect(await enter(good)).toMatchObject({ refusal: { kind: 'throttled' } });
  });

  it('a session of the password alone does not go on, one of an app password does', async () => {
    const [byChosen, byApp] = [await enter(right), await enter(await appPassword())];
    if (!byChosen.ok || !byApp.ok) throw new Error('not signed in');
    expect((await recheckSession(deps, byChosen.value)).ok).toBe(true);
    await turnOn();
    expect(await recheckSession(deps, byChosen.value)).toMatchObject({ refusal: { kind: 'unauthenticated' } });
    expect((await recheckSession(deps, byApp.value)).ok).toBe(true);
  });

  it('whoever has the password alone does not change it, and hears so only with the right one', async () => {
    await turnOn();
    const change = (password: string) =>
      changeOwnPassword(deps, { username: address, password, chosen: 'hoa ban trắng rừng', peer: peer() });
    expect(await change(right)).toMatchObject({ refusal: { kind: 'forbidden' } });
    expect(await change('sai rồi')).toMatchObject({ refusal: { kind: 'unauthenticated' } });
    expect((await enter(right, 'console')).ok).toBe(true);
  });

  it('that was only offered nothing has changed yet', async () => {
    await offer();
    expect((await enter(right)).ok).toBe(true);
  });
});
