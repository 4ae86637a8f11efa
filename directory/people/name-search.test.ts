import { describe, expect, it } from 'vitest';
import { nameSearch } from './name-search.ts';

describe('what somebody types to find a person', () => {
  it.each(['', '...', '!&|', "'", '()'])('finds nobody by name where it has no word: %j', (text) => {
    expect(nameSearch(text, 12).words).toBeNull();
  });

  it.each([
    ["a' | 'b", "'a':* & 'b':*"],
    ['a:* & !b', "'a':* & 'b':*"],
    ['x\\', "'x':*"],
    ['nguyễn  Văn-ANH', "'nguyen':* & 'van':* & 'anh':*"],
    ['Đào', "'dao':*"],
  ])('is words and no query of its own: %j', (text, words) => {
    expect(nameSearch(text, 12).words).toBe(words);
  });

  it('has so many words and no more', () => {
    expect(nameSearch('a b c d', 2).words).toBe("'a':* & 'b':*");
  });

  it('may be the beginning of an address; with the @ the local part is whole and no name', () => {
    expect(nameSearch('anhnv', 12)).toMatchObject({ addressFrom: 'anhnv', addressTo: 'anhnv~', domain: null });
    expect(nameSearch('AnhNV.tt@back', 12)).toEqual({ words: null, addressFrom: 'anhnv.tt', addressTo: 'anhnv.tt ', domain: 'back' });
    expect(nameSearch('an', 12)).toMatchObject({ addressFrom: 'an', addressTo: 'an~' });
    expect(nameSearch('a', 12)).toMatchObject({ words: "'a':*", addressFrom: null });
    expect(nameSearch('nguyễn', 12)).toMatchObject({ addressFrom: null, addressTo: null });
    expect(nameSearch('van anh', 12)).toMatchObject({ addressFrom: null, addressTo: null });
  });
});
