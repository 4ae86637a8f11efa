import { isPasswordOver, type PasswordAge, type PasswordRules } from '../password-age.ts';
import type { WebProof } from './tables.ts';
import type { WebRules } from './web-deps.ts';

/** Why a session is good for nothing yet but to mend that. */
export type Hindrance = 'password-change-needed' | 'second-factor-needed';

interface Standing extends PasswordAge {
  readonly isAdministrator: boolean;
  readonly hasSecondFactor: boolean;
  /** Of the session. */
  readonly proofs: readonly WebProof[];
}

export function mustHaveSecondFactor({ secondFactorFor }: WebRules, { isAdministrator }: Pick<Standing, 'isAdministrator'>): boolean {
  return secondFactorFor === 'everybody' || (secondFactorFor === 'administrators' && isAdministrator);
}

/**
 * A password that somebody else chose, or that is over, is changed first, but by whoever the identity provider let in and who may not know of one; then comes the second factor of whoever must
 * have one, unless the identity provider has seen one.
 */
export function hindranceOf(standing: Standing, rules: WebRules, passwordRules: PasswordRules | undefined): Hindrance | null {
  const isOver = passwordRules !== undefined && isPasswordOver(standing, passwordRules);
  const isKnown = standing.proofs.includes('password') || !standing.proofs.includes('oidc');
  if (isKnown && (standing.mustChange || isOver)) return 'password-change-needed';
  return mustHaveSecondFactor(rules, standing) && !standing.hasSecondFactor && !standing.proofs.includes('oidc-factor')
    ? 'second-factor-needed'
    : null;
}
