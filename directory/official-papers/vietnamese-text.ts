import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';

// Built once: each takes milliseconds.
const whole = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `1.234` */
export const numberText = (value: number) => whole.format(value);

/** At most one decimal: `2,5`. */
export const decimalText = (value: number) => (Number.isInteger(value) ? whole : oneDecimal).format(value);

/** Of a hundred: `56,8`; a dash where there is nothing to compare. */
export const percentText = (share: number | null) => (share === null ? '–' : oneDecimal.format(share * 100));

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Words that belong together, and a number with what it counts, stay on one line. */
export const unbroken = (text: string) => text.replaceAll(' ', '\u00a0');

/** `1,5 GB`, of 1024 each. */
export function octetsText(octets: number): string {
  let [value, unit] = [octets, 0];
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return unbroken(`${unit === 0 ? whole.format(value) : oneDecimal.format(value)} ${units[unit]}`);
}

/** `30/6/2026` */
export function shortDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${twoDigits(date!)}/${month! < 3 ? twoDigits(month!) : month}/${year}`;
}

/** `ngày 05 tháng 02 năm 2026`: days below ten and the months one and two have a nought before them (NĐ 30/2020, Phụ lục I, II.4). */
export function longDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `ngày ${twoDigits(date!)} tháng ${month! < 3 ? twoDigits(month!) : month} năm ${year}`;
}

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** `08:30 ngày 04/3/2026`, of a moment in ISO 8601. */
export function momentText(moment: string): string {
  const there = new Date(Date.parse(moment) + vietnamOffsetMinutes * 60_000).toISOString();
  return `${there.slice(11, 16)} ngày ${shortDay(there.slice(0, 10))}`;
}

/** `3 giờ 20 phút` */
export function minutesText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours === 0 ? '' : `${numberText(hours)} giờ`, rest === 0 && hours > 0 ? '' : `${rest} phút`]
    .filter((part) => part !== '')
    .join(' ');
}
