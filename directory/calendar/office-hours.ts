import type { WorkingWeek } from './working-calendar.ts';

interface WrittenWeek {
  readonly weekdays: readonly number[];
  /** `07:30-11:30` */
  readonly officeHours: readonly string[];
}

/** The week as the configuration writes it. */
export function workingWeek({ weekdays, officeHours }: WrittenWeek): WorkingWeek {
  return { weekdays, officeHours: officeHours.map((hours) => [minutesAt(hours.slice(0, 5)), minutesAt(hours.slice(6))] as const) };
}

function minutesAt(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
