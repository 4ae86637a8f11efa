import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import { dutyFigures } from '#directory/duties/duty-figures.ts';
import { outageFigures } from '#directory/duties/outage-figures.ts';
import { requestStatistics } from '#directory/requests/request-statistics.ts';
import type { Database } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { SectionFigures } from './figures.ts';
import type { ReportFigures, RequestTimes } from './report-figures.ts';

interface Days {
  readonly from: string;
  readonly to: string;
  readonly calendar: WorkingCalendar;
  readonly now: Date;
}

interface RequestsOfDays {
  readonly byUnit: ReadonlyMap<UnitId, SectionFigures<'requests'>>;
  readonly times: RequestTimes;
}

/** Requests of a unit and all below it; null: of all. */
export async function requestsOf(database: Database, { from, to, calendar }: Days, unitId: UnitId | null): Promise<RequestsOfDays> {
  const { units, waiting, overdue, whole, turns } = await requestStatistics(database, { from, to, calendar, unit: unitId ?? undefined });
  const withTerms = [turns.unitAbove, turns.operator];
  return {
    byUnit: new Map(
      units.map(({ unitId: id, made, lines, carriedOut, refused, withdrawn }) => [id, { made, lines, carriedOut, refused, withdrawn }]),
    ),
    times: {
      ...{ waiting, overdue, answered: whole.count, medianWorkingDays: whole.medianWorkingDays, maxWorkingDays: whole.maxWorkingDays },
      withTerm: withTerms.reduce((sum, turn) => sum + turn.withTerm, 0),
      inTime: withTerms.reduce((sum, turn) => sum + turn.inTime, 0),
    },
  };
}

/** Of each unit without those below it; a unit of which nothing was required is not told. */
export async function dutiesByUnit(database: Database, days: Days): Promise<ReadonlyMap<UnitId, SectionFigures<'duties'>>> {
  const units = await dutyFigures(database, days);
  return new Map(
    units.map(({ unitId, own: { mailbox, head, people } }) => [
      unitId,
      {
        ...{ mailboxRequired: mailbox.required, mailboxMet: mailbox.met, headRequired: head.required, headMet: head.met },
        ...{ people: people.count, peopleRequired: people.required, peopleMet: people.met },
      },
    ]),
  );
}

export async function outagesOf(database: Database, days: Days): Promise<ReportFigures['outages']> {
  const { outages, workingMinutes, paperProcedures } = await outageFigures(database, days);
  const list = outages.map(({ kind, beginsAt, endsAt, workingMinutes: minutes, needsPaper, note }) => ({
    ...{ kind, beginsAt: beginsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null, workingMinutes: minutes, needsPaper, note },
  }));
  return { workingMinutes, paperProcedures, list };
}
