import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepMonths } from './keep-months.ts';
import { type AuditHouse, openAuditHouse } from './testing/audit-house.ts';

let house: AuditHouse;
beforeAll(async () => {
  house = await openAuditHouse();
});
beforeEach(async () => {
  await house.clear();
  const { rows } = await house.asOwner("SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^audit_[0-9]{4}'");
  for (const { name } of rows) await house.asOwner(`DROP TABLE ${name}`);
  await house.asOwner(`SELECT audit_open_month('${await monthsAgo(0)}')`);
});
afterAll(() => house[Symbol.asyncDispose]());

/** The first day of a month of Vietnam's calendar, so many months ago. */
const monthsAgo = async (months: number): Promise<string> => {
  const query = `SELECT (date_trunc('month', now() AT TIME ZONE 'Asia/Ho_Chi_Minh') - interval '${months} months')::date AS month`;
  return (await house.rows(query))[0]!.month as string;
};
const months = async () =>
  (
    await house.rows(
      "SELECT relname AS name FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'audit'::regclass ORDER BY 1",
    )
  ).map(({ name }) => name);
const nameOf = (month: string) => `audit_${month.slice(0, 7).replace('-', '_')}`;

/** So many entries of a month, written and sealed then, and the root of its last day. */
async function pastMonth(month: string, entries: number): Promise<void> {
  await house.asOwner(`SELECT audit_open_month('${month}')`);
  await house.asOwner(`INSERT INTO audit (at, act) SELECT '${month} 12:00+07', 'account.lock' FROM generate_series(1, ${entries})`);
  await house.sealAll();
}

describe('months of the audit', () => {
  it('are refused to be kept for less than six', async () => {
    await expect(keepMonths(house.owner, 5)).rejects.toThrow('6 months at least');
  });

  it('cannot be removed by the application', async () => {
    await pastMonth(await monthsAgo(20), 1);
    await expect(keepMonths(house.database, 12)).rejects.toThrow(/must be owner|permission denied/);
    expect(await months()).toContain(nameOf(await monthsAgo(20)));
  });

  it('stay until the last of their entries is old enough', async () => {
    for (const ago of [14, 13, 12]) await pastMonth(await monthsAgo(ago), 1);
    const [fourteen, thirteen, twelve] = [await monthsAgo(14), await monthsAgo(13), await monthsAgo(12)];
    expect((await keepMonths(house.owner, 12)).pruned).toEqual([
      { month: fourteen, entries: 1 },
      { month: thirteen, entries: 1 },
    ]);
    expect(await months()).toContain(nameOf(twelve));
    expect((await keepMonths(house.owner, 12)).pruned).toEqual([]);
  });

  it('stay while an entry of theirs waits to be sealed', async () => {
    const old = await monthsAgo(20);
    await house.asOwner(`SELECT audit_open_month('${old}')`);
    await house.asOwner(`INSERT INTO audit (at, act) VALUES ('${old} 12:00+07', 'account.lock')`);
    expect((await keepMonths(house.owner, 12)).pruned).toEqual([]);
    await house.sealAll();
    expect((await keepMonths(house.owner, 12)).pruned).toEqual([{ month: old, entries: 1 }]);
  });

  it('leave a chain that is whole, from a root that was signed then', async () => {
    await pastMonth(await monthsAgo(14), 3);
    await pastMonth(await monthsAgo(13), 2);
    await house.sign();
    await house.record('today');
    await house.sealAll();
    await house.sign(new Date(Date.now() + 2 * 86_400_000));
    await keepMonths(house.owner, 12);
    expect((await house.rows('SELECT batch FROM audit_seal ORDER BY batch')).map(({ batch }) => batch)).toEqual([3]);
    expect((await house.rows('SELECT number FROM audit_root')).length).toBe(2);
    expect(await house.verify()).toMatchObject({
      findings: [],
      entries: 1,
      seals: 1,
      roots: 2,
      prunedMonths: [await monthsAgo(14), await monthsAgo(13)],
    });
  });

  it('leave seals that no root ends with: they are found to be of pruned months', async () => {
    await pastMonth(await monthsAgo(14), 3);
    await house.record('today');
    await house.sealAll();
    await keepMonths(house.owner, 12);
    expect(await house.verify()).toMatchObject({ findings: [], entries: 1, seals: 2 });
  });

  it('leave the last seal, for the next to be linked to', async () => {
    await pastMonth(await monthsAgo(14), 1);
    await house.sign();
    await keepMonths(house.owner, 12);
    await house.record('today');
    await house.sealAll();
    expect(await house.verify()).toMatchObject({ findings: [], entries: 1, seals: 2 });
  });

  it('are found out when more went than was noted', async () => {
    await pastMonth(await monthsAgo(14), 3);
    await pastMonth(await monthsAgo(11), 3);
    await keepMonths(house.owner, 12);
    await house.asOwner(`DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)`);
    expect((await house.verify()).findings).toEqual([{ what: 'entry-missing', subject: 6, detail: '' }]);
    await house.asOwner('UPDATE audit_pruning SET entries = 2');
    expect((await house.verify()).findings.map(({ what }) => what)).toEqual(['entry-missing', 'pruned-more']);
  });

  it('to come are open to be written to, and entries of one that was not are kept', async () => {
    await house.asOwner(`DROP TABLE ${nameOf(await monthsAgo(0))}`);
    await house.record('nowhere else');
    expect(await months()).toEqual(['audit_rest']);
    await expect(keepMonths(house.owner, 12)).rejects.toThrow(/audit_rest/);
    await house.clear();
    await keepMonths(house.owner, 12);
    const open = await Promise.all([0, -1, -2, -3].map(monthsAgo));
    expect(await months()).toEqual([...open.map(nameOf), 'audit_rest']);
    await house.record('in its month');
    expect((await house.rows('SELECT tableoid::regclass::text AS month FROM audit'))[0]).toEqual({ month: nameOf(open[0]!) });
  });
});
