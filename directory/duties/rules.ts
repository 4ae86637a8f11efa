import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';

/** A part of the day in which a mailbox is to be looked at, as the configuration writes it: `00:00-12:00`, on half hours. */
export type DayPart = string;

/** The duty as it stands from a day on (`YYYY-MM-DD`). */
export interface DutyRule {
  readonly validFrom: string;
  readonly parts: readonly DayPart[];
}

/** A finished working day, and for each part of it the half hours that are in it, as bits. */
export interface CountedDay {
  readonly day: string;
  readonly masks: readonly bigint[];
}

const halfHourMs = 30 * 60_000;
const halfHoursPerDay = 48;

/** Half hours since 1970 began in Vietnam, whole ones: a day there begins at a multiple of 48. */
export function halfHourNumber(now: number): number {
  return Math.floor((now + vietnamOffsetMinutes * 60_000) / halfHourMs);
}

/** The day (`YYYY-MM-DD`) of such a half hour, and which of it. */
export function dayOfHalfHour(number: number): { readonly day: string; readonly halfHour: number } {
  const halfHour = number % halfHoursPerDay;
  return { day: new Date((number - halfHour) * halfHourMs).toISOString().slice(0, 10), halfHour };
}

export function maskOf(part: DayPart): bigint {
  const [from, to] = [halfHourAt(part.slice(0, 5)), halfHourAt(part.slice(6))];
  return (1n << BigInt(to)) - (1n << BigInt(from));
}

/** `13:30` is the 27th half hour of the day, counted from 0; `24:00` is 48. */
export function halfHourAt(time: string): number {
  return Number(time.slice(0, 2)) * 2 + (time.slice(3) === '30' ? 1 : 0);
}

/** The rule of a day; undefined before the first. */
export function ruleOn(rules: readonly DutyRule[], day: string): DutyRule | undefined {
  return rules.findLast(({ validFrom }) => validFrom <= day);
}

/** Of the days given those on which the duty counts for whoever has it: working days with a rule, on which the system was there. */
export function countedDays(
  days: Iterable<string>,
  { calendar, rules, withoutSystem }: { calendar: WorkingCalendar; rules: readonly DutyRule[]; withoutSystem: ReadonlySet<string> },
): readonly CountedDay[] {
  const inOrder = rules.toSorted((one, next) => (one.validFrom < next.validFrom ? -1 : 1));
  const counted: CountedDay[] = [];
  for (const day of days) {
    const rule = calendar.isWorkingDay(day) && !withoutSystem.has(day) ? ruleOn(inOrder, day) : undefined;
    if (rule !== undefined) counted.push({ day, masks: rule.parts.map(maskOf) });
  }
  return counted;
}

/** In which parts of a day somebody looked. */
export function partsMet({ masks }: CountedDay, halfHours: bigint): readonly boolean[] {
  return masks.map((mask) => (mask & halfHours) !== 0n);
}

/** The duty of a day is met when there was a look in each of its parts. */
export function isMet(day: CountedDay, halfHours: bigint): boolean {
  return partsMet(day, halfHours).every((met) => met);
}
