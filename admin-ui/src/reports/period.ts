export const periodParts = ['H1', 'H2', 'year'] as const;
export type PeriodPart = (typeof periodParts)[number];

/** As the server names periods: 2026-H1, 2026. */
export function periodText(year: number, part: PeriodPart): string {
  return part === 'year' ? String(year) : `${year}-${part}`;
}

/** The half year that was over last on a day, which is the one to report on. */
export function lastHalf(today: string): { readonly year: number; readonly part: PeriodPart } {
  const year = Number(today.slice(0, 4));
  return Number(today.slice(5, 7)) > 6 ? { year, part: 'H1' } : { year: year - 1, part: 'H2' };
}
