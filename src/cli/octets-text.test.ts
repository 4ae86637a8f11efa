import { describe, expect, it } from 'vitest';
import { octetsText, readOctets } from './octets-text.ts';

describe('a size', () => {
  it.each(['', '5', 'GB', '-5GB', '5 GB 1', '5PB', '1e9GB', '0x10GB', '1234567890GB', '5  GB', '1.2345GB', 'Infinity GB'])(
    'is not read from %j',
    (text) => expect(readOctets(text)).toBeNull(),
  );

  it.each([
    ['5GB', 5 * 2 ** 30],
    ['1,5 gb', 1.5 * 2 ** 30],
    ['0.5TB', 2 ** 39],
    ['512MiB', 2 ** 29],
    [' 300 KB ', 300 * 1024],
  ])('is read from %j', (text, octets) => expect(readOctets(text)).toBe(octets));

  it.each([
    [0, '0 KB'],
    [1_000, '1 KB'],
    [2 ** 20 - 1, '1024 KB'],
    [1.5 * 2 ** 30, '1.5 GB'],
    [2 ** 50, '1024 TB'],
  ])('of %i octets is shown as %s', (octets, text) => expect(octetsText(octets)).toBe(text));

  it('is read as it is shown', () => {
    for (const octets of [2 ** 20, 5 * 2 ** 30, 2 ** 40]) expect(readOctets(octetsText(octets))).toBe(octets);
  });
});
