import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putRule } from '#directory/duties/rule-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import { drawFigures } from './draw-figures.ts';
import { noFigures } from './figures.ts';
import { periodCalled } from './period.ts';
import type { ReportFigures } from './report-figures.ts';
import { noMail, openReportHouse, type ReportHouse } from './report-house.fixture.ts';

let house: ReportHouse;
let units: Readonly<Record<'ubnd' | 'tt' | 'phongcn' | 'chodon' | 'yenmy' | 'dongvien' | 'babe' | 'bangphuc', { unitId: UnitId }>>;
beforeAll(async () => {
  house = await openReportHouse();
  units = await makeProvince();
});
afterAll(() => house[Symbol.asyncDispose]());

const now = new Date('2026-07-10T03:00:00Z');

/** Bằng Phúc went from Chợ Đồn to Ba Bể on 1 April; Đồng Viên was merged into Yên Mỹ that day. */
async function makeProvince() {
  const ubnd = await house.unit('ubnd', null, 'province');
  const tt = await house.unit('tt', ubnd);
  const phongcn = await house.unit('phongcn', tt, 'office');
  const chodon = await house.unit('chodon', ubnd, 'district');
  const yenmy = await house.unit('yenmy', chodon, 'commune');
  const dongvien = await house.unit('dongvien', chodon, 'commune');
  const babe = await house.unit('babe', ubnd, 'district');
  const bangphuc = await house.unit('bangphuc', babe, 'commune');
  await house.query(
    `INSERT INTO unit_history (unit_id, valid_from, valid_to, parent_id, domain_id, kind, name)
    VALUES ($1, '2010-08-12', '2026-03-31', $2, $3, 'commune', 'Xã cũ')`,
    [bangphuc.unitId, chodon.unitId, house.domain],
  );
  await house.query(`UPDATE unit SET valid_to = '2026-03-31' WHERE id = $1`, [dongvien.unitId]);
  await house.query(`INSERT INTO unit_lineage VALUES ($1, $2, 'merge', '2026-04-01')`, [dongvien.unitId, yenmy.unitId]);
  await house.states(dongvien.accountId, ['2026-04-01', 'closed']);
  return { ubnd, tt, phongcn, chodon, yenmy, dongvien, babe, bangphuc };
}

async function drawn(period: string, unitId: UnitId | null = null, at = now): Promise<ReportFigures> {
  const called = periodCalled(period, ['06-30', '12-31']);
  if (!called.ok) throw new Error(called.refusal.message);
  const figures = await drawFigures(house, { period: called.value, unitId }, at);
  if (!figures.ok) throw new Error(figures.refusal.message);
  return figures.value;
}

const of = (figures: ReportFigures, unit: { unitId: UnitId }) => figures.units.find(({ id }) => id === unit.unitId)!;

