import { describe, expect, it } from 'vitest';
import { hindranceOf, mustHaveSecondFactor } from './hindrance.ts';
import type { WebProof } from './tables.ts';

const now = new Date('2026-07-01T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60_000);
const rules = { idleMs: 1, absoluteMs: 1, secondFactorFor: 'administrators' } as const;
const passwordRules = { firstPasswordDays: 7, maxAgeMonths: 6, historyMax: 3, changeAt: '' };
const standing = {
  mustChange: false,
  changedAt: daysAgo(1),
  now,
  isAdministrator: false,
  hasSecondFactor: false,
  proofs: ['password'] as const,
};
const administrator = { ...standing, isAdministrator: true };

describe('what must be mended first', () => {
  it('is the password that somebody else chose, whatever its age, or one that is over', () => {
    expect(hindranceOf({ ...administrator, mustChange: true, changedAt: now }, rules, passwordRules)).toBe('password-change-needed');
    expect(hindranceOf({ ...standing, mustChange: true }, rules, undefined)).toBe('password-change-needed');
    expect(hindranceOf({ ...standing, changedAt: daysAgo(190) }, rules, passwordRules)).toBe('password-change-needed');
    expect(hindranceOf({ ...standing, changedAt: daysAgo(190) }, rules, { ...passwordRules, maxAgeMonths: 0 })).toBeNull();
  });

  it('is then the second factor, for whom the province asks it of', () => {
    const hindrances = (['administrators', 'everybody', 'nobody'] as const).map((secondFactorFor) =>
      [administrator, standing].map((one) => hindranceOf(one, { ...rules, secondFactorFor }, passwordRules)),
    );
    const needed = 'second-factor-needed';
    expect(hindrances).toEqual([
      [needed, null],
      [needed, needed],
      [null, null],
    ]);
  });

  it('is nothing of the password for whoever came in by the identity provider, and no second factor that the provider has seen', () => {
    const by = (...proofs: readonly WebProof[]) => hindranceOf({ ...administrator, mustChange: true, proofs }, rules, passwordRules);
    expect([by('oidc'), by('oidc', 'oidc-factor'), by('oidc', 'oidc-factor', 'password')]).toEqual([
      'second-factor-needed',
      null,
      'password-change-needed',
    ]);
  });

  it('is nothing where there is one', () => {
    expect(mustHaveSecondFactor(rules, administrator)).toBe(true);
    expect(hindranceOf({ ...administrator, hasSecondFactor: true }, rules, passwordRules)).toBeNull();
  });
});
