import type { Wording } from '../i18n/wording-vi.ts';

/** A part of the day as people call it: sáng, chiều; or its hours, where the province has others. */
export function partText(part: string, { duties: { parts } }: Pick<Wording, 'duties'>): string {
  const [from = '', to = ''] = part.split('-');
  if (from === '00:00' && to === '24:00') return parts.day;
  if (to === '12:00') return parts.morning;
  if (from === '12:00') return parts.afternoon;
  return `${from}–${to}`;
}
