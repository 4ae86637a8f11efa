import type { Database } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { ownDataLimits } from './limits.ts';
import { findSignIns } from './sign-in-sql.ts';
import { signInStory, type ToldSignIn } from './sign-in-story.ts';

/**
 * Of the last weeks, the latest first; what is unusual is so beside those of half a year. Wrong tries, which anybody can make by the thousand, have
 * half of the places and no more: whoever got in stays to be seen.
 */
export async function recentSignIns(database: Database, accountId: AccountId, now: Date): Promise<readonly ToldSignIn[]> {
  const { signInDaysKnown, signInDaysShown, signInsReadMax, signInsShownMax } = ownDataLimits;
  const rows = await findSignIns(database, { accountId, days: signInDaysKnown, max: signInsReadMax });
  const from = now.getTime() - signInDaysShown * 86_400_000;
  const told = signInStory(rows).filter(({ lastAt }) => lastAt.getTime() >= from);
  const some = (isIn: boolean) => told.filter(({ outcome }) => (outcome === 'signed-in') === isIn).slice(0, signInsShownMax / 2);
  return [...some(true), ...some(false)].toSorted((one, other) => other.lastAt.getTime() - one.lastAt.getTime());
}
