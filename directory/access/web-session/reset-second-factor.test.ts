import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId, DomainId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { SmallDirectory } from '../testing/small-directory.ts';
import { proposalIn } from '../two-people/permit.ts';
import { resetSecondFactor } from './reset-second-factor.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let unitId: UnitId;
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
  ({ unitId } = await directory.office(domain, 'phong'));
});
afterAll(() => test[Symbol.asyncDispose]());

async function someone(role?: 'operator' | 'unit-administrator' | 'auditor') {
  const localPart = `nguoi${made++}`;
  const { accountId, personId } = await directory.staff(domain, localPart);
  await directory.appoint(personId, unitId, 'staff');
  if (role !== undefined) await directory.assign(accountId, role, role === 'unit-administrator' ? unitId : null);
  await test.database.pool.query(`INSERT INTO totp (account_id, sealed, confirmed_at) VALUES ($1, '\\x00', now())`, [accountId]);
  await test.database.pool.query(`INSERT INTO recovery_code (account_id, mac) VALUES ($1, '\\x01')`, [accountId]);
  return { id: accountId, address: `${localPart}@backan.gov.vn` };
}

const reset = (actorAccountId: AccountId | null, account: Awaited<ReturnType<typeof someone>>, twoPeople = false) =>
  attemptInTransaction(test.database, (tx) => resetSecondFactor({ tx, twoPeople }, { account, actorAccountId, reason: 'mất điện thoại' }));
const left = async ({ id }: { id: AccountId }) =>
  (await test.database.pool.query('SELECT FROM totp WHERE account_id = $1 UNION ALL SELECT FROM recovery_code WHERE account_id = $1', [id]))
    .rowCount;

describe('a second factor is not removed', () => {
  it('by colleagues, by an auditor, nor by oneself, whatever one is', async () => {
    const person = await someone();
    for (const actor of [await someone(), await someone('auditor')])
      expect(await reset(actor.id, person)).toMatchObject({ refusal: { kind: 'forbidden' } });
    const operator = await someone('operator');
    expect(await reset(operator.id, operator)).toMatchObject({ refusal: { kind: 'forbidden' } });
    expect([await left(person), await left(operator)]).toEqual([2, 2]);
  });

  it('by the administrator of the unit from an operator who works there', async () => {
    const [administrator, operator] = [await someone('unit-administrator'), await someone('operator')];
    expect(await reset(administrator.id, operator)).toMatchObject({ refusal: { kind: 'forbidden' } });
    expect(await left(operator)).toBe(2);
  });

  it('by one person alone from who has a role, where two are asked for', async () => {
    const [operator, other] = [await someone('operator'), await someone('auditor')];
    const asked = await reset(operator.id, other, true);
    if (asked.ok) throw new Error('allowed');
    expect(proposalIn(asked.refusal)).toMatchObject({ act: 'second-factor.reset', shown: `Gỡ yếu tố xác thực thứ hai: ${other.address}` });
    expect(await left(other)).toBe(2);
    expect((await reset(operator.id, await someone(), true)).ok).toBe(true);
  });

  it('where there is none', async () => {
    const person = await someone();
    expect((await reset(null, person)).ok).toBe(true);
    expect(await reset(null, person)).toMatchObject({ refusal: { kind: 'not-found' } });
  });
});

it('is removed where it is passkeys alone, all of them, and the audit says how many', async () => {
  const [operator, person] = [await someone('operator'), await someone()];
  await test.database.pool.query('DELETE FROM totp WHERE account_id = $1', [person.id]);
  await test.database.pool.query(`INSERT INTO passkey_user (account_id, handle) VALUES ($1, sha256('x'))`, [person.id]);
  await test.database.pool.query(
    `INSERT INTO passkey (id, account_id, credential_id, rp_id, public_key, counter, is_synced, is_backed_up, transports, name)
      SELECT 'p' || n, $1, n::text::bytea, 'localhost', '', 0, false, false, '{}', 'x' FROM generate_series(1, 2) AS n`,
    [person.id],
  );
  expect((await reset(operator.id, person)).ok).toBe(true);
  expect((await test.database.pool.query('SELECT FROM passkey')).rowCount).toBe(0);
  expect(await left(person)).toBe(0);
  const { rows } = await test.database.pool.query('SELECT detail FROM audit ORDER BY id DESC LIMIT 1');
  expect(rows).toEqual([{ detail: { by: 'operator', passkeys: 2, reason: 'mất điện thoại' } }]);
});

it('is removed with its recovery codes, by who may, and is in the audit with the reason', async () => {
  const [administrator, person] = [await someone('unit-administrator'), await someone()];
  expect((await reset(administrator.id, person)).ok).toBe(true);
  expect(await left(person)).toBe(0);
  const { rows } = await test.database.pool.query('SELECT act, actor_address, target, detail FROM audit ORDER BY id DESC LIMIT 1');
  expect(rows).toEqual([
    {
      act: 'account.remove-second-factor',
      actor_address: administrator.address,
      target: person.address,
      detail: { by: 'unit-administrator', reason: 'mất điện thoại' },
    },
  ]);
});
