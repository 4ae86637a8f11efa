import { expect, it } from 'vitest';
import { vi } from '../i18n/wording-vi.ts';
import { commonName, daysLeft, isInUse, taskOf } from './certificate-text.ts';

it.each([
  ['CN=Nguyễn Văn Anh, O=Sở Nội vụ', 'Nguyễn Văn Anh'],
  ['O=Sở Nội vụ, CN=Văn phòng\\, Sở', 'Văn phòng, Sở'],
  ['O=Không có tên', 'O=Không có tên'],
  ['', ''],
])('of %s the name is %s', (subject, name) => {
  expect(commonName(subject)).toBe(name);
});

it.each([
  ['2026-03-11T00:00:00Z', 1],
  ['2026-03-10T23:59:59Z', 0],
  ['2026-03-09T23:59:59Z', -1],
])('until %s: %i days', (notAfter, days) => {
  expect(daysLeft({ notAfter }, Date.parse('2026-03-10T00:00:00Z'))).toBe(days);
});

it('who is to do what is told where something waits, and nothing else', () => {
  const task = (state: 'valid' | 'to-revoke' | 'to-hand-over', kind: 'personal' | 'unit', handOverTo: string | null = null) =>
    taskOf({ state, kind, handOverTo }, vi);
  expect(task('valid', 'unit')).toBeUndefined();
  expect(task('to-hand-over', 'unit', 'Ma Thị Lan')).toContain('Ma Thị Lan');
  expect(task('to-hand-over', 'unit')).toMatch(/thủ trưởng mới/);
  expect(task('to-hand-over', 'personal')).not.toMatch(/thủ trưởng mới/);
});

it('what was handed over is in use again where it is a unit’s', () => {
  expect(isInUse({ state: 'handed-over', kind: 'unit' })).toBe(true);
  expect(isInUse({ state: 'handed-over', kind: 'personal' })).toBe(false);
});
