import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptInTransaction, inTransaction, sql } from '#io/database.ts';
import type { AccountId, DomainId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { SmallDirectory } from '../testing/small-directory.ts';
import { grantRole, revokeRole } from './assign-role.ts';
import { listAssignments } from './assignment-sql.ts';
import { authorise } from './authorise.ts';

type Staff = Awaited<ReturnType<SmallDirectory['staff']>>;
type Grant = Partial<Parameters<typeof grantRole>[1]>;

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let department: UnitId;
let office: UnitId;
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
  department = await directory.unit(domain, 'Sở');
  office = await directory.unit(domain, 'Phòng', department);
});
afterAll(() => test[Symbol.asyncDispose]());

async function someone(unitId?: UnitId): Promise<Staff> {
  const staff = await directory.staff(domain, `nguoi${made++}`);
  if (unitId !== undefined) await directory.appoint(staff.personId, unitId, 'staff');
  return staff;
}
const grant = (actor: Staff | null, to: { accountId: AccountId }, more: Grant = {}) =>
  attemptInTransaction(test.database, (tx) =>
    grantRole(
      { tx, twoPeople: false },
      {
        actorAccountId: actor?.accountId ?? null,
        accountId: to.accountId,
        role: 'auditor',
        unitId: null,
        validFrom: null,
        validTo: null,
        ...more,
      },
    ),
  );
const revoke = (actor: Staff | null, assignmentId: number) =>
  attemptInTransaction(test.database, (tx) => revokeRole(tx, { actorAccountId: actor?.accountId ?? null, assignmentId, reason: 'thử' }));
const overUnit = (unitId: UnitId): Grant => ({ role: 'unit-administrator', unitId });
const rolesOf = async ({ accountId }: Staff) =>
  (await listAssignments(test.database, { accountId })).map(({ role, unitId, standing }) => ({ role, unitId, standing }));
const traces = async () =>
  (
    await sql<{ acts: number; generation: number }>`SELECT (SELECT count(*) FROM audit) AS acts, generation FROM access_generation`.execute(
      test.database.kysely,
    )
  ).rows[0]!;

