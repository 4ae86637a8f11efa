import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storeLimits } from './limits.ts';
import { BlockReader, BlockWriter } from './text-block.ts';

function read(blocks: readonly Buffer[]): [string, number[]][] {
  const reader = new BlockReader(blocks);
  const entries: [string, number[]][] = [];
  while (reader.next()) {
    const numbers: number[] = [];
    reader.forEachDocument((number) => numbers.push(number));
    entries.push([reader.token, numbers]);
  }
  expect(reader.isAtEnd).toBe(true);
  return entries;
}

describe('text blocks', () => {
  it('give back what was written, whatever the tokens and however many documents have them', () => {
    const token = fc.string({
      unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 255,
    });
    const numbers = fc.uniqueArray(fc.nat(8_191), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.dictionary(token, numbers, { maxKeys: 60 }), fc.boolean(), (lists, isDense) => {
        const entries = Object.entries(lists)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([name, given]): [string, number[]] => [
            name,
            isDense ? [...Array(given.length * 100).keys()] : given.sort((a, b) => a - b),
          ]);
        const writer = new BlockWriter(8_192);
        for (const [name, list] of entries) writer.add(name, list);
        const blocks = writer.finish();
        expect(read(blocks.map(({ octets }) => octets))).toEqual(entries);
        for (const { octets } of blocks) expect(octets.length).toBeLessThanOrEqual(storeLimits.textBlockOctets);
      }),
    );
  });

  it('can each be read alone, and say what they begin with', () => {
    const writer = new BlockWriter(1);
    for (let number = 1_000; number < 4_000; number++) writer.add(`bso ${number}`, [0]);
    const blocks = writer.finish();
    expect(blocks.length).toBeGreaterThan(2);
    for (const { firstToken, octets } of blocks) expect(read([octets])[0]).toEqual([firstToken, [0]]);
  });

  it('take an octet where one document of a few has a token, and a bit a document where most have it', () => {
    const writer = new BlockWriter(800);
    writer.add('b', [5]);
    const few = writer.finish()[0]!.octets.length;
    const crowded = new BlockWriter(800);
    crowded.add('b', [...Array(800).keys()]);
    expect(few).toBe(5);
    expect(crowded.finish()[0]!.octets.length).toBe(5 - 1 + 1 + 100);
  });

  it('of nothing are none', () => {
    expect(new BlockWriter(3).finish()).toEqual([]);
    expect(read([])).toEqual([]);
  });
});