describe('a report', () => {
  it('is not drawn of a period to come, nor of a unit that there was not', async () => {
    const period = { name: 'x', kind: 'days', from: '2026-07-11', to: '2026-07-12' } as const;
    expect(await drawFigures(house, { period, unitId: null }, now)).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    const later = { ...period, from: '2026-04-01', to: '2026-06-30' };
    for (const unitId of [units.dongvien.unitId, 999_999 as UnitId])
      expect(await drawFigures(house, { period: later, unitId }, now)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
  });

  it('tells of units as they stood at the end, and of those that ended before under whom they stood', async () => {
    const shown = ({ units: told }: ReportFigures) =>
      told.map(({ level, name, endedOn }) => `${'  '.repeat(level)}${name} ${endedOn ?? ''}`.trimEnd());
    expect(shown(await drawn('2026-H1'))).toEqual([
      'Đơn vị ubnd',
      '  Đơn vị tt',
      '    Đơn vị phongcn',
      '  Đơn vị chodon',
      '    Đơn vị yenmy',
      '    Đơn vị dongvien 2026-03-31',
      '  Đơn vị babe',
      '    Đơn vị bangphuc',
    ]);
    expect(shown(await drawn('2025-H2', units.chodon.unitId))).toEqual(['Đơn vị chodon', '  Đơn vị yenmy', '  Đơn vị dongvien', '  Xã cũ']);
  });

  it('of a period that goes on tells until today', async () => {
    expect(await drawn('2026')).toMatchObject({
      asOf: '2026-07-10',
      fillDay: '2026-07-10',
      period: { from: '2026-01-01', to: '2026-12-31' },
    });
  });
});

describe('accounts', () => {
  it('are told as they were at the end, whatever became of them since', async () => {
    const inTt = [[units.tt, '2020-01-01', null]] as const;
    await house.person('an', inTt);
    const binh = await house.person('binh', inTt);
    await house.states(binh.accountId, ['2026-02-01', 'locked']);
    const chi = await house.person('chi', inTt); // locked after the end
    await house.states(chi.accountId, ['2026-07-01', 'locked']);
    const dung = await house.person('dung', inTt); // locked for a while
    await house.states(dung.accountId, ['2026-02-01', 'locked'], ['2026-03-01', 'active']);
    const giang = await house.person('giang', inTt);
    await house.away(giang.accountId, 'suspended', '2026-06-30');
    const hoa = await house.person('hoa', inTt); // suspended and back
    await house.away(hoa.accountId, 'suspended', '2026-01-05', '2026-06-29');
    const khanh = await house.person('khanh', [[units.phongcn, '2020-01-01', '2026-05-09']]);
    await house.away(khanh.accountId, 'left', '2026-05-10');
    const lan = await house.person('lan', [[units.phongcn, '2020-01-01', '2025-12-30']]);
    await house.away(lan.accountId, 'left', '2025-12-31'); // before the period
    await house.states(lan.accountId, ['2026-04-01', 'closed']);
    await house.person('minh', [[units.phongcn, '2026-06-30', null]], '2026-06-30');
    await house.person('nga', [[units.phongcn, '2026-07-01', null]], '2026-07-01'); // after it
    const figures = await drawn('2026-H1');
    const none = noFigures('accounts');
    expect(of(figures, units.tt).own.accounts).toEqual({ ...none, people: 6, inService: 4, locked: 1, suspended: 1, units: 1 });
    expect(of(figures, units.phongcn).own.accounts).toEqual({ ...none, people: 2, inService: 1, left: 1, units: 1, made: 1, ended: 1 });
    expect(of(figures, units.tt).all.accounts).toEqual({
      ...{ people: 8, inService: 5, locked: 1, suspended: 1, left: 1, units: 2, made: 1, ended: 1 },
    });
    expect(of(figures, units.dongvien).own.accounts).toEqual({ ...none, ended: 1 });
    expect(figures.total.accounts).toEqual({ people: 8, inService: 5, locked: 1, suspended: 1, left: 1, units: 7, made: 1, ended: 2 });
  });

  it('of people without a post are told apart, in a report of everything alone', async () => {
    await house.person('oanh', []);
    const rest = (await drawn('2026-H1')).units.at(-1);
    expect(rest).toMatchObject({ id: 0, level: 0, all: { accounts: { people: 1 } } });
    expect((await drawn('2026-H1', units.ubnd.unitId)).units.map(({ id }) => id)).not.toContain(0);
  });
});

describe('mail', () => {
  it('counts where its owner was on the day, for the heir after a merger, and rolls up as the tree stood at the end', async () => {
    const phuc = await house.person('phuc', [
      [units.bangphuc, '2020-01-01', '2026-02-28'],
      [units.yenmy, '2026-03-01', null],
    ]);
    const quyen = await house.person('quyen', [[units.dongvien, '2020-01-01', '2026-03-31']]);
    house.mail.note(phuc.accountId, '2025-12-31', { sent: 1 });
    house.mail.note(phuc.accountId, '2026-01-01', { sent: 10, sentOctets: 1000 });
    house.mail.note(phuc.accountId, '2026-02-28', { sent: 100, received: 7 });
    house.mail.note(phuc.accountId, '2026-03-01', { sent: 1000, stopped: 1 });
    house.mail.note(quyen.accountId, '2026-03-31', { received: 3 });
    house.mail.note(quyen.accountId, '2026-06-30', { received: 5 });
    house.mail.note(quyen.accountId, '2026-07-01', { received: 9 });
    house.mail.note(0, '2026-06-01', { stopped: 2 });
    const figures = await drawn('2026-H1');
    expect(of(figures, units.bangphuc).own.mail).toEqual({ ...noMail, sent: 110, sentOctets: 1000, received: 7 });
    expect(of(figures, units.babe).all.mail).toEqual({ ...noMail, sent: 110, sentOctets: 1000, received: 7 });
    expect(of(figures, units.yenmy).own.mail).toEqual({ ...noMail, sent: 1000, stopped: 1 });
    expect(of(figures, units.dongvien).own.mail).toEqual({ ...noMail, received: 8 });
    expect(of(figures, units.chodon).all.mail).toEqual({ ...noMail, sent: 1000, received: 8, stopped: 1 });
    expect(figures.total.mail).toEqual({ ...noMail, sent: 1110, sentOctets: 1000, received: 15, stopped: 3 });
    // The unit where somebody was last is gone in this period: its heir has their mail.
    expect(of(await drawn('2026-07-01..2026-07-05'), units.yenmy).own.mail).toEqual({ ...noMail, received: 9 });
    expect(house.mail.gathered).toBeGreaterThan(1);
  });
});

describe('how full mailboxes are', () => {
  it('is not told of a past period at whose end nobody noted it', async () => {
    const figures = await drawn('2026-H1');
    expect(figures.fillDay).toBeNull();
    expect(figures.total.fill).toBeUndefined();
  });

  it('is told of the last day on which it was noted', async () => {
    const [full, half] = [
      await house.person('son', [[units.babe, '2020-01-01', null]]),
      await house.person('tam', [[units.babe, '2020-01-01', null]]),
    ];
    for (const [day, used] of [
      ['2026-05-31', 1],
      ['2026-06-30', 950],
      ['2026-07-31', 2],
    ] as const)
      for (const [{ accountId }, octets] of [
        [full, used],
        [half, 500],
      ] as const)
        await house.query('INSERT INTO mailbox_fill VALUES ($1, $2, $3, 1000)', [day, accountId, octets]);
    const figures = await drawn('2026-H1');
    expect(figures.fillDay).toBe('2026-06-30');
    expect(of(figures, units.babe).own.fill).toEqual({ mailboxes: 2, usedOctets: 1450, quotaOctets: 2000, over80: 0, over95: 1 });
  });

  it('is told as it is where the period goes on', async () => {
    await house.query('UPDATE account SET used_octets = 800 WHERE unit_id = $1', [units.babe.unitId]);
    expect(of(await drawn('2026'), units.babe).own.fill).toEqual({
      mailboxes: 3,
      usedOctets: 800,
      quotaOctets: 3000,
      over80: 1,
      over95: 0,
    });
  });
});

describe('duties and outages', () => {
  it('are those of the working days of the period', async () => {
    await putRule(house.database, '2020-01-01', ['00:00-12:00', '12:00-24:00']);
    const uyen = await house.person('uyen', [[units.chodon, '2020-01-01', null]]);
    // At eight and at two on Monday; at eight alone on Tuesday.
    const [eight, two] = [1n << 16n, 1n << 28n];
    for (const [day, bits] of [
      ['2026-03-02', eight | two],
      ['2026-03-03', eight],
    ] as const)
      await house.query('INSERT INTO duty_look VALUES ($1, $2, $2, $3)', [day, uyen.accountId, bits]);
    await house.query(
      `INSERT INTO outage (kind, begins_at, ends_at, note) VALUES ('unplanned', '2026-03-04 08:00+07', '2026-03-04 09:30+07', 'Mất điện')`,
    );
    const figures = await drawn('2026-03-02..2026-03-08');
    expect(of(figures, units.chodon).own.duties).toMatchObject({
      mailboxRequired: 5,
      mailboxMet: 0,
      people: 1,
      peopleRequired: 5,
      peopleMet: 1,
    });
    expect(of(figures, units.ubnd).all.duties?.peopleMet).toBe(1);
    expect(figures.outages).toMatchObject({
      workingMinutes: 90,
      paperProcedures: 0,
      list: [{ note: 'Mất điện', workingMinutes: 90, beginsAt: '2026-03-04T01:00:00.000Z' }],
    });
  });
});
