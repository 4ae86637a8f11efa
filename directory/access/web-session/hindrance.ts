import { isPasswordOver, type PasswordAge, type PasswordRules } from '../password-age.ts';
import type { WebRules } from './web-deps.ts';

/** Why a session is good for nothing yet but to mend that. */
export type Hindrance = 'password-change-needed' | 'second-factor-needed';

interface Standing extends PasswordAge {
  readonly isAdministrator: boolean;
  readonly hasSecondFactor: boolean;
}

export function mustHaveSecondFactor({ secondFactorFor }: WebRules, { isAdministrator }: Pick<Standing, 'isAdministrator'>): boolean {
  return secondFactorFor === 'everybody' || (secondFactorFor === 'administrators' && isAdministrator);
}

/** A password that somebody else chose, or that is over, is changed first; then comes the second factor of whoever must have one. */
export function hindranceOf(standing: Standing, rules: WebRules, passwordRules: PasswordRules | undefined): Hindrance | null {
  const isOver = passwordRules !== undefined && isPasswordOver(standing, passwordRules);
  if (standing.mustChange || isOver) return 'password-change-needed';
  return mustHaveSecondFactor(rules, standing) && !standing.hasSecondFactor ? 'second-factor-needed' : null;
}
