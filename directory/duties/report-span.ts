import { addDays } from '#directory/calendar/working-calendar.ts';
import { type InBoth, type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { dutyLimits } from './limits.ts';

/** `YYYY-MM-DD`, both included. */
export interface ReportSpan {
  readonly from: string;
  readonly to: string;
}

/** The days a report is about: through yesterday, and from thirty days before its last, where nothing else is asked for. */
export function reportSpan(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: Date,
): Result<ReportSpan, Refusal & { readonly inBoth: InBoth }> {
  const last = to ?? addDays(vietnamDate(now), -1);
  const first = from ?? addDays(last, 1 - dutyLimits.reportDaysDefault);
  if (first > last) return refused(refusalInBoth('invalid', { vi: 'Ngày đầu sau ngày cuối', en: 'The first day is after the last' }));
  if (addDays(first, dutyLimits.reportDaysMax) <= last) return refused(refusalInBoth('invalid', tooLong));
  return ok({ from: first, to: last });
}

const tooLong: InBoth = {
  vi: `Một báo cáo nhiều nhất ${dutyLimits.reportDaysMax} ngày`,
  en: `A report is about at most ${dutyLimits.reportDaysMax} days`,
};
