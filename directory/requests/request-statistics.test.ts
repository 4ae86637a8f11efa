import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarOf } from '#directory/calendar/read-calendar.ts';
import { standardWeek } from '#directory/calendar/working-calendar.ts';
import type { AccountId, RequestId } from '#kernel/ids.ts';
import { carryOutRequest } from './carry-out-request.ts';
import { taken } from './figures.ts';
import { gatherRequests } from './gather-requests.ts';
import { endorseRequest, refuseRequest, returnRequest, withdrawRequest } from './pass-on.ts';
import { RequestHouse } from './request-house.fixture.ts';
import { requestStatistics } from './request-statistics.ts';

const calendar = calendarOf([], standardWeek);
let house: RequestHouse;
let who: Record<'commune' | 'other' | 'district' | 'operator', AccountId>;

describe('the middle of several', () => {
  it.each([
    [[], { count: 0, medianWorkingDays: null, maxWorkingDays: null }],
    [[3], { count: 1, medianWorkingDays: 3, maxWorkingDays: 3 }],
    [[5, 1], { count: 2, medianWorkingDays: 3, maxWorkingDays: 5 }],
    [[9, 0, 2], { count: 3, medianWorkingDays: 2, maxWorkingDays: 9 }],
  ])('%j', (days, expected) => expect(taken(days)).toEqual(expected));
});

/** The clock of the history is the database's own: here it is set back, by the owner, to days that are known. */
async function dated(id: RequestId, days: readonly string[]): Promise<void> {
  for (const [index, day] of days.entries())
    await house.asOwner(`UPDATE request_step SET at = '${day}T09:00:00+07:00' WHERE request_id = ${id} AND version = ${index + 1}`);
  await house.asOwner(`UPDATE request SET made_at = '${days[0]}T09:00:00+07:00', since = '${days.at(-1)}T09:00:00+07:00',
    settled_at = CASE WHEN settled_at IS NULL THEN NULL ELSE '${days.at(-1)}T09:00:00+07:00'::timestamptz END WHERE id = ${id}`);
}

beforeAll(async () => {
  house = await RequestHouse.open();
  who = {
    commune: await house.administrator('Nông Thị Hoa', 'commune', 'Xã Khang Ninh'),
    other: await house.administrator('Ma Văn Tú', 'other', 'Xã Cao Trĩ'),
    district: await house.administrator('Hoàng Văn Long', 'district', 'Huyện Ba Bể'),
    operator: (await house.someone('Hà Văn Sơn', 'Sở Nội vụ')).accountId,
  };
  await house.directory.assign(who.operator, 'operator');
  const by = (requestId: RequestId, actorAccountId: AccountId, today: string, reason = 'x') => ({
    requestId,
    actorAccountId,
    today,
    reason,
  });
  const recruit = (name: string, unit = 'Xã Khang Ninh') => ({ do: 'recruit', name, unit, post: 'Công chức' });
  const leaver = await house.someone('Lộc Văn Nhất', 'Xã Khang Ninh');

  // Monday to Thursday at the district (in time), then over a weekend and to Friday of the next week at the operator (late: due on the 12th).
  const first = await house.made(who.commune, [recruit('Lý Thị Một'), { do: 'leave', person: leaver.address }], 'commune', '2026-11-02');
  await endorseRequest(house.deps, by(first, who.district, '2026-11-05'));
  await carryOutRequest(house.deps, by(first, who.operator, '2026-11-13'));
  await dated(first, ['2026-11-02', '2026-11-05', '2026-11-13']);
  // Returned the next day, never submitted again.
  const second = await house.made(who.commune, [recruit('Lý Thị Hai')], 'commune', '2026-11-03');
  await returnRequest(house.deps, by(second, who.district, '2026-11-04'));
  await withdrawRequest(house.deps, by(second, who.commune, '2026-11-10'));
  await dated(second, ['2026-11-03', '2026-11-04', '2026-11-10']);
  // Gathered, and refused: counted where it came from.
  const third = await house.made(who.other, [recruit('Lý Thị Ba', 'Xã Cao Trĩ')], 'other', '2026-11-06');
  const gathered = await gatherRequests(house.deps, { actorAccountId: who.district, today: '2026-11-09', requestIds: [third] });
  if (!gathered.ok) throw new Error(gathered.refusal.message);
  await endorseRequest(house.deps, by(gathered.value.id, who.district, '2026-11-10'));
  await refuseRequest(house.deps, by(gathered.value.id, who.operator, '2026-11-11'));
  await dated(third, ['2026-11-06', '2026-11-09', '2026-11-11']);
  await dated(gathered.value.id, ['2026-11-09', '2026-11-10', '2026-11-11']);
  // Waits, and is late at the end of the span.
  const fourth = await house.made(who.other, [recruit('Lý Thị Tư', 'Xã Cao Trĩ')], 'other', '2026-11-09');
  await dated(fourth, ['2026-11-09']);
});
afterAll(() => house?.[Symbol.asyncDispose]());

