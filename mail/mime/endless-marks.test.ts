import { describe, expect, it } from 'vitest';
import { displayText } from './charset.ts';
import { casemap, foldForSearch } from './fold-text.ts';

// Anybody may send this: normalised as it stands, each keeps a process from all other mail for minutes.
const hostile = `a${'\u0301\u0323'.repeat(150_000)}`;

describe('a letter with hundreds of thousands of marks', () => {
  it.each([
    ['as it is shown', displayText],
    ['as it is searched', foldForSearch],
    ['as it is searched among characters of two units', (text: string) => foldForSearch(`😀${text}`)],
    ['as it is sorted', casemap],
  ])('is done with in time, %s', (_, make) => {
    const begun = performance.now();
    expect(make(hostile).length).toBeGreaterThan(0);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
