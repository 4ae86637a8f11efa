import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, ReportId, UnitId } from '#kernel/ids.ts';
import { figuresOf, letterhead, unit } from './document/report.fixture.ts';
import { issueReport, readIssued } from './issue-report.ts';
import { openReportHouse, type ReportHouse } from './report-house.fixture.ts';
import { listReports } from './report-sql.ts';

let house: ReportHouse;
let tt: { unitId: UnitId; accountId: AccountId };
let nv: typeof tt;
let phong: typeof tt;
beforeAll(async () => {
  house = await openReportHouse();
  const ubnd = await house.unit('ubnd');
  tt = await house.unit('tt', ubnd);
  nv = await house.unit('nv', ubnd);
  phong = await house.unit('phong', tt);
});
afterAll(() => house[Symbol.asyncDispose]());

const everything = figuresOf([unit(1, null, 'UBND tỉnh')]);
const figuresOfUnit = ({ unitId }: { unitId: UnitId }) => ({ ...everything, unit: { id: unitId, name: 'Sở', superior: null } });
let made = 0;
const asked = (more: object = {}) => ({
  actorAccountId: null,
  figures: everything,
  letterhead,
  number: `${++made}/BC-STTTT`,
  issuedOn: '2026-07-05',
  ...more,
});
const issue = (more: object = {}) => issueReport(house.database, asked(more));

async function issued(more: object = {}) {
  const done = await issue(more);
  if (!done.ok) throw new Error(done.refusal.message);
  return done.value;
}

describe('issuing a report', () => {
  it.each([{ number: '' }, { number: 'x'.repeat(61) }, { number: '12\n/BC' }, { issuedOn: '2026-02-30' }, { issuedOn: '5/7/2026' }])(
    'is refused: %j',
    async (more) => {
      expect(await issue(more)).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    },
  );

  it('is for whoever administers or heads the unit; of everything, for the operator alone', async () => {
    const [operator, admin, auditor, head, staff] = await Promise.all(
      ['operator', 'admin', 'auditor', 'head', 'staff'].map((name) => house.person(name, [])),
    );
    await house.directory.assign(operator!.accountId, 'operator');
    await house.directory.assign(admin!.accountId, 'unit-administrator', tt.unitId);
    await house.directory.assign(auditor!.accountId, 'auditor');
    await house.directory.appoint(head!.personId, tt.unitId, 'head');
    await house.directory.appoint(staff!.personId, tt.unitId, 'staff');
    const mayIssue = async (who: { accountId: AccountId } | undefined) => {
      const tried = [everything, figuresOfUnit(tt), figuresOfUnit(phong), figuresOfUnit(nv)];
      return Promise.all(tried.map(async (figures) => (await issue({ actorAccountId: who!.accountId, figures })).ok));
    };
    expect(await mayIssue(operator)).toEqual([true, true, true, true]);
    expect(await mayIssue(admin)).toEqual([false, true, true, false]);
    expect(await mayIssue(head)).toEqual([false, true, false, false]);
    expect(await mayIssue(auditor)).toEqual([false, false, false, false]);
    expect(await mayIssue(staff)).toEqual([false, false, false, false]);
  });

  it('takes a number once in a year for each who issues', async () => {
    const number = '77/BC-UBND';
    await issued({ number });
    expect(await issue({ number })).toMatchObject({ ok: false, refusal: { kind: 'already-exists' } });
    await issued({ number, issuedOn: '2027-01-04' });
    await issued({ number, figures: figuresOfUnit(nv) });
  });

  it('leaves its digest in the audit, and nothing where it was refused', async () => {
    await issue({ issuedOn: 'x', number: '1/BC-X' });
    const { reportId, digest } = await issued({ number: '88/BC-STTTT', figures: figuresOfUnit(tt) });
    const { rows } = await house.query(
      `SELECT target, unit_id AS "unitId", detail FROM audit WHERE act = 'report.issue' AND target IN ('88/BC-STTTT', '1/BC-X')`,
    );
    const detail = { reportId, period: '2026-H1', from: '2026-01-01', to: '2026-06-30', issuedOn: '2026-07-05', digest };
    expect(rows).toEqual([{ target: '88/BC-STTTT', unitId: tt.unitId, detail }]);
  });
});

describe('an issued report', () => {
  it('is as it was, digest and all', async () => {
    const { reportId, digest } = await issued({ number: '90/BC-STTTT' });
    const read = await readIssued(house.database, reportId);
    expect(read).toMatchObject({
      ok: true,
      value: { number: '90/BC-STTTT', digest, letterhead, figures: everything, unit: null, period: '2026-H1' },
    });
    expect((await listReports(house.database))[0]).toMatchObject({ id: reportId, number: '90/BC-STTTT', digest });
  });

  it('that there is not cannot be read', async () => {
    expect(await readIssued(house.database, 999_999 as ReportId)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
  });

  it('cannot be changed or removed by the program', async () => {
    for (const statement of [`UPDATE report SET number = 'x'`, 'DELETE FROM report'])
      await expect(house.database.pool.query(statement)).rejects.toThrow('permission denied');
  });

  it('that somebody changed beside the program is not given out', async () => {
    const { reportId } = await issued();
    await house.query(`UPDATE report SET figures = jsonb_set(figures, '{total,mail,sent}', '0') WHERE id = $1`, [reportId]);
    expect(await readIssued(house.database, reportId)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  });

  it('is listed for its unit and those above it', async () => {
    const { reportId } = await issued({ figures: figuresOfUnit(phong) });
    const listed = async (wanted: object) => (await listReports(house.database, wanted)).map(({ id }) => id).includes(reportId);
    expect([await listed({ unitId: phong.unitId }), await listed({ unitId: tt.unitId }), await listed({})]).toEqual([true, true, true]);
    expect([await listed({ unitId: nv.unitId }), await listed({ unitId: tt.unitId, withBelow: false })]).toEqual([false, false]);
    const page = await listReports(house.database, { limit: 1, before: reportId });
    expect(page.map(({ id }) => id < reportId)).toEqual([true]);
  });
});
