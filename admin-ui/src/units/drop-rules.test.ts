import { expect, it } from 'vitest';
import type { Unit } from '../api/api-contract.ts';
import { unitsById, whyNoDrop } from './drop-rules.ts';

const unit = (id: number, parentId: number | null): Unit => ({
  ...{ id, parentId, name: `Đơn vị ${id}`, kind: 'office', code: null, domain: 'backan.gov.vn' },
  address: null,
});
const units = unitsById([unit(1, null), unit(2, 1), unit(3, 2), unit(4, 3), unit(5, 1), unit(6, null)]);

it.each([
  [2, 2, 'itself'],
  [2, 3, 'beneath'],
  [2, 4, 'beneath'],
  [1, 5, 'beneath'],
  [3, 2, 'there'],
  [2, 5, undefined],
  [4, 2, undefined],
  [4, 1, undefined],
  [6, 4, undefined],
  [2, 6, undefined],
])('unit %i onto %i: %s', (moved, onto, why) => {
  expect(whyNoDrop(units, moved, onto)).toBe(why);
});

it('a unit that is not known, and a circle in what was read, end', () => {
  expect(whyNoDrop(units, 99, 2)).toBeUndefined();
  expect(whyNoDrop(unitsById([unit(1, 2), unit(2, 1), unit(3, null)]), 3, 1)).toBeUndefined();
});
