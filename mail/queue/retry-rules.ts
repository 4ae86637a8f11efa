import { queueLimits } from './limits.ts';

const minuteMs = 60_000;

/** When to try again. RFC 5321 §4.5.4.1: at least 30 minutes between attempts once the first, sooner ones have failed. */
export interface RetrySchedule {
  /** After the first, second … attempt; the last one is repeated. */
  readonly delaysMs: readonly number[];
  /** The most it may take when the relay did not answer at all: everything waits for it, and it comes back for everything. */
  readonly unreachableDelayMsMax: number;
  /** Up to this part of the delay is added or taken, so that what failed together does not come back together. */
  readonly jitter: number;
  readonly delayNoticeAfterMs: number;
}

export const retrySchedule: RetrySchedule = {
  delaysMs: [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * minuteMs),
  unreachableDelayMsMax: 5 * minuteMs,
  jitter: 0.1,
  delayNoticeAfterMs: queueLimits.delayNoticeAfterMs,
};

export interface Deferral {
  readonly now: Date;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Attempts made, this one included. */
  readonly attempts: number;
  readonly relayUnreachable: boolean;
  /** Nothing was tried, because the host had just not answered another message: after this long it is. */
  readonly retryInMs: number | null;
  readonly delayNotifiedAt: Date | null;
}

export type AfterDeferral = { readonly kind: 'expired' } | { readonly kind: 'retry'; readonly at: Date; readonly isLate: boolean };

/** What follows an attempt that may be repeated. `random` is in [0, 1). The last attempt falls on the expiry itself. */
export function afterDeferral(deferral: Deferral, schedule: RetrySchedule, random: number): AfterDeferral {
  const now = deferral.now.getTime();
  const expires = deferral.expiresAt.getTime();
  if (now >= expires) return { kind: 'expired' };
  const scheduled = schedule.delaysMs[Math.min(deferral.attempts, schedule.delaysMs.length) - 1] ?? 0;
  const capped = deferral.relayUnreachable ? Math.min(scheduled, schedule.unreachableDelayMsMax) : scheduled;
  const jittered = Math.round(deferral.retryInMs ?? capped * (1 + schedule.jitter * (2 * random - 1)));
  return {
    kind: 'retry',
    at: new Date(Math.min(now + jittered, expires)),
    isLate: deferral.delayNotifiedAt === null && now - deferral.createdAt.getTime() >= schedule.delayNoticeAfterMs,
  };
}
