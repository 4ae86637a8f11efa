import type { UnitId } from '#kernel/ids.ts';
import type { Neighbour } from './bulk-state.ts';

/** Somebody new, as far as it tells whether they are somebody known. */
export interface Newcomer {
  readonly searchKey: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly unitId: UnitId;
}

export interface Likeness {
  readonly who: Neighbour;
  /** sure: nobody would take the two for different people. maybe: the name is the same, and nothing speaks against it. */
  readonly how: 'sure' | 'maybe';
}

/**
 * Finds whom a newcomer may be: of the same name marks aside, or one letter off (a letter more, less, other, or two swapped), in the same unit
 * or born on the same day. Two days of birth that differ make two people of anybody.
 */
export class NearPeople {
  readonly #byKey = new Map<string, Neighbour[]>();
  readonly #byUnit = new Map<UnitId, Neighbour[]>();
  readonly #byBirth = new Map<string, Neighbour[]>();

  constructor(known: readonly Neighbour[] = []) {
    for (const one of known) this.add(one);
  }

  add(one: Neighbour): void {
    put(this.#byKey, one.searchKey, one);
    for (const unitId of one.unitIds) put(this.#byUnit, unitId, one);
    if (one.birthDate !== null) put(this.#byBirth, one.birthDate, one);
  }

  of(newcomer: Newcomer): readonly Likeness[] {
    const { searchKey, birthDate, unitId, name } = newcomer;
    const may = (one: Neighbour) => birthDate === null || one.birthDate === null || one.birthDate === birthDate;
    const same = (this.#byKey.get(searchKey) ?? []).filter(may);
    const isSure = (one: Neighbour) => one.unitIds.includes(unitId) || (birthDate !== null && one.birthDate === birthDate);
    const isMaybe = (one: Neighbour) => one.name.toLowerCase() === name.toLowerCase();
    const beside = [...(this.#byUnit.get(unitId) ?? []), ...(birthDate === null ? [] : (this.#byBirth.get(birthDate) ?? []))];
    const near = new Set(beside.filter((one) => may(one) && isOneSlipApart(one.searchKey, searchKey)));
    // An and Ân of one office, or of one day, are often two; of one office and one day they are one.
    const isBoth = (one: Neighbour) => one.unitIds.includes(unitId) && birthDate !== null && one.birthDate === birthDate;
    return [
      ...same.filter(isSure).map((who): Likeness => ({ who, how: 'sure' })),
      ...[...near].map((who): Likeness => ({ who, how: isBoth(who) ? 'sure' : 'maybe' })),
      ...same.filter((one) => !isSure(one) && isMaybe(one)).map((who): Likeness => ({ who, how: 'maybe' })),
    ];
  }
}

function put<Key>(people: Map<Key, Neighbour[]>, key: Key, one: Neighbour): void {
  const known = people.get(key);
  if (known === undefined) people.set(key, [one]);
  else known.push(one);
}

/** One letter more, less or other, or two neighbours swapped; not the same. */
export function isOneSlipApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || one === other) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
