import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DutyHouse, openDutyHouse, weekdays } from './duty-house.fixture.ts';
import { ownDuty } from './own-duty.ts';

let house: DutyHouse;
let tt: Awaited<ReturnType<DutyHouse['office']>>;
let head: Awaited<ReturnType<DutyHouse['person']>>;
let staff: Awaited<ReturnType<DutyHouse['person']>>;
beforeAll(async () => {
  house = await openDutyHouse();
  tt = await house.office('tt');
  head = await house.person('truong', tt.unitId, 'head');
  staff = await house.person('vien', tt.unitId);
  await house.directory.grant(tt.accountId, { principal: ['head', tt.unitId], rights: ['read', 'organise'] });
  await house.query("UPDATE access_grant SET valid_from = '2020-01-01'");
});
beforeEach(() => house.asOwner('DELETE FROM duty_look'));
afterAll(() => house[Symbol.asyncDispose]());

const at = (time: string, who = head, calendar = weekdays()) =>
  ownDuty(house.database, { accountId: who.accountId, unitIds: [tt.unitId], calendar, now: new Date(`2026-03-02T${time}:00+07:00`) });

describe('nothing is to be read today', () => {
  it('on a day off', async () => {
    expect(await at('09:00', head, weekdays('2026-03-02'))).toEqual({ day: '2026-03-02', isCounted: false, mailboxes: [] });
  });

  it('of the unit by who is not responsible for its mailbox', async () => {
    expect((await at('09:00', staff)).mailboxes.map(({ accountId }) => accountId)).toEqual([staff.accountId]);
  });
});

it('tells of each part whether it is over, and whether somebody has looked', async () => {
  const parts = async (time: string) =>
    (await at(time)).mailboxes.map((mailbox) => mailbox.parts.map(({ is, isLooked }) => `${is} ${isLooked}`));
  expect(await parts('11:59')).toEqual([
    ['now false', 'later false'],
    ['now false', 'later false'],
  ]);
  await house.look(tt, staff, '2026-03-02', '08:00');
  await house.look(head, head, '2026-03-02', '12:00');
  expect(await parts('12:00')).toEqual([
    ['over false', 'now true'],
    ['over true', 'now false'],
  ]);
});

it('tells the head of the own review of the unit’s mailbox', async () => {
  const review = async () => (await at('09:00')).mailboxes.map(({ kind, head: looked }) => [kind, looked]);
  await house.look(tt, staff, '2026-03-02', '08:00');
  expect(await review()).toEqual([
    ['personal', null],
    ['unit', false],
  ]);
  await house.look(tt, head, '2026-03-02', '08:30');
  expect((await review())[1]).toEqual(['unit', true]);
});
