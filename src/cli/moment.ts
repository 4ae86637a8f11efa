import { InvalidArgumentError } from 'commander';
import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';

/** `2026-11-22 08:00` or `2026-11-22T08:00`, by the clocks of Vietnam. */
export function vietnamMoment(text: string): Date {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)$/.exec(text) ?? [];
  const moment = new Date(`${day}T${time}:00+07:00`);
  // A day that is none, such as the 31st of April, would be taken for another.
  if (Number.isNaN(moment.getTime()) || shownMoment(moment) !== `${day} ${time}`)
    throw new InvalidArgumentError('phải là ngày giờ như "2026-11-22 08:00" / must be a day and time as "2026-11-22 08:00".');
  return moment;
}

export function shownMoment(moment: Date): string {
  return new Date(moment.getTime() + vietnamOffsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}
