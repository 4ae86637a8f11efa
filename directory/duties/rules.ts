import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';

/** A part of the day in which a mailbox is to be looked at, as the configuration writes it: `00:00-12:00`, on half hours. */
export type DayPart = string;

/** The duty as it stands from a day on (`YYYY-MM-DD`). */
export interface DutyRule {
  readonly validFrom: string;
  readonly parts: readonly DayPart[];
}

/** A finished working day, its parts, and for each of them the half hours that are in it, as bits. */
export interface CountedDay {
  readonly day: string;
  readonly parts: readonly DayPart[];
  readonly masks: readonly bigint[];
}

/** Half hours of a day, as bits, in which somebody looked at a mailbox. */
export interface ActorLooks {
  /** Their address. */
  readonly by: string;
  /** Whether they headed the unit that day, whose mailbox it is. */
  readonly isHead: boolean;
  readonly halfHours: bigint;
}

/** What became of the duty on a day on which somebody was held to it. */
export interface JudgedDay {
  readonly day: string;
  readonly isMet: boolean;
  readonly parts: readonly { readonly part: DayPart; readonly by: readonly string[] }[];
  /** Whether a head of the unit looked; null where nobody heads it, and of people's mailboxes. */
  readonly head: boolean | null;
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
    if (rule !== undefined) counted.push({ day, parts: rule.parts, masks: rule.parts.map(maskOf) });
  }
  return counted;
}

/** The duty of a day is met when somebody looked in each of its parts (REQ-CMP-1); a head reviews by any look (REQ-CMP-2). */
export function judgeDay({ day, parts, masks }: CountedDay, looks: readonly ActorLooks[], hasHead: boolean): JudgedDay {
  const judged = parts.map((part, index) => ({
    part,
    by: looks.filter(({ halfHours }) => (halfHours & masks[index]!) !== 0n).map(({ by }) => by),
  }));
  const head = hasHead ? looks.some(({ isHead }) => isHead) : null;
  return { day, isMet: judged.every(({ by }) => by.length > 0), parts: judged, head };
}
