import { describe, expect, it } from 'vitest';
import type { Unit } from '../api/api-contract.ts';
import { allThatOpen, stepOf, treeRows } from './tree-rows.ts';
import { unitForest } from './unit-forest.ts';

const unit = (id: number, parentId: number | null, name = `Đơn vị ${id}`): Unit => ({
  ...{ id, parentId, name, kind: 'office', code: null, domain: 'backan.gov.vn' },
  address: null,
});
const forest = unitForest([unit(1, null), unit(2, 1, 'Sở Y tế'), unit(3, 2, 'Văn phòng'), unit(4, 1, 'Sở Nội vụ'), unit(5, null)]);
const rows = (...open: number[]) => treeRows(forest, new Set(open));
const ids = (...open: number[]) => rows(...open).map(({ unit: { id } }) => id);

describe('the lines of a tree', () => {
  it('leave out what is below a closed unit, even where that is open itself', () => {
    expect(ids()).toEqual([1, 5]);
    expect(ids(2)).toEqual([1, 5]);
    expect(ids(1)).toEqual([1, 2, 4, 5]);
    expect(ids(...allThatOpen(forest))).toEqual([1, 2, 3, 4, 5]);
    expect(rows(1)[2]).toMatchObject({ level: 2, place: 2, beside: 2, hasBelow: false, isOpen: false });
  });

  it('of ten thousand units are there at once', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => unit(at + 1, at === 0 ? null : 1 + Math.floor((at - 1) / 20)));
    const begun = performance.now();
    const large = unitForest(many);
    expect(treeRows(large, allThatOpen(large))).toHaveLength(10_000);
    expect(performance.now() - begun).toBeLessThan(500); // some 20 ms
  });
});

describe('keys', () => {
  it.each([
    ['ArrowDown', 0, { to: 1 }],
    ['ArrowUp', 0, undefined],
    ['End', 0, { to: 3 }],
    ['Home', 3, { to: 0 }],
    ['ArrowDown', 3, undefined],
    ['ArrowRight', 0, { to: 1 }],
    ['ArrowRight', 1, { open: 2 }],
    ['ArrowRight', 2, undefined],
    ['ArrowLeft', 0, { close: 1 }],
    ['ArrowLeft', 2, { to: 0 }],
    ['s', 1, { to: 2 }],
    ['s', 2, { to: 1 }],
    ['d', 0, { to: 3 }],
    ['x', 0, undefined],
    ['F5', 0, undefined],
  ])('%s on line %i', (key, at, step) => {
    expect(stepOf(rows(1), at, key)).toEqual(step);
  });
});
