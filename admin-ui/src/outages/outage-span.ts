/** Which outages a list is about. */
export const outagePeriods = ['recent', 'half-year', 'year'] as const;
export type OutagePeriod = (typeof outagePeriods)[number];

/** How far ahead planned ones are looked for; as the server does where nothing is asked. */
const daysAhead = 30;

/** The days to ask for; empty: a month back and a month ahead. */
export function outageSpanOf(period: OutagePeriod, today: string): { readonly from?: string; readonly to?: string } {
  if (period === 'recent') return {};
  const to = new Date(Date.parse(today) + daysAhead * 86_400_000).toISOString().slice(0, 10);
  const [year = '', month = ''] = today.split('-');
  return { from: `${year}-${period === 'year' || Number(month) < 7 ? '01' : '07'}-01`, to };
}

/** What a field for a local time holds (`YYYY-MM-DDTHH:MM`) is a time of Vietnam, wherever the browser stands. It has had no other since 1975. */
export function momentOf(local: string): string {
  return new Date(`${local}:00+07:00`).toISOString();
}

/** The other way round. */
export function localOf(moment: Date): string {
  return new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 16);
}
