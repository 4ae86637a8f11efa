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

/** As `reportSpan`, for outages: a month back, and a month ahead for those that are planned. */
export function outageSpan(asked: Parameters<typeof reportSpan>[0], now: Date): ReturnType<typeof reportSpan> {
  const today = vietnamDate(now);
  const [from, to] = [-dutyLimits.reportDaysDefault, dutyLimits.reportDaysDefault].map((days) => addDays(today, days));
  return reportSpan({ from: asked.from ?? (asked.to === undefined ? from : undefined), to: asked.to ?? to }, now);
}

const tooLong: InBoth = {
  vi: `Một báo cáo nhiều nhất ${dutyLimits.reportDaysMax} ngày`,
  en: `A report is about at most ${dutyLimits.reportDaysMax} days`,
};
