import type { Unit } from '../api/api-contract.ts';
import { foldedText, type UnitNode } from './unit-forest.ts';

/** A unit as a line of the tree that is to be seen. */
export interface TreeRow {
  readonly unit: Unit;
  /** From 1: as screen readers say it. */
  readonly level: number;
  readonly hasBelow: boolean;
  readonly isOpen: boolean;
  /** Its place among those beside it, from 1, and how many they are. */
  readonly place: number;
  readonly beside: number;
}

/** What is to be seen of a forest, line by line: units below a closed one are not. */
export function treeRows(forest: readonly UnitNode[], open: ReadonlySet<number>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (nodes: readonly UnitNode[], level: number): void => {
    nodes.forEach(({ unit, below }, at) => {
      const hasBelow = below.length > 0;
      const isOpen = hasBelow && open.has(unit.id);
      rows.push({ unit, level, hasBelow, isOpen, place: at + 1, beside: nodes.length });
      if (isOpen) add(below, level + 1);
    });
  };
  add(forest, 1);
  return rows;
}

/** Every unit that has any below it. */
export function allThatOpen(forest: readonly UnitNode[]): ReadonlySet<number> {
  const ids = new Set<number>();
  const add = (nodes: readonly UnitNode[]): void => {
    for (const { unit, below } of nodes) {
      if (below.length > 0) ids.add(unit.id);
      add(below);
    }
  };
  add(forest);
  return ids;
}

export type TreeStep = { readonly to: number } | { readonly open: number } | { readonly close: number };

/** What a key does in a tree (WAI-ARIA Authoring Practices, Tree View); undefined: nothing. */
export function stepOf(rows: readonly TreeRow[], at: number, key: string): TreeStep | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  const within = (to: number) => (to >= 0 && to < rows.length && to !== at ? { to } : undefined);
  switch (key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at - 1);
    case 'Home':
      return within(0);
    case 'End':
      return within(rows.length - 1);
    case 'ArrowRight':
      return row.hasBelow && !row.isOpen ? { open: row.unit.id } : row.isOpen ? within(at + 1) : undefined;
    case 'ArrowLeft':
      return row.isOpen ? { close: row.unit.id } : within(rows.findLastIndex(({ level }, before) => before < at && level < row.level));
    default:
      return /^\p{L}$|^\p{N}$/u.test(key) ? within(nextCalled(rows, at, foldedText(key))) : undefined;
  }
}

/** The next whose name begins so, round the end; -1: none. */
function nextCalled(rows: readonly TreeRow[], at: number, letter: string): number {
  for (let step = 1; step <= rows.length; step += 1) {
    const next = (at + step) % rows.length;
    if (foldedText(rows[next]!.unit.name).startsWith(letter)) return next;
  }
  return -1;
}
