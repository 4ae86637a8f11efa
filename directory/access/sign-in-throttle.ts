import type { Database } from '#io/database.ts';
import { networkOf } from '#kernel/network-of.ts';
import type { Peer } from '#kernel/session.ts';
import { type ThrottleLimits, throttleLimits } from './limits.ts';
import { replyDelayMs } from './rules.ts';
import { countFailures, isAnyBlocked, noteSuccess, type ThrottleSubjects } from './sign-in-throttle-sql.ts';

/**
 * Slows and blocks guessing, alike in all processes (REQ-ACC-7). Failures are counted after the password was looked at, and a right
 * one is admitted only if the count says so at that moment: many guesses at once get no further than the same guesses one by one.
 *
 * Where an account signed in from lately its failures are counted by themselves, so that nobody is shut out of their office by somebody who
 * guesses elsewhere. A guesser gains nothing by it: a network becomes familiar only by the right password, and counts as much as all others.
 */
export interface SignInThrottle {
  subjects(account: string | null, peer: Peer): ThrottleSubjects;
  isBlocked(subjects: ThrottleSubjects): Promise<boolean>;
  /** `wasBlocked`: answer as if the password had not been looked at. */
  fail(subjects: ThrottleSubjects): Promise<{ readonly wasBlocked: boolean; readonly delayMs: number }>;
  /**
   * Forgets the account's failures from there; false when blocked meanwhile. Those from elsewhere stay: a guesser would else have four more
   * tries each time that the owner's client signs in. So do the network's: anybody has one right password.
   */
  succeed(subjects: ThrottleSubjects): Promise<boolean>;
}

interface Options {
  readonly limits?: ThrottleLimits;
  /** Whether failures from this machine itself are not counted as a network's (a web server in front, say). */
  readonly exemptLoopback?: boolean;
}

export function makeSignInThrottle(database: Database, options: Options = {}): SignInThrottle {
  const limits = options.limits ?? throttleLimits;
  return {
    subjects(account, peer) {
      return { account, network: peer.loopback && options.exemptLoopback === true ? null : networkOf(peer.address) };
    },
    isBlocked: (subjects) => isAnyBlocked(database, subjects, limits),
    async fail(subjects) {
      const counted = await countFailures(database, subjects, limits);
      const failures = counted.find(({ kind }) => kind !== 'network')?.failures ?? counted[0]?.failures ?? 1;
      return { wasBlocked: counted.some(({ wasBlocked }) => wasBlocked), delayMs: replyDelayMs(failures, limits) };
    },
    succeed: (subjects) => noteSuccess(database, subjects, limits),
  };
}