describe('a role is not given', () => {
  it('by whoever has none, in whatever way they are asked to, and nothing is left behind', async () => {
    const [actor, to] = [await someone(office), await someone(office)];
    await directory.appoint(actor.personId, department, 'head');
    const before = await traces();
    for (const more of [{}, { role: 'operator' as const }, overUnit(office)])
      expect(await grant(actor, to, more)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect(await rolesOf(to)).toEqual([]);
    expect(await traces()).toEqual(before);
  });

  it('to oneself, by anybody', async () => {
    const [operator, administrator] = [await someone(), await someone(office)];
    await directory.assign(operator.accountId, 'operator');
    await directory.assign(administrator.accountId, 'unit-administrator', department);
    expect(await grant(operator, operator)).toMatchObject({ refusal: { message: 'Nobody may give a role for themselves' } });
    expect(await grant(administrator, administrator, overUnit(office))).toMatchObject({ refusal: { kind: 'forbidden' } });
  });

  it('wider than the own, nor to people elsewhere', async () => {
    const administrator = await someone(office);
    await directory.assign(administrator.accountId, 'unit-administrator', office);
    const [inside, outside] = [await someone(office), await someone(department)];
    for (const more of [{}, { role: 'operator' as const }, overUnit(department)])
      expect(await grant(administrator, inside, more)).toMatchObject({ refusal: { kind: 'forbidden' } });
    expect(await grant(administrator, outside, overUnit(office))).toMatchObject({ refusal: { kind: 'forbidden' } });
    expect((await grant(administrator, inside, overUnit(office))).ok).toBe(true);
  });

  it('by an account that lost its own in the very transaction before', async () => {
    const [administrator, to] = [await someone(), await someone(office)];
    const id = await directory.assign(administrator.accountId, 'operator');
    let granting: ReturnType<typeof grant> | undefined;
    await inTransaction(test.database, async (tx) => {
      await revokeRole(tx, { actorAccountId: null, assignmentId: id, reason: null });
      granting = grant(administrator, to);
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(await granting).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  });

  it('to a unit, a closed account, or nobody; over an ended unit; in the past; or twice on one day', async () => {
    const to = await someone();
    const closed = await someone();
    await directory.set(closed.accountId, 'closed');
    const ended = await directory.unit(domain, 'Đã hết');
    await directory.end(ended, 'dissolve');
    await grant(null, to, { role: 'operator', validTo: '2099-12-31' });
    const refusals: [{ accountId: AccountId }, Grant, string][] = [
      [await directory.office(domain, 'donvi'), {}, 'Roles are given to people, not to units'],
      [closed, {}, 'The account is closed'],
      [{ accountId: 999_999 as AccountId }, {}, 'No such account'],
      [to, { role: 'unit-administrator' }, 'The role of unit administrator is given for a unit'],
      [to, { unitId: office }, 'The role of auditor is not given for a unit'],
      [to, overUnit(ended), 'No such unit, or it has ended'],
      [to, { validFrom: '2020-01-01' }, 'A role cannot begin in the past'],
      [to, { validFrom: '2100-01-02', validTo: '2100-01-01' }, 'The role would end before it begins'],
      [to, { role: 'operator', validFrom: '2099-12-31' }, 'The account has that role on those days already'],
    ];
    for (const [account, more, message] of refusals)
      expect(await grant(null, account, more)).toMatchObject({ ok: false, refusal: { message } });
    expect((await grant(null, to, { role: 'operator', validFrom: '2100-01-01' })).ok).toBe(true);
  });
});

describe('a role that is given', () => {
  it('counts from its first day, is told by whom and in the audit, and sessions look again', async () => {
    const [operator, to] = [await someone(), await someone(office)];
    await directory.assign(operator.accountId, 'operator');
    const before = await traces();
    expect((await grant(operator, to, { ...overUnit(office), validFrom: '2100-01-01', validTo: '2100-12-31' })).ok).toBe(true);
    expect((await grant(operator, to)).ok).toBe(true);
    expect(await rolesOf(to)).toEqual([
      { role: 'auditor', unitId: null, standing: 'in-force' },
      { role: 'unit-administrator', unitId: office, standing: 'to-come' },
    ]);
    const after = await traces();
    expect([after.acts - before.acts, after.generation - before.generation]).toEqual([2, 2]);
    const { rows } = await sql`SELECT actor_account_id AS actor, account_id AS account, unit_id AS unit, detail->>'by' AS by FROM audit
      WHERE act = 'role.grant' AND unit_id = ${office} ORDER BY id DESC LIMIT 1`.execute(test.database.kysely);
    expect(rows).toEqual([{ actor: operator.accountId, account: to.accountId, unit: office, by: 'operator' }]);
  });

  it('is given once when two give it at the same time', async () => {
    const to = await someone();
    const answers = await Promise.all([grant(null, to), grant(null, to)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rolesOf(to)).toHaveLength(1);
  });
});

describe('a role is taken back', () => {
  it('neither by its equal elsewhere nor by whom it is over, and once', async () => {
    const [holder, elsewhere, below] = [await someone(office), await someone(), await someone(office)];
    const id = await directory.assign(holder.accountId, 'unit-administrator', department);
    await directory.assign(elsewhere.accountId, 'unit-administrator', await directory.unit(domain, 'Sở khác'));
    await directory.assign(below.accountId, 'unit-administrator', office);
    for (const actor of [elsewhere, below, await someone()])
      expect(await revoke(actor, id)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect((await revoke(null, id)).ok).toBe(true);
    expect(await revoke(null, id)).toMatchObject({ refusal: { kind: 'not-found' } });
  });

  it('at once, by who is over its unit wherever its holder has gone, or by the holder', async () => {
    const administrator = await someone();
    await directory.assign(administrator.accountId, 'unit-administrator', department);
    for (const actor of [administrator, null]) {
      const holder = await someone(await directory.unit(domain, `Xa ${made}`));
      const id = await directory.assign(holder.accountId, 'unit-administrator', office);
      const question = { actorAccountId: holder.accountId, act: 'post.write', target: { of: 'unit', unitId: office } } as const;
      expect((await authorise({ database: test.database }, question)).ok).toBe(true);
      expect((await revoke(actor ?? holder, id)).ok).toBe(true);
      expect((await authorise({ database: test.database }, question)).ok).toBe(false);
    }
  });

  it('and stays readable: nothing of it can be rewritten or removed by the program', async () => {
    for (const statement of [
      sql`DELETE FROM role_assignment`,
      sql`UPDATE role_assignment SET valid_to = NULL`,
      sql`UPDATE role_assignment SET account_id = 1`,
      sql`DELETE FROM approval`,
      sql`UPDATE approval SET request = '{}'`,
    ])
      await expect(statement.execute(test.database.kysely)).rejects.toThrow(/permission denied/);
  });
});
