import { expect, it } from 'vitest';
import { dayOfBirth } from './day-of-birth.ts';

it.each(['', '31/02/1985', '29/02/1983', '1985', '12-13-1985', '1/1/1899', '22/11/2026', '2030-01-01', "1985-01-31'; --", '١/١/١٩٨٥'])(
  '%s is nobody’s day of birth',
  (text) => {
    expect(dayOfBirth(text, '2026-11-22')).toBeNull();
  },
);

it.each(['31/1/1985', '31-01-1985', '31.01.1985', ' 1985-01-31 '])('%s is 1985-01-31', (text) => {
  expect(dayOfBirth(text, '2026-11-22')).toBe('1985-01-31');
});
