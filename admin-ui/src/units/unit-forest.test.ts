import { describe, expect, it } from 'vitest';
import type { Unit } from '../api/api-contract.ts';
import { countUnits, filteredForest, foldedText, lineOf, type UnitNode, unitForest } from './unit-forest.ts';

const unit = (id: number, parentId: number | null, name: string): Unit => ({
  ...{ id, parentId, name, kind: 'agency', code: null, domain: 'backan.gov.vn' },
  address: `u${id}@backan.gov.vn`,
});
const units = [
  unit(1, null, 'Ủy ban nhân dân tỉnh'),
  unit(2, 1, 'Sở Thông tin và Truyền thông'),
  unit(3, 2, 'Phòng Công nghệ thông tin'),
  unit(4, 1, 'Huyện Chợ Đồn'),
  unit(5, 4, 'Xã Đồng Lạc'),
];
const shown = (forest: readonly UnitNode[]): unknown[] =>
  forest.map(({ unit: { id }, below }) => (below.length === 0 ? id : [id, ...shown(below)]));

describe('the forest of units', () => {
  it('keeps the order of rank, and shows a unit whose parent is not there as a root', () => {
    expect(shown(unitForest(units))).toEqual([[1, [2, 3], [4, 5]]]);
    expect(shown(unitForest(units.slice(1)))).toEqual([
      [2, 3],
      [4, 5],
    ]);
    expect(countUnits(unitForest(units))).toBe(5);
  });

  it.each([
    ['cong nghe', [[1, [2, 3]]]],
    ['dong lac', [[1, [4, 5]]]],
    ['ĐỒNG', [[1, [4, 5]]]],
    ['thong tin truyen', [[1, 2]]],
    ['u5@', [[1, [4, 5]]]],
    ['khong co', []],
    ['  ', [[1, [2, 3], [4, 5]]]],
  ])('shows what %j finds, and what stands above it', (text, expected) => {
    expect(shown(filteredForest(unitForest(units), text))).toEqual(expected);
  });

  it('knows who stands above whom', () => {
    expect(lineOf(units, 3).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(lineOf(units, 99)).toEqual([]);
  });

  it('does not run for ever round a circle', () => {
    expect(lineOf([unit(1, 2, 'a'), unit(2, 1, 'b')], 1).map(({ id }) => id)).toEqual([2, 1]);
  });
});

it.each([
  ['Đường Lê Lợi', 'duong le loi'],
  ['Xã Nghĩa Tá', 'xa nghia ta'],
  ['H’Hen Niê', 'h’hen nie'],
  ['Ủy'.normalize('NFD'), 'uy'],
])('%s is looked for as %s', (text, folded) => {
  expect(foldedText(text)).toBe(folded);
});
