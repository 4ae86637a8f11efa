import { readCalendar } from '#directory/calendar/read-calendar.ts';
import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import { type ReportSpan, reportSpan } from '#directory/duties/report-span.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { ApiDeps } from './api-env.ts';
import { type ApiRefusal, apiRefusal } from './problem.ts';

/** The days a report is asked for, and what is known of them. */
export interface ReportDays extends ReportSpan {
  readonly calendar: WorkingCalendar;
  readonly now: Date;
}

export async function reportDays(
  { clock, database, week }: Pick<ApiDeps, 'clock' | 'database' | 'week'>,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  spanOf: typeof reportSpan = reportSpan,
): Promise<Result<ReportDays, ApiRefusal>> {
  const now = clock.now();
  const span = spanOf(asked, now);
  if (!span.ok) return refused(apiRefusal('invalid', span.refusal.inBoth));
  return ok({ ...span.value, now, calendar: await readCalendar(database, span.value, week) });
}
