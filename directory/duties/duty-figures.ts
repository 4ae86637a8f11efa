import { addDays, daysBetween, type WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import type { Database } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import type { UnitId } from '#kernel/ids.ts';
import { startOfVietnamDay, vietnamDate } from '#kernel/vietnam-time.ts';
import { type MailboxFigures, readMailboxFigures, readUnitFigures, type UnitFigures } from './figures-sql.ts';
import { daysWithoutSystem } from './outage-figures.ts';
import { readOutages } from './outage-sql.ts';
import { readRules } from './rule-sql.ts';
import { type CountedDay, countedDays } from './rules.ts';

/** Days on which something was to be done, and those of them on which it was. */
export interface DayCount {
  readonly required: number;
  readonly met: number;
}

export interface Duties {
  /** The unit's mailbox read in each part of the day (REQ-CMP-1). */
  readonly mailbox: DayCount;
  /** The unit's mailbox looked at by its head that day (REQ-CMP-2). */
  readonly head: DayCount;
  /** Mailboxes of those whose main post is there; a day of each person is a day. */
  readonly people: DayCount & { readonly count: number };
}

export interface UnitDuties {
  readonly unitId: UnitId;
  readonly parentId: UnitId | null;
  readonly name: string;
  readonly own: Duties;
  /** With those below it. */
  readonly all: Duties;
}

export interface DutyQuestion {
  /** `YYYY-MM-DD`, both included. Days that are not over are left out. */
  readonly from: string;
  readonly to: string;
  /** With those below it, unless `alone`; left out: every unit. */
  readonly unit?: UnitId | undefined;
  readonly alone?: boolean | undefined;
  readonly calendar: WorkingCalendar;
  /** What is over by now; left out: the clock. */
  readonly now?: Date;
}

/** Who met the duty to read, unit by unit; those above come before those below them. */
export async function dutyFigures(database: Database, question: DutyQuestion): Promise<readonly UnitDuties[]> {
  const { from, to, unit, alone } = question;
  return rolledUp(await readUnitFigures(database, { from, to, unit, alone, days: await countedDaysOf(database, question) }));
}

/** The mailboxes of a unit, not of those below it: who met the duty to read, and who did not. */
export async function mailboxDuties(
  database: Database,
  question: Omit<DutyQuestion, 'alone'> & { readonly unit: UnitId },
): Promise<readonly MailboxFigures[]> {
  const { from, to, unit } = question;
  return readMailboxFigures(database, { from, to, unit, days: await countedDaysOf(database, question) });
}

/** The finished days that count for whoever is there. */
export async function countedDaysOf(
  database: Database,
  { from, to, calendar, now = systemClock.now() }: Omit<DutyQuestion, 'unit' | 'alone'>,
): Promise<readonly CountedDay[]> {
  const yesterday = addDays(vietnamDate(now), -1);
  const span = { from, to: to < yesterday ? to : yesterday };
  const [rules, outages] = await Promise.all([
    readRules(database),
    readOutages(database, { from: startOfVietnamDay(from), until: startOfVietnamDay(addDays(to, 1)) }),
  ]);
  const withoutSystem = daysWithoutSystem({ calendar, outages, now }, span);
  return countedDays(daysBetween(span.from, span.to), { calendar, rules, withoutSystem });
}

/** Units come after those above them. What is under a unit that is not among them stands by itself. */
function rolledUp(units: readonly UnitFigures[]): readonly UnitDuties[] {
  const own = units.map((unit) => ({ unitId: unit.unitId, parentId: unit.parentId, name: unit.name, own: dutiesOf(unit) }));
  const sums = new Map(own.map((unit) => [unit.unitId, unit.own]));
  for (const { unitId, parentId } of own.toReversed()) {
    const above = parentId === null ? undefined : sums.get(parentId);
    if (parentId !== null && above !== undefined) sums.set(parentId, sumOf(above, sums.get(unitId)!));
  }
  return own.map((unit) => ({ ...unit, all: sums.get(unit.unitId)! }));
}

function dutiesOf(unit: UnitFigures): Duties {
  return {
    mailbox: { required: unit.mailboxRequired, met: unit.mailboxMet },
    head: { required: unit.headRequired, met: unit.headMet },
    people: { count: unit.people, required: unit.peopleRequired, met: unit.peopleMet },
  };
}

function sumOf(one: Duties, other: Duties): Duties {
  const days = (a: DayCount, b: DayCount) => ({ required: a.required + b.required, met: a.met + b.met });
  return {
    mailbox: days(one.mailbox, other.mailbox),
    head: days(one.head, other.head),
    people: { count: one.people.count + other.people.count, ...days(one.people, other.people) },
  };
}
