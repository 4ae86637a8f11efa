import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UnitId } from '#kernel/ids.ts';
import { type DutyQuestion, dutyFigures } from './duty-figures.ts';
import { type DutyHouse, openDutyHouse, weekdays } from './duty-house.fixture.ts';
import { putRule } from './rule-sql.ts';

type Office = Awaited<ReturnType<DutyHouse['office']>>;
type Person = Awaited<ReturnType<DutyHouse['person']>>;

let house: DutyHouse;
let department: Office;
let office: Office;
let head: Person;
let clerk: Person;
beforeAll(async () => {
  house = await openDutyHouse();
  department = await house.office('so');
  office = await house.office('phong', department.unitId);
  head = await house.person('truong', office.unitId, 'head');
  clerk = await house.person('vanthu', office.unitId, 'clerk');
});
beforeEach(async () => {
  await house.query('DELETE FROM duty_look');
});
afterAll(() => house[Symbol.asyncDispose]());

/** Of one week of 2026 unless asked otherwise, long after it. */
async function figures(more: Partial<DutyQuestion> = {}, unitId: UnitId = office.unitId) {
  const asked = { from: '2026-03-02', to: '2026-03-08', calendar: weekdays(), now: new Date('2026-06-01T00:00:00Z'), ...more };
  const found = (await dutyFigures(house.database, asked)).find((unit) => unit.unitId === unitId);
  if (found === undefined) throw new Error('no such unit');
  return found;
}
const days = ({ required, met }: { required: number; met: number }) => `${met}/${required}`;

describe('a unit’s mailbox', () => {
  it('is not read by whoever looks in one part of the day only, however often, nor by looks on days off', async () => {
    await house.look(office, clerk, '2026-03-02', '07:30', '09:00', '11:30');
    await house.look(office, clerk, '2026-03-03', '12:00', '23:30');
    await house.look(office, clerk, '2026-03-07', '08:00', '14:00');
    expect(days((await figures()).own.mailbox)).toBe('0/5');
  });

  it('is read by anybody who has it, one in the morning and another in the afternoon', async () => {
    await house.look(office, clerk, '2026-03-02', '11:30');
    await house.look(office, head, '2026-03-02', '12:00');
    expect(days((await figures()).own.mailbox)).toBe('1/5');
    expect(days((await figures({ calendar: weekdays('2026-03-02', '2026-03-03') })).own.mailbox)).toBe('0/3');
  });

  it('is reviewed by its head on any look of theirs, and by nobody else’s', async () => {
    await house.look(office, clerk, '2026-03-02', '08:00', '14:00');
    await house.look(office, head, '2026-03-03', '16:00');
    expect(days((await figures()).own.head)).toBe('1/5');
    expect(days((await figures({}, department.unitId)).own.head)).toBe('0/0'); // nobody heads it
  });
});

describe('a person’s mailbox', () => {
  it('is read by that person alone', async () => {
    await house.look(clerk, head, '2026-03-02', '08:00', '14:00');
    expect(days((await figures()).own.people)).toBe('0/10');
    await house.look(clerk, clerk, '2026-03-03', '08:00', '14:00');
    expect(days((await figures()).own.people)).toBe('1/10');
  });
});

describe('figures', () => {
  it('leave out the day that is not over, and days before the first rule', async () => {
    expect(days((await figures({ now: new Date('2026-03-04T16:59:59Z') })).own.mailbox)).toBe('0/2');
    expect(days((await figures({ now: new Date('2026-03-04T17:00:00Z') })).own.mailbox)).toBe('0/3');
    expect(days((await figures({ from: '2019-12-30', to: '2020-01-03' })).own.mailbox)).toBe('0/2'); // from the day after it was made
  });

  it('hold a day to the rule of that day', async () => {
    await putRule(house.database, '2027-03-03', ['08:00-17:00']);
    await house.look(office, clerk, '2027-03-02', '09:00');
    await house.look(office, clerk, '2027-03-03', '09:00');
    await house.look(office, clerk, '2027-03-04', '17:00');
    const week = { from: '2027-03-01', to: '2027-03-07', now: new Date('2027-06-01T00:00:00Z') };
    expect(days((await figures(week)).own.mailbox)).toBe('1/5');
  });

  it('have people where their main post is on the last day, and units that ended for the days they were there', async () => {
    const [old, heir] = [await house.office('cu'), await house.office('moi')];
    const person = await house.person('dichuyen', old.unitId, 'staff', '2020-01-01', '2026-03-04');
    await house.directory.appoint(person.personId, heir.unitId, 'staff', '2026-03-05');
    await house.query("UPDATE unit SET valid_to = '2026-03-04' WHERE id = $1", [old.unitId]);
    const seen = async (unitId: UnitId, more: Partial<DutyQuestion> = {}) => {
      const { own } = await figures(more, unitId);
      return [days(own.mailbox), own.people.count, days(own.people)];
    };
    expect(await seen(old.unitId)).toEqual(['0/3', 0, '0/0']);
    expect(await seen(heir.unitId)).toEqual(['0/5', 1, '0/5']);
    expect(await seen(old.unitId, { to: '2026-03-04' })).toEqual(['0/3', 1, '0/3']);
    await expect(figures({ from: '2026-03-09', to: '2026-03-10' }, old.unitId)).rejects.toThrow('no such unit');
  });

  it('of a unit hold those below it, and a unit asked for is all there is', async () => {
    await house.look(office, head, '2026-03-02', '08:00', '14:00');
    const above = await figures({}, department.unitId);
    expect([above.own.mailbox, above.all.mailbox, above.all.head, above.all.people].map(days)).toEqual(['0/5', '1/10', '1/5', '0/10']);
    expect(above.all.people.count).toBe(2);
    const asked = { from: '2026-03-02', to: '2026-03-02', calendar: weekdays(), unit: office.unitId };
    expect((await dutyFigures(house.database, asked)).map(({ unitId }) => unitId)).toEqual([office.unitId]);
    const [alone, ...others] = await dutyFigures(house.database, { ...asked, unit: department.unitId, alone: true });
    expect([alone?.unitId, alone?.all, others]).toEqual([department.unitId, alone?.own, []]);
  });
});
