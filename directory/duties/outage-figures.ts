import { addDays, daysBetween, type WorkingCalendar, workingMinutesBetween } from '#directory/calendar/working-calendar.ts';
import type { Database } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import { startOfVietnamDay, vietnamDate } from '#kernel/vietnam-time.ts';
import { outageLimits } from './limits.ts';
import { type OutageRow, readOutages } from './outage-sql.ts';

export interface ShownOutage extends OutageRow {
  readonly workingMinutes: number;
  /** REQ-CMP-4: more than four working hours mean paper procedure. */
  readonly needsPaper: boolean;
}

export interface OutageFigures {
  readonly outages: readonly ShownOutage[];
  /** Of all of them within the days asked for, up to now; a time that several of them tell of counts once. */
  readonly workingMinutes: number;
  /** How many of them that have begun meant paper procedure. */
  readonly paperProcedures: number;
}

interface Asked {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  readonly calendar: WorkingCalendar;
  /** For one that goes on; left out: now. */
  readonly now?: Date;
}

/** When the system was not there (REQ-CMP-4). */
export async function outageFigures(database: Database, { from, to, calendar, now = systemClock.now() }: Asked): Promise<OutageFigures> {
  const begin = startOfVietnamDay(from);
  const end = startOfVietnamDay(addDays(to, 1));
  const rows = await readOutages(database, { from: begin, until: end });
  const outages = rows.map((outage) => shownOutage(calendar, outage, now));
  const within = { begin, end: now < end ? now : end };
  const spans = apart(rows.map((outage) => cut(spanOf(outage, now), within)));
  return {
    outages,
    workingMinutes: spans.reduce((sum, span) => sum + workingMinutesBetween(calendar, span.begin, span.end), 0),
    paperProcedures: outages.filter(({ needsPaper, beginsAt }) => needsPaper && beginsAt <= now).length,
  };
}

/** Days on which the system was away for more than four working hours: nobody is held to have read then. */
export function daysWithoutSystem(
  { calendar, outages, now }: { calendar: WorkingCalendar; outages: readonly OutageRow[]; now: Date },
  { from, to }: { readonly from: string; readonly to: string },
): ReadonlySet<string> {
  const spans = apart(outages.map((outage) => spanOf(outage, now)));
  const minutes = new Map<string, number>();
  for (const span of spans) {
    const [first, last] = [vietnamDate(span.begin), vietnamDate(span.end)];
    for (const day of daysBetween(first > from ? first : from, last < to ? last : to)) {
      const { begin, end } = cut(span, { begin: startOfVietnamDay(day), end: startOfVietnamDay(addDays(day, 1)) });
      minutes.set(day, (minutes.get(day) ?? 0) + workingMinutesBetween(calendar, begin, end));
    }
  }
  return new Set([...minutes].filter(([, away]) => away > outageLimits.paperAfterMinutes).map(([day]) => day));
}

function shownOutage(calendar: WorkingCalendar, outage: OutageRow, now: Date): ShownOutage {
  const { begin, end } = spanOf(outage, now);
  const workingMinutes = workingMinutesBetween(calendar, begin, end);
  return { ...outage, workingMinutes, needsPaper: workingMinutes > outageLimits.paperAfterMinutes };
}

interface Span {
  readonly begin: Date;
  readonly end: Date;
}

/** A planned one may lie ahead: only what has passed counts. */
function spanOf({ beginsAt, endsAt }: OutageRow, now: Date): Span {
  return { begin: beginsAt, end: endsAt ?? (now > beginsAt ? now : beginsAt) };
}

function cut(span: Span, within: Span): Span {
  const begin = span.begin > within.begin ? span.begin : within.begin;
  const end = span.end < within.end ? span.end : within.end;
  return { begin, end: end > begin ? end : begin };
}

/** The same times, none of them twice. */
function apart(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((one, next) => one.begin.getTime() - next.begin.getTime())) {
    const last = merged.at(-1);
    if (last === undefined || span.begin > last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { begin: last.begin, end: span.end };
  }
  return merged;
}
