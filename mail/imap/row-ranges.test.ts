import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countRows, inBoth, isInRanges, rangesOfRows, rowFromEnd } from './row-ranges.ts';

const ascending = (rows: readonly number[]) => rows.toSorted((one, other) => one - other);
const someRows = fc.uniqueArray(fc.nat({ max: 40 }));

it('hold what the rows hold, in as few stretches', () => {
  expect(rangesOfRows([])).toEqual([]);
  expect(rangesOfRows([0, 1, 2, 5, 7, 8])).toEqual([
    [0, 3],
    [5, 6],
    [7, 9],
  ]);
  fc.assert(
    fc.property(someRows, (rows) => {
      const ranges = rangesOfRows(ascending(rows));
      for (let row = 0; row <= 41; row += 1) expect(isInRanges(ranges, row)).toBe(rows.includes(row));
    }),
  );
});

it('have in common what both rows have', () => {
  fc.assert(
    fc.property(someRows, someRows, (one, other) => {
      const both = inBoth(rangesOfRows(ascending(one)), rangesOfRows(ascending(other)));
      for (let row = 0; row <= 41; row += 1) expect(isInRanges(both, row)).toBe(one.includes(row) && other.includes(row));
    }),
  );
});

it('are counted, from the end too', () => {
  expect(() => rowFromEnd([[0, 3]], 4)).toThrow('fewer');
  fc.assert(
    fc.property(someRows, (rows) => {
      const ranges = rangesOfRows(ascending(rows));
      expect(countRows(ranges)).toBe(rows.length);
      for (const [at, row] of ascending(rows).toReversed().entries()) expect(rowFromEnd(ranges, at + 1)).toBe(row);
    }),
  );
});
