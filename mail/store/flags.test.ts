import { describe, expect, it } from 'vitest';
import { applyFlags, checkFlags, noFlags, sameFlags, seenBit } from './flags.ts';
import { storeLimits } from './limits.ts';

const keywords = (...words: string[]) => ({ bits: 0, keywords: words });

describe('flags', () => {
  it.each(['', 'two words', 'back\\slash', 'a(b', 'star*', 'tab\t', 'tiếng-Việt', 'nul\0', 'x]'])('refuse the keyword %j', (word) => {
    expect(checkFlags(keywords(word))).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  });

  it('refuse more keywords than a message may carry, and longer ones', () => {
    const many = Array.from({ length: storeLimits.keywordsPerMessageMax + 1 }, (_, index) => `k${index}`);
    expect(checkFlags(keywords(...many))).toMatchObject({ ok: false, refusal: { kind: 'limit' } });
    expect(checkFlags(keywords(...many.slice(1)))).toMatchObject({ ok: true });
    expect(checkFlags(keywords('x'.repeat(storeLimits.keywordOctetsMax + 1)))).toMatchObject({ ok: false, refusal: { kind: 'limit' } });
  });

  it('take ordinary keywords', () => {
    expect(checkFlags(keywords('$Forwarded', 'NonJunk', '$label1', 'a.b-c}')).ok).toBe(true);
  });

  it('compare keywords without regard to case and keep their first spelling', () => {
    const before = keywords('Junk', 'Work');
    expect(applyFlags(before, 'add', keywords('JUNK', 'new', 'NEW')).keywords).toEqual(['Junk', 'Work', 'new']);
    expect(applyFlags(before, 'remove', keywords('junk')).keywords).toEqual(['Work']);
    expect(applyFlags(before, 'set', keywords('work', 'WORK', 'x')).keywords).toEqual(['Work', 'x']);
    expect(sameFlags(before, keywords('work', 'junk'))).toBe(true);
    expect(sameFlags(before, keywords('work'))).toBe(false);
  });

  it('set, add and remove system flags', () => {
    expect(applyFlags({ bits: 6, keywords: [] }, 'set', { bits: seenBit, keywords: [] })).toEqual({ bits: 1, keywords: [] });
    expect(applyFlags({ bits: 6, keywords: [] }, 'add', { bits: seenBit, keywords: [] })).toEqual({ bits: 7, keywords: [] });
    expect(applyFlags({ bits: 7, keywords: [] }, 'remove', { bits: 3, keywords: [] })).toEqual({ bits: 4, keywords: [] });
    expect(applyFlags(noFlags, 'remove', { bits: 31, keywords: ['x'] })).toEqual(noFlags);
  });
});
