import { expect, it } from 'vitest';
import { standingLines } from './standing-lines.ts';

const rules = { firstPasswordDays: 7, maxAgeMonths: 0, historyMax: 3, changeAt: 'https://thu/doi-mat-khau' };
const now = new Date('2026-11-22T03:00:00Z');
const lines = (changedAt: string | null, mustChange: boolean, locksOn: string | null = null) => {
  const password = changedAt === null ? null : { changedAt: new Date(changedAt), mustChange, now };
  return standingLines({ usedOn: changedAt === null ? null : '2026-11-21', locksOn, password }, rules).map(([, value]) => value);
};

it('whoever asks why somebody does not get in is told of the password and of idleness', () => {
  expect(lines(null, false)).toEqual(['—', '—']);
  expect(lines('2020-01-01T20:00:00Z', false)).toEqual(['2026-11-21', 'đặt ngày / set 2020-01-02']);
  expect(lines('2026-11-20T03:00:00Z', true, '2026-12-01')).toEqual([
    '2026-11-21; sẽ khoá / will lock 2026-12-01',
    'đặt ngày / set 2026-11-20; phải đổi / must be changed',
  ]);
  expect(lines('2026-11-15T03:00:00Z', true)[1]).toMatch(/đã hết hạn, đổi tại \/ over, to be changed at https:\/\/thu\/doi-mat-khau$/);
});
