import { expect, it } from 'vitest';
import { longDay, minutesText, momentText, numberText, octetsText, percentText, shortDay } from './vietnamese-text.ts';

it('numbers are grouped by points and have a decimal comma', () => {
  expect([numberText(1_234_567), percentText(0.5678), percentText(1), percentText(null)]).toEqual(['1.234.567', '56,8', '100,0', '–']);
});

it('octets are told in the unit that reads best, of 1024', () => {
  expect([0, 1023, 1024, 1536 * 1024, 5 * 1024 ** 4].map(octetsText)).toEqual([
    '0\u00a0B',
    '1.023\u00a0B',
    '1,0\u00a0KB',
    '1,5\u00a0MB',
    '5,0\u00a0TB',
  ]);
});

it('days below ten and the first two months have a nought, as the regulation has it', () => {
  expect(longDay('2026-02-05')).toBe('ngày 05 tháng 02 năm 2026');
  expect(longDay('2026-07-15')).toBe('ngày 15 tháng 7 năm 2026');
  expect([shortDay('2026-01-31'), shortDay('2026-11-09')]).toEqual(['31/01/2026', '09/11/2026']);
});

it('moments are told by clocks in Vietnam', () => {
  expect(momentText('2026-03-03T17:30:00.000Z')).toBe('00:30 ngày 04/3/2026');
});

it('minutes are told in hours', () => {
  expect([0, 45, 120, 200].map(minutesText)).toEqual(['0 phút', '45 phút', '2 giờ', '3 giờ 20 phút']);
});
