import { expect, it } from 'vitest';
import { periodText } from './period-text.ts';

it('periods are called as people call them', () => {
  const days = { from: '2026-01-01', to: '2026-06-30' };
  expect(periodText({ name: '2026-H1', kind: 'half', ...days })).toBe('6 tháng đầu năm 2026');
  expect(periodText({ name: '2026-H2', kind: 'half', ...days })).toBe('6 tháng cuối năm 2026');
  expect(periodText({ name: '2026', kind: 'year', ...days })).toBe('năm 2026');
  expect(periodText({ name: '2026-01-01..2026-06-30', kind: 'days', ...days })).toBe('từ ngày 01/01/2026 đến ngày 30/6/2026');
});
