import { shortDay } from '#directory/official-papers/vietnamese-text.ts';
import type { Period } from '../period.ts';

/** `6 tháng đầu năm 2026` */
export function periodText({ name, kind, from, to }: Period): string {
  if (kind === 'days') return `từ ngày ${shortDay(from)} đến ngày ${shortDay(to)}`;
  const year = name.slice(0, 4);
  if (kind === 'year') return `năm ${year}`;
  return `6 tháng ${name.endsWith('1') ? 'đầu' : 'cuối'} năm ${year}`;
}
