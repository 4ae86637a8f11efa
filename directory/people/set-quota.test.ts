import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { attemptInTransaction, type Database, sql } from '#io/database.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import type { Quota } from './account-quota-sql.ts';
import { quotaLimits } from './limits.ts';
import { setQuota } from './set-quota.ts';

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

const set = (account: { id: AccountId; address: string }, change: Partial<Quota>, actorAccountId: AccountId | null = null) =>
  attemptInTransaction(database, (tx) => setQuota(tx, { account, actorAccountId, change, reason: null }));

async function standing({ id, address }: { id: AccountId; address: string }) {
  const { rows: quotas } =
    await sql<Quota>`SELECT quota_octets AS octets, quota_messages AS messages FROM account WHERE id = ${id}`.execute(database.kysely);
  const { rows: acts } = await sql`SELECT act, before, after FROM audit WHERE target = ${address} ORDER BY id`.execute(database.kysely);
  return { quota: quotas[0], acts };
}

describe('a quota', () => {
  it('is set by the operator and the console alone, and noted with who it was', async () => {
    const [account, operator, auditor] = [await someone('hanmuc'), await someone('quantri'), await someone('giamsat')];
    await directory.assign(operator.id, 'operator');
    await directory.assign(auditor.id, 'auditor');
    for (const other of [account.id, auditor.id])
      expect(await set(account, { messages: 5 }, other)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect((await standing(account)).acts).toEqual([]);
    expect((await set(account, { messages: 5 }, operator.id)).ok).toBe(true);
    const { rows } = await sql`SELECT actor_address AS by FROM audit WHERE target = ${account.address}`.execute(database.kysely);
    expect(rows).toEqual([{ by: operator.address }]);
  });

  it.each<Partial<Quota>>([
    { octets: 0 },
    { octets: -1 },
    { octets: quotaLimits.octetsMin - 1 },
    { octets: quotaLimits.octetsMax + 1 },
    { octets: 2_000_000.5 },
    { octets: Number.NaN },
    { messages: 0 },
    { messages: quotaLimits.messagesMax + 1 },
    { octets: 5_000_000, messages: 1.5 },
  ])('that makes no sense is refused, and nothing is noted: %j', async (change) => {
    const account = await someone(`vonghia${Math.random().toString(36).slice(2)}`);
    const before = await standing(account);
    expect(await set(account, change)).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    expect(await standing(account)).toEqual(before);
  });

  it('of a closed account is not changed', async () => {
    const account = await someone('dadong');
    await sql`UPDATE account SET state = 'closed' WHERE id = ${account.id}`.execute(database.kysely);
    expect(await set(account, { octets: 5_000_000 })).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  });

  it('changes in what is named, and what was and is stands in the audit', async () => {
    const account = await someone('mot');
    expect(await set(account, { messages: 200_000 })).toEqual({ ok: true, value: { octets: 1000, messages: 200_000 } });
    expect(await set(account, { octets: 5_000_000 })).toEqual({ ok: true, value: { octets: 5_000_000, messages: 200_000 } });
    expect(await set(account, { messages: null })).toEqual({ ok: true, value: { octets: 5_000_000, messages: null } });
    expect(await standing(account)).toEqual({
      quota: { octets: 5_000_000, messages: null },
      acts: [
        { act: 'account.set-quota', before: { octets: 1000, messages: null }, after: { octets: 1000, messages: 200_000 } },
        { act: 'account.set-quota', before: { octets: 1000, messages: 200_000 }, after: { octets: 5_000_000, messages: 200_000 } },
        { act: 'account.set-quota', before: { octets: 5_000_000, messages: 200_000 }, after: { octets: 5_000_000, messages: null } },
      ],
    });
  });

  it('that is as it was is no act', async () => {
    const account = await someone('hai');
    await set(account, { octets: 5_000_000 });
    expect(await set(account, { octets: 5_000_000, messages: null })).toMatchObject({ ok: true });
    expect((await standing(account)).acts).toHaveLength(1);
  });
});
