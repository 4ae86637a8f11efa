import { describe, expect, it } from 'vitest';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import { type UnitNode, unitTree } from './unit-tree.ts';

const unit = (id: number, parentId: number | null): ListedUnit => ({
  id: id as UnitId,
  parentId: parentId as UnitId | null,
  kind: 'office',
  name: `unit ${id}`,
  searchKey: '',
  address: null,
});

const sketch = (node: UnitNode): string => `${node.unit.id}${node.children.length === 0 ? '' : `(${node.children.map(sketch).join(' ')})`}`;

describe('unitTree', () => {
  it('loses no unit whose parent is not listed', () => {
    expect(unitTree([unit(7, 99)]).map(sketch)).toEqual(['7']);
  });

  it('keeps the order of the list, and takes a child before its parent', () => {
    expect(unitTree([unit(5, 2), unit(1, null), unit(3, 1), unit(2, 1), unit(4, 2)]).map(sketch)).toEqual(['1(3 2(5 4))']);
  });
});
