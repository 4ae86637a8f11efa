import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { UnitId } from '#kernel/ids.ts';
import { addFigures, type Figures, noFigures } from './figures.ts';
import { countsFor, type TreeUnit } from './unit-tree.ts';

export interface UnitFigures {
  /** 0: what counts for no unit that there was; in a report of everything alone. */
  readonly id: UnitId | 0;
  /** 0 at the top. */
  readonly level: number;
  readonly kind: UnitKind | null;
  readonly name: string;
  /** `YYYY-MM-DD`, before the end of the period. */
  readonly endedOn: string | null;
  readonly own: Figures;
  /** With those below it. */
  readonly all: Figures;
}

export const emptyFigures = (): Figures => ({ accounts: noFigures('accounts'), mail: noFigures('mail') });

/** The figures of a report while they are gathered, unit by unit. */
export class UnitSums {
  readonly #tree: readonly TreeUnit[];
  readonly #heirs: ReadonlyMap<UnitId, UnitId>;
  readonly #own: Map<UnitId | 0, Figures>;
  readonly #isOfAll: boolean;
  readonly #ids: ReadonlySet<UnitId>;

  /** isOfAll: what is of no unit counts too. */
  constructor(tree: readonly TreeUnit[], heirs: ReadonlyMap<UnitId, UnitId>, isOfAll: boolean) {
    this.#tree = tree;
    this.#heirs = heirs;
    this.#isOfAll = isOfAll;
    this.#ids = new Set(tree.map(({ id }) => id));
    this.#own = new Map(tree.map(({ id }) => [id, emptyFigures()]));
    if (isOfAll) this.#own.set(0, emptyFigures());
  }

  /** The unit of the report for which something counts, 0 for none of a report of everything; null: not in this report. */
  groupOf(unitId: UnitId | null): UnitId | 0 | null {
    return (unitId === null ? null : countsFor(unitId, this.#ids, this.#heirs)) ?? (this.#isOfAll ? 0 : null);
  }

  add(group: UnitId | 0, figures: Partial<Figures>): void {
    const own = this.#own.get(group);
    if (own !== undefined) addFigures(own, figures);
  }

  /** In the order of the tree, with what is below added up. */
  units(): readonly UnitFigures[] {
    const all = new Map([...this.#own].map(([id, own]) => [id, structuredClone(own)]));
    for (const { id, parentId } of this.#tree.toReversed()) {
      const above = parentId === null ? undefined : all.get(parentId);
      if (above !== undefined && this.#tree[0]?.id !== id) addFigures(above, all.get(id)!);
    }
    const units = this.#tree.map(({ id, level, kind, name, endedOn }) => {
      return { id, level, kind, name, endedOn, own: this.#own.get(id)!, all: all.get(id)! };
    });
    const rest = this.#own.get(0);
    return rest === undefined || isNothing(rest) ? units : [...units, restOf(rest)];
  }
}

const restOf = (own: Figures): UnitFigures => ({ id: 0, level: 0, kind: null, name: 'Chưa xếp vào đơn vị', endedOn: null, own, all: own });

function isNothing(figures: Figures): boolean {
  return Object.values(figures).every((section: Record<string, number>) => Object.values(section).every((value) => value === 0));
}

/** Of the units at the top: with everything below them. */
export function totalOf(units: readonly UnitFigures[]): Figures {
  const total = emptyFigures();
  for (const { level, all } of units) if (level === 0) addFigures(total, all);
  return total;
}
