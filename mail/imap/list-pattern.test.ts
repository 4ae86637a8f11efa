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

  it('stays cheap for wildcards that could match in countless ways', () => {
    const matches = patternMatcher('a%*'.repeat(300));
    expect(matches(`${'a'.repeat(1_000)}`)).toBe(true);
    expect(patternMatcher(`${'*a%a'.repeat(200)}b`)('a'.repeat(1_000))).toBe(false);
  });
});
