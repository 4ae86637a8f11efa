import { isPasswordOver, type PasswordRules } from '#directory/access/password-age.ts';
import type { AccountStanding } from '#directory/people/account-standing-sql.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';

/** Why somebody may not get in: for whoever is asked. */
export function standingLines(
  { usedOn, locksOn, password }: AccountStanding,
  rules: PasswordRules,
): readonly [name: string, value: string][] {
  const locks = locksOn === null ? '' : `; sẽ khoá / will lock ${locksOn}`;
  return [
    ['Dùng lần cuối / last used', `${usedOn ?? '—'}${locks}`],
    ['Mật khẩu / password', password === null ? '—' : passwordText(password, rules)],
  ];
}

function passwordText(password: NonNullable<AccountStanding['password']>, rules: PasswordRules): string {
  const set = `đặt ngày / set ${vietnamDate(password.changedAt)}`;
  if (isPasswordOver(password, rules)) return `${set}; đã hết hạn, đổi tại / over, to be changed at ${rules.changeAt}`;
  return password.mustChange ? `${set}; phải đổi / must be changed` : set;
}
