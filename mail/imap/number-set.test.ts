import { describe, expect, it } from 'vitest';
import { BadSyntax, CommandReader } from './command-reader.ts';
import { formatNumberSet, readNumberSet, resolveRanges } from './number-set.ts';

function read(text: string) {
  return readNumberSet(new CommandReader([{ text: Buffer.from(text), literal: null }], { utf8Names: false }));
}

describe('number sets', () => {
  it.each(['0', '1:', ':1', '1,,2', '1:2:3', '4294967296', '01', '-1'])('refuses %s', (text) => {
    expect(() => read(text)).toThrow(BadSyntax);
  });

  it('resolves the star, turns ranges round and merges what overlaps', () => {
    const set = read('5:3,4,*,7:*,1');
    expect(set.kind === 'ranges' && resolveRanges(set.ranges, 10)).toEqual([
      [1, 1],
      [3, 5],
      [7, 10],
    ]);
  });

  it('includes the last message for a range that begins above it', () => {
    const set = read('20:*');
    expect(set.kind === 'ranges' && resolveRanges(set.ranges, 10)).toEqual([[10, 20]]);
  });

  it('costs once however often it repeats itself', () => {
    const set = read(Array.from({ length: 5_000 }, () => '1:4294967295').join(','));
    expect(set.kind === 'ranges' && resolveRanges(set.ranges, 3)).toEqual([[1, 4294967295]]);
  });

  it('writes runs, keeping the order', () => {
    expect(formatNumberSet([1, 2, 3, 7, 9, 10])).toBe('1:3,7,9:10');
    expect(formatNumberSet([9, 3, 4])).toBe('9,3:4');
    expect(formatNumberSet([])).toBe('');
  });
});
