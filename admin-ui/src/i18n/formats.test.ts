import { expect, it } from 'vitest';
import { dayText, momentText, numberText, octetsText } from './formats.ts';

it('days and moments are those of Vietnam, wherever the browser stands', () => {
  expect(dayText('2026-01-31')).toBe('31/01/2026');
  expect(momentText('2026-01-31T18:30:00Z', 'en')).toBe('01/02/2026, 01:30');
  expect(momentText('2026-01-31T18:30:00Z', 'vi')).toBe('01:30 01/02/2026');
});

it.each([
  [0, 'vi', '0 byte'],
  [999, 'vi', '999 byte'],
  [1536, 'vi', '1,5 kB'],
  [2_147_483_648, 'en', '2 GB'],
  [26_214_400, 'vi', '25 MB'],
] as const)('%i octets are %s %s', (octets, language, text) => {
  expect(octetsText(octets, language).replaceAll('\u00a0', ' ')).toBe(text);
});

it('numbers have the marks of their language', () => {
  expect([numberText(12_345, 'vi'), numberText(12_345, 'en')]).toEqual(['12.345', '12,345']);
});
