import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { throttleLimits } from '#directory/access/limits.ts';
import { makeSignInThrottle } from '#directory/access/sign-in-throttle.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { attemptInTransaction, type Database, sql } from '#io/database.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { findAccount } from './account-list-sql.ts';
import { lockAccount, unlockAccount } from './lock-account.ts';

let test: TestDatabase;
let database: Database;
let directory: SmallDirectory;
let domain: DomainId;

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  directory = new SmallDirectory(database);
  domain = await directory.domain('backan.gov.vn');
});
afterAll(() => test[Symbol.asyncDispose]());

async function someone(localPart: string) {
  const { accountId: id } = await directory.staff(domain, localPart);
  return { id, address: `${localPart}@backan.gov.vn` };
}

const change = (act: typeof lockAccount, account: { id: AccountId; address: string }, reason: string | null = null) =>
  attemptInTransaction(database, (tx) => act(tx, { account, actorAccountId: null, reason }));

async function standing(account: { address: string }) {
  const { rows } = await sql<{ generation: number; acts: number }>`SELECT generation, (SELECT count(*) FROM audit) AS acts
    FROM access_generation`.execute(database.kysely);
  return { state: (await findAccount(database, account.address))?.state, ...rows[0]! };
}

describe('an account', () => {
  it('that is closed is neither locked nor unlocked, and nothing is noted', async () => {
    const account = await someone('dadong');
    await sql`UPDATE account SET state = 'closed' WHERE id = ${account.id}`.execute(database.kysely);
    const before = await standing(account);
    for (const act of [lockAccount, unlockAccount])
      expect(await change(act, account)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(await standing(account)).toEqual(before);
  });

  it('is not locked twice, nor unlocked when it is not', async () => {
    const account = await someone('mot');
    expect((await change(unlockAccount, account)).ok).toBe(false);
    expect((await change(lockAccount, account)).ok).toBe(true);
    expect((await change(lockAccount, account)).ok).toBe(false);
  });

  it('of who is suspended or has left is not unlocked', async () => {
    const account = await someone('tamdinhchi');
    await change(lockAccount, account);
    await sql`INSERT INTO account_absence (account_id, kind, valid_from) VALUES (${account.id}, 'suspended', '2025-07-01')`.execute(
      database.kysely,
    );
    expect(await change(unlockAccount, account)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect((await standing(account)).state).toBe('locked');
  });

  it('that wrong passwords locked is unlocked before its time', async () => {
    const account = await someone('quenmatkhau');
    const peer = { address: '203.0.113.7', port: 1, secure: true, loopback: false };
    const throttle = makeSignInThrottle(database);
    const subjects = throttle.subjects(account.address, peer);
    for (let attempt = 0; attempt < throttleLimits.accountFailuresMax; attempt++) await throttle.fail(subjects);
    expect(await throttle.isBlocked(subjects)).toBe(true);
    expect((await change(unlockAccount, account)).ok).toBe(true);
    expect(await throttle.isBlocked(subjects)).toBe(false);
    expect((await change(unlockAccount, account)).ok).toBe(false);
  });

  it('is locked and unlocked with a move of the access generation and a note in the audit', async () => {
    const account = await someone('hai');
    const before = await standing(account);
    await change(lockAccount, account, 'nghỉ hưu');
    expect(await standing(account)).toEqual({ state: 'locked', generation: before.generation + 1, acts: before.acts + 1 });
    await change(unlockAccount, account);
    expect(await standing(account)).toEqual({ state: 'active', generation: before.generation + 2, acts: before.acts + 2 });
    const { rows } = await sql`SELECT act, detail, before, after FROM audit WHERE target = ${account.address} ORDER BY id`.execute(
      database.kysely,
    );
    expect(rows).toEqual([
      { act: 'account.lock', detail: { reason: 'nghỉ hưu' }, before: { state: 'active' }, after: { state: 'locked' } },
      { act: 'account.unlock', detail: {}, before: { state: 'locked' }, after: { state: 'active' } },
    ]);
  });
});
