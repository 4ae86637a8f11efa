import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternMatcher } from './list-pattern.ts';

describe('list patterns', () => {
  it.each([
    ['*', 'a/b/c', true],
    ['%', 'a', true],
    ['%', 'a/b', false],
    ['a/%', 'a/b', true],
    ['a/%', 'a/b/c', false],
    ['%/c', 'a/c', true],
    ['a*c', 'a/b/c', true],
    ['a', 'ab', false],
    ['inbox', 'INBOX', true],
    ['', '', true],
    ['*%', 'a/b', true],
    ['Thư%', 'Thư đến', true],
  ])('%s against %s: %s', (pattern, name, expected) => {
    expect(patternMatcher(pattern)(name)).toBe(expected);
  });

  it('agrees with a plain reading of the rules, whatever the pattern', () => {
    const plain = (pattern: string, name: string): boolean => {
      if (pattern === '') return name === '';
      const rest = pattern.slice(1);
      if (pattern[0] === '*') return plain(rest, name) || (name !== '' && plain(pattern, name.slice(1)));
      if (pattern[0] === '%') return plain(rest, name) || (name !== '' && name[0] !== '/' && plain(pattern, name.slice(1)));
      return name[0] === pattern[0] && plain(rest, name.slice(1));
    };
    const text = (symbols: string) => fc.array(fc.constantFrom(...symbols), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text('ab/*%'), text('ab/'), (pattern, name) => {
        expect(patternMatcher(pattern)(name)).toBe(plain(pattern, name));
      }),
      { numRuns: 3_000 },
    );
  });

  it('stays cheap for wildcards that could match in countless ways', () => {
    const matches = patternMatcher('a%*'.repeat(300));
    expect(matches(`${'a'.repeat(1_000)}`)).toBe(true);
    expect(patternMatcher(`${'*a%a'.repeat(200)}b`)('a'.repeat(1_000))).toBe(false);
  });
});
