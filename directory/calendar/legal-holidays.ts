import type { InBoth } from '#kernel/refusal.ts';
import { dayOfLunarDate } from './lunar-date.ts';
import { addDays, weekdayOf } from './working-calendar.ts';

/** Days off by law, by day, with why (Bộ luật Lao động 2019, Điều 112; officials have them by Luật Cán bộ, công chức 2008, Điều 13). */
export type Holidays = ReadonlyMap<string, InBoth>;

/**
 * The days off of one year as the law says them. What is announced each year beside the law (a bridge day that is worked off on a Saturday)
 * is not in it: the operator enters that.
 */
export function legalHolidays(year: number): Holidays {
  const days = new Map<string, InBoth>();
  const put = (day: string, name: InBoth) => days.set(day, name);
  put(`${year}-01-01`, { vi: 'Tết Dương lịch', en: "New Year's Day" });
  const tet = dayOfLunarDate(year, 1, 1);
  // Five days. Which of them stand before the first is announced each year; by the rule about weekends most choices come to the same days.
  for (let offset = -2; offset <= 2; offset += 1) put(addDays(tet, offset), { vi: 'Tết Nguyên đán', en: 'Lunar New Year' });
  put(dayOfLunarDate(year, 3, 10), { vi: 'Giỗ Tổ Hùng Vương', en: "Hùng Kings' commemoration day" });
  put(`${year}-04-30`, { vi: 'Ngày Chiến thắng', en: 'Victory Day' });
  put(`${year}-05-01`, { vi: 'Ngày Quốc tế lao động', en: 'International Labour Day' });
  for (const day of nationalDays(year)) put(day, { vi: 'Quốc khánh', en: 'National Day' });
  return withDaysInLieu(days);
}

/** 2 September and the day before or after it, whichever joins it to a weekend. */
function nationalDays(year: number): string[] {
  const day = `${year}-09-02`;
  const weekday = weekdayOf(day);
  return [day, addDays(day, weekday === 1 || weekday === 4 ? 1 : -1)];
}

/** A holiday on a weekly day of rest is made up for by the next working day (Bộ luật Lao động 2019, Điều 111 khoản 3). */
function withDaysInLieu(days: Map<string, InBoth>): Holidays {
  const all = new Map(days);
  for (const [day, { vi, en }] of [...days].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (weekdayOf(day) < 6) continue;
    let inLieu = addDays(day, 1);
    while (weekdayOf(inLieu) > 5 || all.has(inLieu)) inLieu = addDays(inLieu, 1);
    all.set(inLieu, { vi: `Nghỉ bù ${vi}`, en: `In lieu of ${en}` });
  }
  return all;
}
