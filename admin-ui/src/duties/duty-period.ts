/** Which days a board is about. */
export const dutyPeriods = ['this-month', 'last-month', 'half-year', 'last-half-year'] as const;
export type DutyPeriod = (typeof dutyPeriods)[number];

export interface Span {
  readonly from: string;
  readonly to: string;
}

const firstOf = (year: number, month: number) => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
const lastBefore = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

/** Its first and last day (`YYYY-MM-DD`); what goes on ends with its own last day, and the server leaves out what is not over. */
export function spanOf(period: DutyPeriod, today: string): Span {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const at = month - 1;
  const half = at < 6 ? 0 : 6;
  switch (period) {
    case 'this-month':
      return { from: firstOf(year, at), to: lastBefore(year, at + 1) };
    case 'last-month':
      return { from: firstOf(year, at - 1), to: lastBefore(year, at) };
    case 'half-year':
      return { from: firstOf(year, half), to: lastBefore(year, half + 6) };
    case 'last-half-year':
      return { from: firstOf(year, half - 6), to: lastBefore(year, half) };
  }
}

/** The days from one to another, in weeks that begin on Monday; null: not of this span. */
export function weeksOf({ from, to }: Span): readonly (readonly (string | null)[])[] {
  const weeks: (string | null)[][] = [];
  const dayMs = 86_400_000;
  const weekday = (at: number) => (new Date(at).getUTCDay() + 6) % 7;
  for (let at = Date.parse(from); at <= Date.parse(to); at += dayMs) {
    if (weeks.length === 0 || weekday(at) === 0) weeks.push(Array.from({ length: 7 }, () => null));
    weeks.at(-1)![weekday(at)] = new Date(at).toISOString().slice(0, 10);
  }
  return weeks;
}
