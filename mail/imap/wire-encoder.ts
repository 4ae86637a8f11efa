import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import { encodeUtf7 } from './utf7.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const vietnamZone = `+${String(vietnamOffsetMinutes / 60).padStart(2, '0')}00`;

/** A string for a response: quoted, or a literal where it holds what quotes cannot. Those hold UTF-8 only for who enabled it (RFC 9051 §4.3, RFC 3501 §4.3). */
export function encodeString(text: string, isUtf8 = false): string {
  if (/[\x00\r\n]/.test(text) || (!isUtf8 && /[^\x00-\x7f]/.test(text))) return `{${Buffer.byteLength(text)}}\r\n${text}`;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

export function encodeMailbox(name: string, isUtf8: boolean): string {
  if (name === 'INBOX') return name;
  return isUtf8 ? encodeString(name, true) : encodeString(encodeUtf7(name));
}

/** RFC 9051 §9 date-time, on Vietnam's clock: `"22-Nov-2026 07:10:43 +0700"`, quotes included. */
export function encodeDateTime(moment: Date): string {
  const date = new Date(moment.getTime() + vietnamOffsetMinutes * 60_000);
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`);
  const year = `${date.getUTCFullYear()}`.padStart(4, '0');
  const day = `${date.getUTCDate()}`.padStart(2, ' ');
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `"${day}-${months[date.getUTCMonth()]!}-${year} ${time} ${vietnamZone}"`;
}

/** Reads `dd-Mon-yyyy`, with the time of day when `hh:mm:ss +zzzz` follows. null when there is no such date. */
export function decodeDate(text: string): Date | null {
  const match = /^([ \d]?\d)-([A-Za-z]{3})-(\d{4})(?: (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d))?$/.exec(text);
  if (match === null) return null;
  const month = months.findIndex((name) => name.toLowerCase() === match[2]!.toLowerCase());
  const [day, year, hour, minute, second] = [match[1], match[3], match[4] ?? 0, match[5] ?? 0, match[6] ?? 0].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month, day, hour, minute, Math.min(second, 59)));
  if (month < 0 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60) return null;
  const offsetMinutes = Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0);
  return new Date(date.getTime() - (match[7] === '-' ? -1 : 1) * offsetMinutes * 60_000);
}
