import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppPassword } from '#directory/access/manage-app-passwords.ts';
import { signInDeps } from '#directory/access/testing/sign-in-deps.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { attemptInTransaction, openDatabase } from '#io/database.ts';
import type { Peer } from '#kernel/session.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { type BegunSetup, beginDeviceSetup, fetchProfile, waitsForPhone } from './device-setup.ts';

const key = randomBytes(32);
const peer: Peer = { address: '203.0.113.9', port: 50_000, secure: true, loopback: false };
const server = { hostname: 'mail.tinh.gov.vn', imaps: 993, submissions: 465 };

let test: TestDatabase;
let appPasswordKey: Buffer;
let owner: Awaited<ReturnType<SmallDirectory['staff']>>;

beforeAll(async () => {
  test = await createTestDatabase();
  const signIn = await signInDeps(test.database);
  ({ appPasswordKey } = signIn);
  await signIn.generation[Symbol.asyncDispose]();
  const directory = new SmallDirectory(test.database);
  owner = await directory.staff(await directory.domain('tinh.gov.vn'), 'anhnv');
});
afterAll(() => test?.[Symbol.asyncDispose]());

const deps = () => ({
  ...{ database: test.database, key, server, provinceName: 'Tỉnh thử', readCa: async () => null },
  sign: (profile: string) => Buffer.from(profile),
});
const fetching = ({ id, code }: Pick<BegunSetup, 'id' | 'code'>) => fetchProfile(deps(), { id, code, peer });

async function begin(): Promise<BegunSetup & { readonly password: string; readonly appPasswordId: string }> {
  const wanted = { owner, targetAccountId: owner.accountId, label: 'iPhone', expiresAt: null };
  const made = await attemptInTransaction(test.database, async (tx) => {
    const password = await createAppPassword({ tx, key: appPasswordKey }, wanted);
    if (!password.ok) return password;
    const { id: appPasswordId, shown } = password.value;
    const begun = await beginDeviceSetup({ tx, key }, { appPasswordId, password: shown });
    return { ok: true as const, value: { ...begun, password: shown, appPasswordId } };
  });
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value;
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
const kindOf = (fetched: Awaited<ReturnType<typeof fetching>>) => (fetched.ok ? 'fetched' : fetched.refusal.kind);

describe('a profile is not had', () => {
  it('by an address that is none', async () => {
    expect(kindOf(await fetching({ id: 'a'.repeat(22), code: '123456' }))).toBe('not-found');
  });

  it('by a wrong code; and after five, not by the right one', async () => {
    const begun = await begin();
    for (let turn = 0; turn < 5; turn++) expect(kindOf(await fetching({ ...begun, code: wrong(begun.code) }))).toBe('unauthenticated');
    expect(await waitsForPhone(deps(), begun.id)).toBe(false);
    expect(kindOf(await fetching(begun))).toBe('not-found');
  });

  it('with more guesses by guessing all at once', async () => {
    const begun = await begin();
    const codes = Array.from({ length: 20 }, () => fetching({ ...begun, code: wrong(begun.code) }));
    const kinds = (await Promise.all(codes)).map(kindOf);
    expect(kinds.filter((kind) => kind === 'unauthenticated')).toHaveLength(5);
  });

  it('when its time is over', async () => {
    const begun = await begin();
    await using owning = openDatabase(test.owner, { poolSize: 1, applicationName: 'owner', onIdleError: () => undefined });
    await owning.pool.query('UPDATE device_setup SET ends_at = now() WHERE id = $1', [begun.id]);
    expect(kindOf(await fetching(begun))).toBe('not-found');
    expect(begun.endsAt.getTime() - Date.now()).toBeLessThanOrEqual(10 * 60_000);
  });

  it('once the app password was revoked', async () => {
    const begun = await begin();
    await test.database.pool.query('UPDATE app_password SET revoked_at = now() WHERE id = $1', [begun.appPasswordId]);
    expect(kindOf(await fetching(begun))).toBe('not-found');
  });
});

describe('a profile is had', () => {
  it('once, of two who ask at once by one, with the password in it, and is in the audit without', async () => {
    const begun = await begin();
    const both = await Promise.all([fetching(begun), fetching({ ...begun, code: ` ${begun.code.slice(0, 3)} ${begun.code.slice(3)}` })]);
    expect(both.map(kindOf).sort()).toEqual(['fetched', 'not-found']);
    const profile = both.flatMap((one) => (one.ok ? [one.value.toString('utf8')] : []))[0]!;
    for (const part of [begun.password, 'anhnv@tinh.gov.vn', 'mail.tinh.gov.vn', '<integer>993</integer>', '<integer>465</integer>'])
      expect(profile).toContain(part);
    expect(kindOf(await fetching(begun))).toBe('not-found');
    const { rows } = await test.database.pool.query(`SELECT * FROM audit WHERE act = 'account.fetch-profile'`);
    expect(rows).toMatchObject([{ actor_account_id: owner.accountId, peer: peer.address, detail: { appPasswordId: begun.appPasswordId } }]);
    for (const secret of [begun.password, begun.code]) expect(JSON.stringify(rows)).not.toContain(secret);
  });
});
