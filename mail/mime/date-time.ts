import { dateOctetsMax } from './limits.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

// RFC 5322 §4.3, hours. Military letters count as unknown, that is UTC, because RFC 822 had their signs wrong.
const zones: Readonly<Record<string, number>> = { EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 };

// RFC 5322 §3.3 and §4.3, comments already taken out; hyphens between the parts of the date are seen in old mail.
const dateTime =
  /^\s*(?:[a-z]{3,9}\s*,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,4})\s+(\d{1,2})\s*:\s*(\d{1,2})(?:\s*:\s*(\d{1,2})(?:\.\d+)?)?\s*([+-]\d{4}|[a-z]{1,5})?/i;
// C's asctime, as some programs write: Mon Jul  7 09:30:00 2025
const asctime = /^\s*[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(\d{4})/i;

/** Reads a Date field's value; null when it names no moment. Text after the zone is passed over. */
export function parseDateTime(text: string): Date | null {
  const plain = withoutComments(text.slice(0, dateOctetsMax));
  const match = dateTime.exec(plain);
  if (match !== null) {
    const [, day, month, year, hour, minute, second = '0', zone] = match;
    return moment(fullYear(year!), month!, Number(day), Number(hour), Number(minute), Number(second), zoneMinutes(zone));
  }
  const c = asctime.exec(plain);
  return c === null ? null : moment(Number(c[6]), c[1]!, Number(c[2]), Number(c[3]), Number(c[4]), Number(c[5]), 0);
}

function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  let out = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '\\' && depth > 0) at++;
    else if (character === '(') depth++;
    else if (character === ')' && depth > 0) depth--;
    else if (depth === 0) out += character;
  }
  return out;
}

/** RFC 5322 §4.3: two digits below 50 are 20xx, other two digits and three digits are added to 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const numeric = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (numeric === null) return (zones[zone.toUpperCase()] ?? 0) * 60;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return numeric[1] === '-' ? -minutes : minutes;
}

function moment(year: number, monthName: string, day: number, hour: number, minute: number, second: number, offset: number): Date | null {
  const month = months.indexOf(monthName.toLowerCase() as (typeof months)[number]);
  if (month < 0 || year < 1900 || hour > 23 || minute > 59 || second > 60) return null;
  if (day < 1 || day > new Date(Date.UTC(year, month + 1, 0)).getUTCDate()) return null;
  return new Date(Date.UTC(year, month, day, hour, minute, second) - offset * 60_000);
}

/** `Mon, 07 Jul 2025 09:30:00 +0700` (RFC 5322 §3.3) for a clock that many minutes ahead of UTC; Vietnam is 420. */
export function formatDateTime(date: Date, offsetMinutes: number): string {
  const local = new Date(date.getTime() + offsetMinutes * 60_000);
  const monthName = months[local.getUTCMonth()]!;
  const two = (value: number) => String(value).padStart(2, '0');
  const offset = Math.abs(offsetMinutes);
  return (
    `${days[local.getUTCDay()]!}, ${two(local.getUTCDate())} ${monthName[0]!.toUpperCase()}${monthName.slice(1)} ` +
    `${String(local.getUTCFullYear()).padStart(4, '0')} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} ` +
    `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(offset / 60))}${two(offset % 60)}`
  );
}
