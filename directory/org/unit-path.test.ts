import { expect, it } from 'vitest';
import type { UnitId } from '#kernel/ids.ts';
import type { ListedUnit } from './unit-list-sql.ts';
import { pathOf } from './unit-path.ts';

const unit = (id: number, parentId: number | null): ListedUnit => ({
  id: id as UnitId,
  parentId: parentId as UnitId | null,
  kind: 'office',
  name: `unit ${id}`,
  searchKey: '',
  address: null,
});

it('names the units above, nearest first, without the root', () => {
  const units = [unit(1, null), unit(2, 1), unit(3, 2), unit(4, 3)];
  const byId = new Map(units.map((one) => [one.id, one]));
  expect(pathOf(units[3]!, byId)).toEqual(['unit 3', 'unit 2']);
  expect(pathOf(units[1]!, byId)).toEqual([]);
  expect(pathOf(units[0]!, byId)).toEqual([]);
});
