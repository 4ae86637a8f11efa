import { addDays } from '#directory/calendar/working-calendar.ts';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { reportLimits } from './limits.ts';

/** On which day each half of a year ends, `MM-DD`; the other begins on the next. A year ends with its second half (REQ-CMP-3). */
export type HalfYearEnds = readonly [first: string, second: string];

/** Days that a report tells of, both ends included. */
export interface Period {
  /** As it is asked for: `2026-H1`, `2026`, `2026-01-01..2026-06-30`. */
  readonly name: string;
  readonly kind: 'half' | 'year' | 'days';
  readonly from: string;
  readonly to: string;
}

/** Reads the name of a period; what its days are depends on when the province's halves of a year end. */
export function periodCalled(text: string, ends: HalfYearEnds): Result<Period, Refusal> {
  const days = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(text);
  if (days) return daysCalled(text, days[1]!, days[2]!);
  const named = /^(\d{4})(?:-H([12]))?$/.exec(text);
  if (!named) return refused(unreadable(text));
  const year = Number(named[1]);
  if (year < reportLimits.firstYear) return refused(unreadable(text));
  const [first, second] = [`${year}-${ends[0]}`, `${year}-${ends[1]}`];
  const begin = addDays(`${year - 1}-${ends[1]}`, 1);
  if (named[2] === undefined) return ok({ name: text, kind: 'year', from: begin, to: second });
  return ok({ name: text, kind: 'half', ...(named[2] === '1' ? { from: begin, to: first } : { from: addDays(first, 1), to: second }) });
}

function daysCalled(name: string, from: string, to: string): Result<Period, Refusal> {
  if (!isDay(from) || !isDay(to) || Number(from.slice(0, 4)) < reportLimits.firstYear) return refused(unreadable(name));
  if (from > to)
    return refused(
      refusalInBoth('invalid', { vi: `Kỳ báo cáo kết thúc trước khi bắt đầu: ${name}`, en: `The period ends before it begins: ${name}` }),
    );
  if (addDays(from, reportLimits.periodDaysMax) <= to) return refused(refusalInBoth('invalid', tooLong));
  return ok({ name, kind: 'days', from, to });
}

/** A day that there is: 30 February is none. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}

const unreadable = (text: string) =>
  refusalInBoth('invalid', {
    vi: `Không có kỳ báo cáo nào là "${text}": ghi 2026-H1, 2026-H2, 2026 hay 2026-01-01..2026-06-30`,
    en: `"${text}" is no period: write 2026-H1, 2026-H2, 2026 or 2026-01-01..2026-06-30`,
  });

const tooLong = {
  vi: `Kỳ báo cáo dài nhất ${reportLimits.periodDaysMax} ngày`,
  en: `A period has at most ${reportLimits.periodDaysMax} days`,
};

/** Whether how full mailboxes are is to be noted at the end of a day: the last of a month, or of a half year. */
export function isNotedDay(day: string, ends: HalfYearEnds): boolean {
  return addDays(day, 1).endsWith('-01') || ends.includes(day.slice(5));
}
