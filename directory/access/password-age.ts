/** What the province asks of chosen passwords as they grow old (REQ-ACC-7, REQ-ACC-8). 0: nothing. */
export interface PasswordRules {
  /** A password that somebody else chose must be changed within so many days. */
  readonly firstPasswordDays: number;
  /** Any must be changed after so many months. */
  readonly maxAgeMonths: number;
  /** A new one is none of so many before it, the present one counted. */
  readonly historyMax: number;
  /** Where it is changed, for people who are told that it is over. */
  readonly changeAt: string;
}

export interface PasswordAge {
  /** Somebody else chose it. */
  readonly mustChange: boolean;
  readonly changedAt: Date;
  /** The database's, as `changedAt` is. */
  readonly now: Date;
}

/** Whether the days of a password that somebody else chose are over: then the account is shut, for app passwords too. */
export function isFirstPasswordOver({ mustChange, changedAt, now }: PasswordAge, { firstPasswordDays }: PasswordRules): boolean {
  return mustChange && firstPasswordDays > 0 && now >= new Date(changedAt.getTime() + firstPasswordDays * dayMs);
}

/** Whether a password is to be changed before it opens anything again. */
export function isPasswordOver(age: PasswordAge, rules: PasswordRules): boolean {
  const { changedAt, now } = age;
  return isFirstPasswordOver(age, rules) || (rules.maxAgeMonths > 0 && now >= monthsAfter(changedAt, rules.maxAgeMonths));
}

const dayMs = 24 * 60 * 60_000;

/** From the 31st to the last day of a shorter month. */
function monthsAfter(moment: Date, months: number): Date {
  const after = new Date(moment);
  after.setUTCDate(1);
  after.setUTCMonth(after.getUTCMonth() + months);
  const days = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 0)).getUTCDate();
  after.setUTCDate(Math.min(moment.getUTCDate(), days));
  return after;
}
