import { describe, expect, it } from 'vitest';
import { aclLetters, lettersOfRights, rightsOfLetters } from './acl-letters.ts';
import { allRights, noRights } from './rights.ts';

describe('letters of RFC 4314', () => {
  it.each(['l', 'lr', 'lrsw', 'p', 'lrsp', 'z', '-lrs'])('are refused when they are no whole right: %s', (letters) => {
    expect(rightsOfLetters(letters)).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  });

  it('belong to one right each', () => {
    const all = Object.values(aclLetters).join('');
    expect(new Set(all).size).toBe(all.length);
  });

  it('show reading, organising and managing, and nothing for sending and deleting', () => {
    expect(lettersOfRights(new Set(['read', 'send-as', 'delete']))).toBe('lrs');
    expect(lettersOfRights(allRights)).toBe('lrswteikxa');
    expect(lettersOfRights(noRights)).toBe('');
  });

  it('are read back as the rights they show, in any order and in their obsolete forms', () => {
    expect(rightsOfLetters('arls')).toEqual({ ok: true, value: new Set(['read', 'manage']) });
    expect(rightsOfLetters('lrswicd')).toEqual({ ok: true, value: new Set(['read', 'organise']) });
    expect(rightsOfLetters('')).toEqual({ ok: true, value: noRights });
  });
});
