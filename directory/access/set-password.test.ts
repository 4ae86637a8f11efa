import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '#io/database.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { makeArgon2id } from './argon2id.ts';
import { setPassword, setPasswordHash } from './set-password.ts';
import { cheapArgon2id } from './testing/sign-in-deps.ts';
import { SmallDirectory } from './testing/small-directory.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
const argon2id = makeArgon2id({ parameters: cheapArgon2id });

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
});
afterAll(() => test[Symbol.asyncDispose]());

const choose = (accountId: AccountId, password: string, more: { isAdministrator?: boolean; mustChange?: boolean } = {}) =>
  inTransaction(test.database, (tx) =>
    setPassword({ tx, argon2id }, { accountId, password, mustChange: false, isAdministrator: false, ...more }),
  );
const stored = async (accountId: AccountId) =>
  (
    await sql<{
      hash: string;
      must_change: boolean;
      changed: string;
    }>`SELECT hash, must_change, changed_at::text AS changed FROM password WHERE account_id = ${accountId}`.execute(test.database.kysely)
  ).rows[0];
const generation = async () =>
  (await sql<{ generation: number }>`SELECT generation FROM access_generation`.execute(test.database.kysely)).rows[0]!.generation;

describe('setting a password', () => {
  it('is refused for a unit, an account that is not there, and against the policy; nothing changes', async () => {
    const office = await directory.office(domain, 'office');
    const personId = await directory.person({ family: 'Hoàng', given: 'Quyên', birthDate: '1990-12-31' });
    const accountId = await directory.account({ personId });
    await directory.address(accountId, domain, 'quyenh', 'primary');
    const before = await generation();
    const attempts = [
      [office.accountId, 'trăng sáng vườn chè', {}, 'invalid'],
      [999_999 as AccountId, 'trăng sáng vườn chè', {}, 'not-found'],
      [accountId, 'ngắn', {}, 'invalid'],
      [accountId, 'trăng của quyên', {}, 'invalid'],
      [accountId, 'trăng 1990 sáng', {}, 'invalid'],
      [accountId, 'quyenh sáng', {}, 'invalid'],
      [accountId, 'chín chữ!', { isAdministrator: true }, 'invalid'],
    ] as const;
    for (const [account, password, more, kind] of attempts) {
      expect([password, await choose(account, password, more)]).toMatchObject([password, { refusal: { kind } }]);
    }
    expect([await stored(accountId), await stored(office.accountId), await generation()]).toEqual([undefined, undefined, before]);
  });

  it('without a choice throws for a unit', async () => {
    const { accountId } = await directory.office(domain, 'second-office');
    const work = inTransaction(test.database, (tx) => setPasswordHash(tx, { accountId, hash: '$argon2id$x', mustChange: false }));
    await expect(work).rejects.toThrow('no person');
  });

  it('stores an argon2id hash, then replaces it, and moves the access generation each time', async () => {
    const { accountId } = await directory.staff(domain, 'someone');
    const before = await generation();
    expect(await choose(accountId, 'trăng sáng vườn chè', { mustChange: true })).toEqual({ ok: true, value: undefined });
    const first = await stored(accountId);
    expect(first?.must_change).toBe(true);
    expect(await choose(accountId, 'mưa rơi bến cũ')).toEqual({ ok: true, value: undefined });
    const second = await stored(accountId);
    expect(second?.must_change).toBe(false);
    expect(await argon2id.verify(second!.hash, 'mưa rơi bến cũ')).toEqual({ ok: true, value: true });
    expect(await argon2id.verify(second!.hash, 'trăng sáng vườn chè')).toEqual({ ok: true, value: false });
    expect(second!.changed).not.toBe(first!.changed);
    expect(await generation()).toBe(before + 2);
  });
});
