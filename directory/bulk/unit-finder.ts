import type { PlanProblem } from '#directory/lifecycle/plan.ts';
import { type DraftedUnits, type DraftUnit, draftUnits } from '#directory/lifecycle/units/draft.ts';
import { findUnit, isProblem } from '#directory/lifecycle/units/find-unit.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { closest } from '#directory/naming/closest.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import type { BulkState } from './bulk-state.ts';
import { bulkLimits } from './limits.ts';

/**
 * Units by what rows call them: as findUnit knows them, and, where only one can be meant, by the name of the mailbox alone and by a name without
 * regard to marks and case. Each text is looked for once: thousands of rows name some hundred units.
 */
export class UnitFinder {
  readonly drafted: DraftedUnits;
  readonly #known = new Map<string, DraftUnit | PlanProblem>();
  readonly #byKey = new Map<string, DraftUnit[]>();
  readonly #byMailbox = new Map<string, DraftUnit[]>();
  #explained = 0;

  constructor(state: Pick<BulkState, 'units' | 'profiles'>) {
    this.drafted = { units: draftUnits(state.units), state };
    for (const unit of this.drafted.units.values()) {
      add(this.#byKey, searchKey(unit.name), unit);
      if (unit.before?.address) add(this.#byMailbox, unit.before.address.localPart, unit);
    }
  }

  find(text: string): DraftUnit | PlanProblem {
    let found = this.#known.get(text);
    if (found === undefined) {
      found = this.#look(text.normalize('NFC').trim());
      this.#known.set(text, found);
    }
    return found;
  }

  #look(text: string): DraftUnit | PlanProblem {
    const loosely = this.#loosely(text);
    if (loosely.length === 1) return loosely[0]!;
    // What was meant is looked for among all units, letter by letter.
    if (loosely.length === 0 && this.#explained >= bulkLimits.unitsExplainedMax) return unknownUnit(text);
    this.#explained += 1;
    const found = findUnit(this.drafted, text);
    const near = loosely.length === 0 && !/\s/.test(text) ? closest(text.split('@')[0]!, this.#byMailbox.keys()) : undefined;
    if (near !== undefined) return unknownUnit(text, this.#byMailbox.get(near)![0]);
    return isProblem(found) && found.what === 'unknown-unit' && loosely.length > 1 ? ambiguousUnit(text, loosely) : found;
  }

  #loosely(text: string): readonly DraftUnit[] {
    if (text.startsWith('#')) return [];
    if (text.includes('@')) {
      const local = this.#byMailbox.get(text.toLowerCase().split('@')[0]!) ?? [];
      return local.filter(({ before }) => before?.address && addressText(before.address) === text.toLowerCase());
    }
    const [name = '', ...above] = text.split(/ < /).map(searchKey);
    const named = this.#byKey.get(name) ?? (above.length === 0 ? this.#byMailbox.get(text.toLowerCase()) : undefined) ?? [];
    const exact = named.filter((unit) => unit.name === text);
    if (exact.length === 1) return exact;
    return above.length === 0 ? named : named.filter((unit) => above.every((key) => this.#isBelow(unit, key)));
  }

  #isBelow(unit: DraftUnit, key: string): boolean {
    let at = unit.parent;
    for (let steps = 0; at !== null && steps < this.drafted.units.size; steps++) {
      const above = this.drafted.units.get(at);
      if (above === undefined) return false;
      if (searchKey(above.name) === key || above.before?.address?.localPart === key) return true;
      at = above.parent;
    }
    return false;
  }
}

function add(units: Map<string, DraftUnit[]>, key: string, unit: DraftUnit): void {
  const known = units.get(key);
  if (known === undefined) units.set(key, [unit]);
  else known.push(unit);
}

function unknownUnit(text: string, meant?: DraftUnit): PlanProblem {
  const shown = meant?.before?.address && `${addressText(meant.before.address)} (${meant.name})`;
  return {
    what: 'unknown-unit',
    vi: `Không có đơn vị “${text}”${shown ? `; có phải là ${shown}?` : ''}`,
    en: `There is no unit “${text}”${shown ? `; did you mean ${shown}?` : ''}`,
  };
}

function ambiguousUnit(text: string, units: readonly DraftUnit[]): PlanProblem {
  const ways = units
    .slice(0, 5)
    .map(({ name, key, before }) => `${name} (${before?.address ? addressText(before.address) : `#${key}`})`)
    .join('; ');
  return {
    what: 'ambiguous-unit',
    vi: `Có ${units.length} đơn vị có thể là “${text}”; hãy nói rõ: ${ways}`,
    en: `${units.length} units may be “${text}”; say which: ${ways}`,
  };
}
