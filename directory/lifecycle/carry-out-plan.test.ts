import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRecipient } from '#directory/access/address-sql.ts';
import { findGrantedAccess } from '#directory/access/grant-sql.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { createUnits } from '#directory/org/create-units.ts';
import { readUnitFacts } from '#directory/org/unit-facts-sql.ts';
import { createPeople } from '#directory/people/create-people.ts';
import { inTransaction } from '#io/database.ts';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { carryOutDuePlans } from './carry-out-due-plans.ts';
import { cancelPlan, carryOutPlan, remakePlan } from './carry-out-plan.ts';
import { makePlan } from './make-plan.ts';
import type { PlanKind } from './plan.ts';
import { findPlan } from './plan-sql.ts';
import { profiles } from './units/org-state.fixture.ts';
import { unitPlanKind } from './units/unit-plan-kind.ts';

let test: TestDatabase;
let ids: Record<'ubnd' | 'nv' | 'tc' | 'yt' | 'bac' | 'nam', UnitId>;
let people: { personId: PersonId; accountId: AccountId; localPart: string }[];
const withMailboxes: AccountId[] = [];
const createMailboxes = async (_tx: unknown, accounts: readonly AccountId[]) => {
  withMailboxes.push(...accounts);
};
const kind = unitPlanKind(async () => profiles);
const deps = () => ({ database: test.database, createMailboxes, kinds: [kind] });

beforeAll(async () => {
  test = await createTestDatabase();
  const profile = profiles.get('three-levels')!;
  const unit = { code: null, domain: null, parent: 'ubnd', kind: 'agency' } as const;
  await inTransaction(test.database, async (tx) => {
    const made = await createUnits(
      { tx, createMailboxes },
      {
        profile,
        quotaOctets: 1000,
        units: [
          { ...unit, key: 'ubnd', kind: 'province', name: 'Ủy ban nhân dân tỉnh', code: 'ubnd', parent: null, domain: 'tinh.gov.vn' },
          { ...unit, key: 'nv', name: 'Sở Nội vụ' },
          { ...unit, key: 'tc', name: 'Sở Tài chính' },
          { ...unit, key: 'yt', name: 'Sở Y tế' },
          { ...unit, key: 'bac', name: 'Sở Bắc' },
          { ...unit, key: 'nam', name: 'Sở Nam' },
        ],
      },
    );
    if (!made.ok) throw new Error('the units of this test were refused');
    ids = Object.fromEntries(made.value.map(({ key, unitId }) => [key, unitId])) as typeof ids;
    const person = (given: string, unitId: UnitId, post: 'head' | 'staff') => ({
      ...{ key: given, name: { family: 'Ma', middle: 'Thị', given }, birthDate: null },
      posts: [{ unitId, title: 'Chuyên viên', kind: post }],
    });
    const input = [
      person('Lan', ids.nv, 'head'),
      person('Mai', ids.tc, 'head'),
      person('Hoa', ids.yt, 'head'),
      person('Đào', ids.yt, 'staff'),
    ];
    const created = await createPeople({ tx, createMailboxes }, { profile, people: input, quotaOctets: 1000 });
    if (!created.ok) throw new Error('the people of this test were refused');
    people = [...created.value];
  });
  for (const table of ['unit', 'post', 'appointment']) await test.database.pool.query(`UPDATE ${table} SET valid_from = '2010-08-12'`);
  await new SmallDirectory(test.database).assign(people[0]!.accountId, 'operator');
});
afterAll(() => test[Symbol.asyncDispose]());

const today = '2025-07-01';
const plan = async (changes: readonly object[], more: object = {}, effectiveOn = today) =>
  makePlan(deps(), kind, { request: { changes, ...more }, effectiveOn, today, actorAccountId: people[0]!.accountId });
/** Carried out at once: on that day, or after it. */
const done = async (changes: readonly object[], more: object, effectiveOn = today): Promise<PlanId> => {
  const made = await makePlan(deps(), kind, { request: { changes, ...more }, effectiveOn, today: '2025-08-01', actorAccountId: null });
  if (!made.ok || made.value.state !== 'carried-out') throw new Error(JSON.stringify(made));
  return made.value.planId;
};
const kept = async (...input: Parameters<typeof plan>): Promise<PlanId> => {
  const made = await plan(...input);
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.planId;
};
const carryOut = (planId: PlanId, on = '2025-08-01') => carryOutPlan(deps(), { planId, actorAccountId: null, today: on });
const rows = async <Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> =>
  (await test.database.pool.query<Row>(statement, values)).rows;
