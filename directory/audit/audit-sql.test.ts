import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { inTransaction, openDatabase } from '#io/database.ts';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import type { Act } from './act.ts';
import { recordAct, recordActs } from './audit-sql.ts';

let test: TestDatabase;
let an: { personId: PersonId; accountId: AccountId };
let office: { unitId: UnitId; accountId: AccountId };
beforeAll(async () => {
  test = await createTestDatabase();
  const directory = new SmallDirectory(test.database);
  const domain = await directory.domain('backan.gov.vn');
  an = await directory.staff(domain, 'an.tt');
  office = await directory.office(domain, 'tt');
});
afterAll(() => test[Symbol.asyncDispose]());

let before = 0;
beforeEach(async () => {
  before = (await rows('SELECT coalesce(max(id), 0) AS id FROM audit'))[0]!.id as number;
});

const rows = async (query: string) => (await test.database.pool.query<Record<string, unknown>>(query)).rows;
const acts = (columns: string) => rows(`SELECT ${columns} FROM audit WHERE id > ${before} ORDER BY id`);
const record = (...given: Act[]) => inTransaction(test.database, (tx) => recordActs(tx, given));
const locking: Act = { actorAccountId: null, act: 'account.lock', target: 'an.tt@backan.gov.vn', detail: {} };

describe('the audit', () => {
  it.each(['audit', 'audit_rest', 'audit_seal', 'audit_root', 'audit_pruning'])(
    'can be neither changed nor emptied by the application: %s',
    async (table) => {
      const [column] = await rows(`SELECT attname FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum > 0 LIMIT 1`);
      for (const statement of [
        `UPDATE ${table} SET ${column!.attname} = NULL`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
        `DROP TABLE ${table}`,
      ])
        await expect(test.database.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    },
  );

  it('takes neither number, time nor program from the application', async () => {
    for (const column of ['id', 'at', 'program'])
      await expect(test.database.pool.query(`INSERT INTO audit (${column}, act) SELECT ${column}, act FROM audit`)).rejects.toThrow(
        /permission denied/,
      );
  });

  it('does not let the application put an entry straight into a month', async () => {
    await expect(test.database.pool.query("INSERT INTO audit_rest (act) VALUES ('x')")).rejects.toThrow(/permission denied/);
    await expect(test.database.pool.query("SELECT audit_open_month('2000-01-01')")).rejects.toThrow(/permission denied/);
  });

  it('holds nothing of an act that did not come to pass', async () => {
    const failing = inTransaction(test.database, async (tx) => {
      await recordAct(tx, locking);
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    expect(await acts('id')).toEqual([]);
    expect(await rows(`SELECT id FROM audit_unsealed WHERE id > ${before}`)).toEqual([]);
  });

  it('holds who did what to what, in order, and that none of it is sealed yet', async () => {
    await record(
      { ...locking, actorAccountId: an.accountId, detail: { reason: 'tự khoá' } },
      { ...locking, target: null, act: 'plan.cancel' },
    );
    expect(await acts('actor_account_id, actor_address, act, target, detail, program')).toEqual([
      {
        actor_account_id: an.accountId,
        actor_address: 'an.tt@backan.gov.vn',
        act: 'account.lock',
        target: 'an.tt@backan.gov.vn',
        detail: { reason: 'tự khoá' },
        program: 'test',
      },
      { actor_account_id: null, actor_address: null, act: 'plan.cancel', target: null, detail: {}, program: 'test' },
    ]);
    expect(await rows(`SELECT id FROM audit_unsealed WHERE id > ${before}`)).toHaveLength(2);
  });

  it('finds account, person and unit by the address it was done to', async () => {
    await record(locking, { ...locking, target: 'tt@backan.gov.vn' }, { ...locking, target: 'nobody@backan.gov.vn' });
    expect(await acts('account_id, person_id, unit_id')).toEqual([
      { account_id: an.accountId, person_id: an.personId, unit_id: null },
      { account_id: office.accountId, person_id: null, unit_id: office.unitId },
      { account_id: null, person_id: null, unit_id: null },
    ]);
  });

  it('holds where from, by what proof, on whose behalf, of which plan, before and after', async () => {
    await record({
      ...{ actorAccountId: an.accountId, act: 'delegation.grant', target: 'tt', detail: {}, personId: an.personId, unitId: office.unitId },
      origin: { via: 'imap', peer: '10.1.2.3', credential: { kind: 'app-password', id: 'k7' } },
      ...{ onBehalfOf: office.accountId, planId: 7 as PlanId, before: { rights: [] }, after: { rights: ['read'] } },
    });
    expect(
      await acts('via, peer, credential, on_behalf_account_id, on_behalf_address, person_id, unit_id, plan_id, before, after'),
    ).toEqual([
      {
        ...{ via: 'imap', peer: '10.1.2.3', credential: 'app-password k7', on_behalf_account_id: office.accountId },
        ...{ on_behalf_address: 'tt@backan.gov.vn', person_id: an.personId, unit_id: office.unitId, plan_id: 7 },
        ...{ before: { rights: [] }, after: { rights: ['read'] } },
      },
    ]);
  });

  it('takes plan and unit from the detail where they are not given apart', async () => {
    await record({ ...locking, target: null, detail: { planId: 3, unitId: office.unitId } }, { ...locking, detail: { planId: 'x' } });
    expect(await acts('plan_id, unit_id')).toEqual([
      { plan_id: 3, unit_id: office.unitId },
      { plan_id: null, unit_id: null },
    ]);
  });

  it('keeps each month of Vietnam’s calendar apart', async () => {
    await record(locking);
    const [here] = await acts(
      `tableoid::regclass::text AS month, to_char(at AT TIME ZONE 'Asia/Ho_Chi_Minh', '"audit_"YYYY_MM') AS wanted`,
    );
    expect(here!.month).toBe(here!.wanted);
    const [bounds] = await rows(`SELECT pg_get_expr(relpartbound, oid) AS bounds FROM pg_class WHERE relname = '${here!.month}'`);
    expect(String(bounds!.bounds)).toMatch(/00:00:00\+07|17:00:00\+00/);
  });

  it('keeps entries of a month that nobody opened all the same', async () => {
    const owner = openDatabase(test.owner, { poolSize: 1, applicationName: 'owner', onIdleError: () => undefined });
    try {
      await owner.pool.query("INSERT INTO audit (at, act) VALUES ('2099-01-01Z', 'account.lock')");
    } finally {
      await owner.close();
    }
    expect(await acts('tableoid::regclass::text AS month')).toEqual([{ month: 'audit_rest' }]);
    expect(await rows(`SELECT at FROM audit_unsealed WHERE id > ${before}`)).toEqual([{ at: new Date('2099-01-01T00:00:00Z') }]);
  });
});
