import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isInRanges, rangesOfRows } from './row-ranges.ts';

it('hold what the rows hold, in as few stretches', () => {
  expect(rangesOfRows([])).toEqual([]);
  expect(rangesOfRows([0, 1, 2, 5, 7, 8])).toEqual([
    [0, 3],
    [5, 6],
    [7, 9],
  ]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 40 })), (rows) => {
      const ranges = rangesOfRows(rows.toSorted((one, other) => one - other));
      for (let row = 0; row <= 41; row += 1) expect(isInRanges(ranges, row)).toBe(rows.includes(row));
    }),
  );
});
