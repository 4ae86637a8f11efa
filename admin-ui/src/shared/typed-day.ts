/** A day as an office writes it, `31/12/2026`, with an hour where one is wanted: `31/12/2026 07:30`. Programs write `2026-12-31T07:30`. */
const written = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})(?:[\s,]+(\d{1,2})[:h.](\d{2}))?$/;
const inDigits = /^(\d{2})(\d{2})(\d{4})(?:\s+(\d{2}):?(\d{2}))?$/;
const byPrograms = /^(\d{4})-(\d{2})-(\d{2})(?:[T\s](\d{2}):(\d{2}))?$/;

/** What was typed, as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; null: that is no such day, or one part of it is missing. */
export function readDay(typed: string, withTime: boolean): string | null {
  const text = typed.trim();
  const [, year, month, day, ...byProgram] = byPrograms.exec(text) ?? [];
  if (year !== undefined) return put([year, month!, day!], byProgram, withTime);
  const [, date, of, on, ...byHand] = written.exec(text) ?? inDigits.exec(text) ?? [];
  return date === undefined ? null : put([on!, two(of!), two(date)], byHand, withTime);
}

function put(
  [year, month, date]: readonly [string, string, string],
  [hour, minute]: (string | undefined)[],
  withTime: boolean,
): string | null {
  const day = `${year}-${month}-${date}`;
  // Only a day that there is comes back as it was: 31 February is none.
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== day) return null;
  if (!withTime) return hour === undefined ? day : null;
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${day}T${two(hour)}:${minute}`;
}

const two = (digits: string) => digits.padStart(2, '0');

/** As it stands in the field: `31/12/2026`, `31/12/2026 07:30`. */
export function dayInField(value: string): string {
  const [day = '', time] = value.split('T');
  const [year, month, date] = day.split('-');
  if (date === undefined) return value;
  return `${date}/${month}/${year}${time === undefined ? '' : ` ${time}`}`;
}
