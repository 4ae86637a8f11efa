import { describe, expect, it } from 'vitest';
import type { UnitId } from '#kernel/ids.ts';
import { unit } from './document/report.fixture.ts';
import { countsFor, treeOf } from './unit-tree.ts';

const ids = (...numbers: number[]) => numbers as UnitId[];
const shown = (tree: ReturnType<typeof treeOf>) => tree.map(({ id, level }) => `${level} ${id}`);

describe('the units of a report', () => {
  const units = [unit(3, 2, 'C'), unit(1, null, 'A'), unit(2, 1, 'B'), unit(4, 1, 'D'), unit(5, 99, 'E')];

  it('stand each before those below it; one whose superior is not there stands at the top', () => {
    expect(shown(treeOf(units, null))).toEqual(['0 1', '1 2', '2 3', '1 4', '0 5']);
  });

  it('are those below one, where it is about one', () => {
    expect(shown(treeOf(units, 2 as UnitId))).toEqual(['0 2', '1 3']);
    expect(treeOf(units, 77 as UnitId)).toEqual([]);
  });

  it('may be as deep as anybody makes them', () => {
    const chain = Array.from({ length: 20_000 }, (_, n) => unit(n + 1, n === 0 ? null : n, 'X'));
    expect(treeOf(chain, null).at(-1)).toMatchObject({ id: 20_000, level: 19_999 });
  });
});

describe('what counts for a unit', () => {
  const heirs = new Map<UnitId, UnitId>([
    [1, 2],
    [2, 3],
    [8, 9],
    [9, 8],
  ] as [UnitId, UnitId][]);

  it('counts for itself, or who came after it in the report', () => {
    const told = new Set(ids(2, 3));
    expect(ids(1, 2, 3).map((id) => countsFor(id, told, heirs))).toEqual([2, 2, 3]);
  });

  it('counts for none where nobody came after it, nor going round in a circle', () => {
    expect(ids(4, 8).map((id) => countsFor(id, new Set(ids(1)), heirs))).toEqual([null, null]);
  });
});