const count = async (from: string) => (await rows<{ count: number }>(`SELECT count(*) FROM ${from}`))[0]!.count;
const receiver = async (localPart: string, domain = 'tinh.gov.vn') =>
  (await findRecipient(test.database, { localParts: [localPart], domain }))?.accountId;
const renew = { addresses: 'renew' };

describe('a plan is refused', () => {
  it('and not kept, while anything stands in the way', async () => {
    const before = await count('plan');
    expect(await plan([{ do: 'rename', unit: 'Sở Nội vu', name: 'Sở X' }])).toMatchObject({
      ok: false,
      refusal: { kind: 'conflict', problems: [{ what: 'unknown-unit' }] },
    });
    expect(await plan([{ do: 'destroy', unit: 'Sở Nội vụ' }])).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    expect(await count('plan')).toBe(before);
  });

  it('before its day, when there is none of that number, and when it was settled', async () => {
    expect(await carryOut(4711 as PlanId)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
    const planId = await kept([{ do: 'rename', unit: 'Sở Bắc', name: 'Sở Đông' }], {}, '2025-08-01');
    expect(await carryOut(planId, '2025-07-31')).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    expect((await cancelPlan(test.database, { planId, actorAccountId: null })).ok).toBe(true);
    expect(await carryOut(planId)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(await count(`unit WHERE name = 'Sở Bắc'`)).toBe(1);
    expect(await count(`audit WHERE act = 'plan.cancel'`)).toBe(1);
  });

  it('when it is stale, saying what was and what is, with nothing done', async () => {
    const planId = await kept([{ do: 'rename', unit: 'Sở Bắc', name: 'Sở Đông' }], renew, '2025-08-01');
    await test.database.pool.query(`UPDATE unit SET code = 'bac' WHERE id = $1`, [ids.bac]);
    const generation = await rows('SELECT generation FROM access_generation');
    expect(await carryOut(planId)).toMatchObject({
      ok: false,
      refusal: {
        kind: 'conflict',
        differences: [{ about: `unit ${ids.bac}`, planned: expect.stringContaining('| - |'), now: expect.stringContaining('| bac |') }],
      },
    });
    expect(await rows('SELECT generation FROM access_generation')).toEqual(generation);
    expect((await findPlan(test.database, planId))?.state).toBe('planned');
    await test.database.pool.query('UPDATE unit SET code = NULL WHERE id = $1', [ids.bac]);
    expect((await carryOut(planId)).ok).toBe(true);
    expect(await receiver('b')).toBe(await receiver('d'));
  });

  it('until it is made anew: the same request and day, from the directory of now', async () => {
    const planId = await kept([{ do: 'rename', unit: 'Sở Đông', name: 'Sở Tây' }], {}, '2025-08-02');
    await test.database.pool.query(`UPDATE unit SET code = 'dong' WHERE id = $1`, [ids.bac]);
    const remade = await remakePlan(deps(), { planId, actorAccountId: null, today });
    expect(remade).toMatchObject({ ok: true, value: { state: 'planned' } });
    const again = remade.ok ? remade.value.planId : planId;
    expect((await findPlan(test.database, planId))?.state).toBe('cancelled');
    expect(await remakePlan(deps(), { planId, actorAccountId: null, today })).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect((await carryOut(again, '2025-08-02')).ok).toBe(true);
    expect(await count(`unit WHERE name = 'Sở Tây' AND code = 'dong'`)).toBe(1);
  });

  it('when a name that it was to give was given to somebody meanwhile', async () => {
    const planId = await kept([{ do: 'rename', unit: 'Sở Nam', name: 'Sở Xanh' }], renew, '2025-08-01');
    await test.database.pool.query(
      `INSERT INTO address (domain_id, local_part, account_id, kind) SELECT domain_id, 'x', account_id, 'former' FROM address WHERE local_part = 'nv'`,
    );
    expect(await carryOut(planId)).toMatchObject({
      ok: false,
      refusal: { kind: 'conflict', differences: [{ about: 'address x@tinh.gov.vn' }] },
    });
    await cancelPlan(test.database, { planId, actorAccountId: null });
  });

  it('to whoever may not make, carry out, cancel or remake it', async () => {
    const change = { do: 'rename', unit: 'Sở Tây', name: 'Sở Đông' };
    const planId = await kept([change], {}, '2025-09-01');
    const { accountId: actorAccountId } = people[1]!;
    const request = { changes: [change] };
    const before = await count('audit');
    const refusals = [
      await makePlan(deps(), kind, { request, effectiveOn: '2025-09-01', today, actorAccountId }),
      await carryOutPlan(deps(), { planId, actorAccountId, today: '2025-09-01' }),
      await remakePlan(deps(), { planId, actorAccountId, today }),
      await cancelPlan(test.database, { planId, actorAccountId }),
    ];
    for (const refused of refusals) expect(refused).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect(await count('audit')).toBe(before);
    expect((await cancelPlan(test.database, { planId, actorAccountId: people[0]!.accountId })).ok).toBe(true);
  });
});

describe('a plan is carried out', () => {
  it('once, however many try at the same moment', async () => {
    const planId = await kept([{ do: 'rename', unit: 'Sở Nam', name: 'Sở Phương Nam' }], {}, '2025-08-01');
    const tries = await Promise.all([carryOut(planId), carryOut(planId), carryOutDuePlans(deps(), { today: '2025-08-01', onFault: fail })]);
    const timesDone = [tries[0].ok, tries[1].ok, tries[2].carriedOut.includes(planId)].filter(Boolean);
    expect(timesDone).toHaveLength(1);
    expect(await count(`unit_history WHERE name = 'Sở Nam'`)).toBe(1);
    expect((await findPlan(test.database, planId))?.refusedBecause).toBe(null);
  });

  it('on its day though another one fails, which is told and tried again the next day', async () => {
    const broken: PlanKind = { kind: 'broken', make: () => Promise.reject(new Error('broken')) };
    await test.database.pool.query(
      `INSERT INTO plan (kind, title, effective_on, body, fingerprint) VALUES ('broken', 'hỏng', '2025-07-02', '{}', '')`,
    );
    const planId = await kept([{ do: 'identifier', unit: 'Sở Y tế', value: 'H03.07' }], {}, '2025-07-03');
    const faults: unknown[] = [];
    const round = (on: string) =>
      carryOutDuePlans({ ...deps(), kinds: [kind, broken] }, { today: on, onFault: (_planId, fault) => faults.push(fault) });
    const report = await round('2025-07-03');
    expect(report.carriedOut).toEqual([planId]);
    expect(report.refused).toMatchObject([{ refusal: { kind: 'unavailable' } }]);
    expect(faults).toHaveLength(1);
    const [{ day } = { day: '' }] = await rows<{ day: string }>('SELECT today_in_vietnam() AS day');
    expect((await round(day)).refused).toEqual([]);
    await test.database.pool.query(`UPDATE plan SET refused_at = now() - interval '1 day' WHERE kind = 'broken'`);
    expect((await round(day)).refused).toHaveLength(1);
    await test.database.pool.query(`UPDATE plan SET state = 'cancelled', settled_at = now() WHERE kind = 'broken'`);
  });
});

describe('old addresses', () => {
  it('receive up to and including the day asked for, in Vietnam', async () => {
    const account = await receiver('tc');
    await done([{ do: 'code', unit: 'Sở Tài chính', code: 'taichinh' }], { ...renew, oldAddresses: '2999-06-30' });
    expect(await receiver('taichinh')).toBe(account);
    expect(await receiver('tc')).toBe(account);
    const ends = await rows<{ until: string }>(
      `SELECT to_char(receives_until AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') AS until FROM address WHERE local_part IN ('tc', 'maimt.tc')`,
    );
    expect(ends).toEqual([{ until: '2999-07-01 00:00' }, { until: '2999-07-01 00:00' }]);
    await test.database.pool.query(`UPDATE address SET receives_until = now() + interval '20 ms' WHERE local_part = 'tc'`);
    await pause(30);
    expect(await receiver('tc')).toBeUndefined();
  });

  it('come back to the account that had them, and to no other', async () => {
    const account = await receiver('taichinh');
    await done([{ do: 'code', unit: 'Sở Tài chính', code: null }], renew, '2025-07-02');
    const [own] = await rows(`SELECT kind, receives_until, account_id FROM address WHERE local_part = 'tc'`);
    expect(own).toEqual({ kind: 'primary', receives_until: null, account_id: account });
    const taken = await plan([{ do: 'code', unit: 'Sở Y tế', code: 'taichinh' }], { ...renew, clashes: 'ask' }, '2025-07-04');
    expect(taken).toMatchObject({ ok: false, refusal: { problems: [{ what: 'clash' }] } });
  });
});

describe('a unit that is split', () => {
  it('leaves new units with mailboxes, its people and mailbox with the first, and its history', async () => {
    const [hoa, dao] = [people[2]!, people[3]!];
    const mailbox = (await receiver('yt'))!;
    const [post] = await rows<{ id: number }>('SELECT post_id AS id FROM appointment WHERE person_id = $1', [dao.personId]);
    await test.database.pool.query(
      `INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights) VALUES ($1, 'post', $2, '{read}')`,
      [mailbox, post!.id],
    );
    const into = [{ new: 'Sở Khám bệnh' }, { new: 'Sở Thuốc', people: [`${dao.localPart}@tinh.gov.vn`] }];
    const before = withMailboxes.length;
    const planId = await done([{ do: 'split', unit: 'Sở Y tế', into }], { ...renew, oldAddresses: '2999-06-30' }, '2025-07-04');
    expect(withMailboxes).toHaveLength(before + 2);
    expect(await receiver('yt')).toBe(mailbox);
    expect(await receiver('daomt.t')).toBe(dao.accountId);
    expect(await receiver('hoamt.kb')).toBe(hoa.accountId);
    const facts = await readUnitFacts(test.database, ids.yt);
    expect(facts).toMatchObject({
      validTo: '2025-07-03',
      identifiers: [{ value: 'H03.07', validTo: '2025-07-03' }],
      wentTo: [
        { name: 'Sở Khám bệnh', how: 'split', on: '2025-07-04', planId },
        { name: 'Sở Thuốc', how: 'split', planId },
      ],
      people: 0,
    });
    const first = await readUnitFacts(test.database, facts!.wentTo[0]!.unitId);
    expect(first).toMatchObject({ heads: ['Ma Thị Hoa'], cameFrom: [{ unitId: ids.yt }] });
    const grants = await rows(
      `SELECT principal_kind AS kind, principal_kind = 'head' AND principal_id = $2 AS heads, rights = '{read}' AS reads
      FROM access_grant LEFT JOIN post ON principal_kind = 'post' AND post.id = principal_id
      WHERE target_account_id = $1 AND (principal_kind = 'head' OR post.valid_to IS NULL) AND principal_id <> $3 ORDER BY 1`,
      [mailbox, first!.id, ids.yt],
    );
    expect(grants).toEqual([
      { kind: 'head', heads: true, reads: false },
      { kind: 'post', heads: false, reads: true },
    ]);
  });

  it('gives its mailbox to whoever heads the first part, from the next look at rights on', async () => {
    const mailbox = (await receiver('yt'))!;
    const at = new Date('2025-07-04T08:00:00+07:00');
    await test.database.pool.query(`UPDATE access_grant SET valid_from = '2025-07-03T17:00:00Z' WHERE valid_from > '2025-07-03T17:00:00Z'`);
    const may = async (personId: PersonId) =>
      (await findGrantedAccess({ database: test.database }, { personId, accountId: mailbox, at })).flatMap(({ rights }) => rights);
    expect(await may(people[2]!.personId)).toContain('manage');
    expect(await may(people[3]!.personId)).toEqual(['read']);
    expect(await may(people[0]!.personId)).toEqual([]);
  });

  it('keeps the posts that people held as their history', async () => {
    const held = await rows(
      `SELECT unit.name, appointment.valid_from AS from, appointment.valid_to AS to FROM appointment
      JOIN post ON post.id = post_id JOIN unit ON unit.id = unit_id WHERE person_id = $1 ORDER BY appointment.id`,
      [people[3]!.personId],
    );
    expect(held).toEqual([
      { name: 'Sở Y tế', from: '2010-08-12', to: '2025-07-03' },
      { name: 'Sở Thuốc', from: '2025-07-04', to: null },
    ]);
  });
});

describe('history', () => {
  it('cannot be rewritten by the program itself', async () => {
    for (const statement of [
      'DELETE FROM unit_history',
      'UPDATE unit_lineage SET kind = kind',
      'UPDATE plan SET body = body',
      'DELETE FROM plan',
    ])
      await expect(test.database.pool.query(statement)).rejects.toThrow(/permission denied/);
  });

  it('tells what a unit was and when', async () => {
    const { versions } = (await readUnitFacts(test.database, ids.tc))!;
    expect(versions.map(({ validFrom, validTo, code }) => [validFrom, validTo, code])).toEqual([
      ['2010-08-12', '2025-06-30', null],
      ['2025-07-01', '2025-07-01', 'taichinh'],
      ['2025-07-02', null, null],
    ]);
  });
});

function fail(planId: PlanId, cause: unknown): never {
  throw new Error(`plan ${planId}`, { cause });
}
