import type { DayCount, UnitDuties } from '../api/api-contract.ts';
import type { DutyPeriod } from './duty-period.ts';

/** Met of required, in hundredths; null: nothing was required. Rounded down, so that 100 means all. */
export function shareOf({ required, met }: DayCount): number | null {
  return required === 0 ? null : Math.floor((100 * met) / required);
}

/** By what a board may be sorted. */
export const dutyOrders = ['name', 'mailbox', 'head', 'people'] as const;
export type DutyOrder = (typeof dutyOrders)[number];

/** What of a board stands in the address. */
export interface DutySearch {
  readonly period?: DutyPeriod | undefined;
  readonly unit?: number | undefined;
  readonly order?: DutyOrder | undefined;
}

/** Who is behind comes first; by name as the server has them, in the order of rank. What nothing was required of comes last. */
export function sortedDuties(units: readonly UnitDuties[], order: DutyOrder): readonly UnitDuties[] {
  if (order === 'name') return units;
  const place = ({ all }: UnitDuties) => shareOf(all[order]) ?? 101;
  return units.toSorted((one, other) => place(one) - place(other));
}

type Day = { readonly isMet: boolean; readonly parts: readonly { readonly by: readonly string[] }[] };
export type DayMark = 'met' | 'partly' | 'missed' | 'not-counted';

/** How a day went; undefined: nobody was held to it. */
export function markOf(day: Day | undefined): DayMark {
  if (day === undefined) return 'not-counted';
  if (day.isMet) return 'met';
  return day.parts.some(({ by }) => by.length > 0) ? 'partly' : 'missed';
}
