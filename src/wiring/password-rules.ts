import type { Config } from '#config/schema.ts';
import type { PasswordRules } from '#directory/access/password-age.ts';
import { changePasswordPath } from '#directory/portal/change-password-page.ts';
import { portOf } from './ports.ts';

/** What the configuration asks of chosen passwords, and where people change theirs. */
export function passwordRulesOf({ passwords, hostname, portBase }: Pick<Config, 'passwords' | 'hostname' | 'portBase'>): PasswordRules {
  const port = portOf('https', portBase);
  return { ...passwords, changeAt: `https://${hostname}${port === 443 ? '' : `:${port}`}${changePasswordPath}` };
}
