import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { apiTokenMac, isApiToken, makeApiToken, parseApiToken, showApiToken } from './api-token.ts';
import { listApiTokens } from './api-token-sql.ts';
import { apiTokenLimits } from './limits.ts';
import { createApiToken, revokeApiToken } from './manage-api-tokens.ts';
import { SmallDirectory } from './testing/small-directory.ts';

const key = randomBytes(32);

describe('tokens', () => {
  it.each([
    '',
    'congthu',
    'congthu_7k3f90ab',
    `congthu_7k3f90ab_${'u'.repeat(26)}`,
    `CONGTHU_7k3f90ab_${'0'.repeat(26)}`,
    ` ${showApiToken(makeApiToken())}`,
  ])('are not what is of another form: %j', (text) => {
    expect(parseApiToken(text)).toBeNull();
  });

  it('do not pass with another secret, another id or another key', () => {
    const made = makeApiToken();
    const mac = apiTokenMac(key, made);
    expect(isApiToken(key, { ...made, secret: makeApiToken().secret }, mac)).toBe(false);
    expect(isApiToken(key, { ...made, id: makeApiToken().id }, mac)).toBe(false);
    expect(isApiToken(randomBytes(32), made, mac)).toBe(false);
    expect(() => apiTokenMac(Buffer.alloc(16), made)).toThrow('too short');
  });

  it('are read back as they were shown, each another', () => {
    const made = makeApiToken();
    expect(isApiToken(key, parseApiToken(showApiToken(made))!, apiTokenMac(key, made))).toBe(true);
    expect(new Set(Array.from({ length: 100 }, () => showApiToken(makeApiToken()))).size).toBe(100);
  });
});

describe('a token of somebody', () => {
  let test: TestDatabase;
  let [owner, operator, other]: { id: AccountId; address: string }[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    const directory = new SmallDirectory(test.database);
    const domain = await directory.domain('backan.gov.vn');
    const staff = async (name: string) => ({ id: (await directory.staff(domain, name)).accountId, address: `${name}@backan.gov.vn` });
    [owner, operator, other] = [await staff('anhnv'), await staff('sonhv'), await staff('lanmt')];
    await directory.assign(operator!.id, 'operator');
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const create = (by: AccountId | null, more: { label?: string; days?: number } = {}, twoPeople = false) =>
    attemptInTransaction(test.database, (tx) =>
      createApiToken({ tx, twoPeople, key }, { actorAccountId: by, account: owner!, label: 'Nhân sự', days: 30, now: new Date(), ...more }),
    );
  const revoke = (by: AccountId | null, id: string) =>
    attemptInTransaction(test.database, (tx) => revokeApiToken({ tx }, { actorAccountId: by, account: owner!, id }));
  const kinds = (done: { ok: boolean; refusal?: { kind: string } }) => (done.ok ? 'done' : done.refusal?.kind);

  it('is made by nobody else, not even by the operator; at the console by two people where that is asked for', async () => {
    expect(kinds(await create(operator!.id))).toBe('forbidden');
    expect(kinds(await create(other!.id))).toBe('forbidden');
    expect(kinds(await create(null, {}, true))).toBe('forbidden');
    expect(await listApiTokens(test.database, owner!.id, 10)).toEqual([]);
  });

  it.each([{ label: ' ' }, { label: 'x'.repeat(81) }, { days: 0 }, { days: 1.5 }, { days: 367 }])('is not made with %j', async (more) => {
    const made = await create(owner!.id, more);
    expect(kinds(made)).toBe('invalid');
    expect(made.ok ? null : made.refusal.inBoth?.vi).toMatch(/^Khoá /); // whoever asked reads why
  });

  it('is one of twenty', async () => {
    for (let made = 0; made < apiTokenLimits.liveMax; made += 1) expect(kinds(await create(owner!.id))).toBe('done');
    expect(kinds(await create(owner!.id))).toBe('limit');
    const [last] = await listApiTokens(test.database, owner!.id, 1);
    expect(kinds(await revoke(owner!.id, last!.id))).toBe('done');
    expect(kinds(await create(owner!.id))).toBe('done');
  });

  it('is revoked by its owner or the operator, once', async () => {
    const [last] = await listApiTokens(test.database, owner!.id, 1);
    expect(kinds(await revoke(other!.id, last!.id))).toBe('forbidden');
    expect(kinds(await revoke(operator!.id, '00000000'))).toBe('not-found');
    expect(kinds(await revoke(operator!.id, last!.id))).toBe('done');
    expect(kinds(await revoke(owner!.id, last!.id))).toBe('not-found');
  });

  it('is kept as an HMAC alone', async () => {
    const [last] = await listApiTokens(test.database, owner!.id, 50);
    await revoke(owner!.id, last!.id);
    const made = await create(owner!.id);
    const kept = await test.database.pool.query('SELECT * FROM api_token; ');
    const audited = await test.database.pool.query('SELECT * FROM audit');
    const secret = made.ok ? made.value.shown.slice(-26) : '';
    expect(secret).toHaveLength(26);
    expect(JSON.stringify([kept.rows, audited.rows])).not.toContain(secret);
  });
});