const figures = (more: object = {}) => requestStatistics(house.test.database, { from: '2026-11-01', to: '2026-11-30', calendar, ...more });

describe('figures of a month', () => {
  it('are those of the known history', async () => {
    const { turns, whole, kinds, units, reviewers, ...counts } = await figures();
    expect(counts).toMatchObject({ made: 4, lines: 5, carriedOut: 1, refused: 1, withdrawn: 1, waiting: 1, overdue: 1 });
    expect(whole).toEqual({ count: 2, medianWorkingDays: 6, maxWorkingDays: 9 });
    expect(turns).toEqual({
      unitAbove: { count: 4, medianWorkingDays: 1, maxWorkingDays: 3, withTerm: 4, inTime: 4 },
      operator: { count: 2, medianWorkingDays: 3.5, maxWorkingDays: 6, withTerm: 2, inTime: 1 },
      unit: { count: 1, medianWorkingDays: 4, maxWorkingDays: 4, withTerm: 0, inTime: 0 },
    });
    expect(kinds).toEqual([
      { do: 'leave', count: 1, medianWorkingDays: 9, maxWorkingDays: 9, carriedOut: 1, refused: 0 },
      { do: 'recruit', count: 2, medianWorkingDays: 6, maxWorkingDays: 9, carriedOut: 1, refused: 1 },
    ]);
    expect(units).toMatchObject([
      { unit: 'Xã Khang Ninh', made: 2, lines: 3, carriedOut: 1, refused: 0, withdrawn: 1, medianWorkingDays: 9 },
      { unit: 'Xã Cao Trĩ', made: 2, lines: 2, carriedOut: 0, refused: 1, withdrawn: 0, medianWorkingDays: 3 },
    ]);
    expect(reviewers).toMatchObject([{ unit: 'Huyện Ba Bể', count: 4, inTime: 4 }]);
  });

  it('are of a unit and what stands below it, or of it alone', async () => {
    expect(await figures({ unit: house.units.district })).toMatchObject({ made: 4, waiting: 1 });
    expect(await figures({ unit: house.units.commune })).toMatchObject({ made: 2, waiting: 0, whole: { count: 1 } });
    expect(await figures({ unit: house.units.nv })).toMatchObject({ made: 0, lines: 0, waiting: 0, units: [] });
  });

  it('count what happened in the span alone, and what waited at its end', async () => {
    expect(await figures({ to: '2026-11-05' })).toMatchObject({
      made: 2,
      carriedOut: 0,
      withdrawn: 0,
      waiting: 2,
      turns: { unitAbove: { count: 2 } },
    });
    expect(await figures({ from: '2026-11-11' })).toMatchObject({
      made: 0,
      carriedOut: 1,
      refused: 1,
      withdrawn: 0,
      turns: { unitAbove: { count: 0 } },
    });
  });
});
