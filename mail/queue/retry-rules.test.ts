import { describe, expect, it } from 'vitest';
import { afterDeferral, type Deferral, retrySchedule } from './retry-rules.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const created = new Date('2025-07-07T01:00:00Z');
const later = (ms: number) => new Date(created.getTime() + ms);

function deferral(changes: Partial<Deferral>): Deferral {
  return {
    now: created,
    createdAt: created,
    expiresAt: later(120 * hourMs),
    attempts: 1,
    relayUnreachable: false,
    retryInMs: null,
    delayNotifiedAt: null,
    ...changes,
  };
}

function delayMs(changes: Partial<Deferral>, random = 0.5): number {
  const input = deferral(changes);
  const next = afterDeferral(input, retrySchedule, random);
  return next.kind === 'retry' ? next.at.getTime() - input.now.getTime() : Number.NaN;
}

describe('the retry schedule', () => {
  it('gives up at expiry', () => {
    expect(afterDeferral(deferral({ now: later(120 * hourMs) }), retrySchedule, 0.5)).toEqual({ kind: 'expired' });
  });

  it('puts the last attempt on the expiry itself', () => {
    expect(delayMs({ now: later(119 * hourMs), attempts: 40 })).toBe(hourMs);
  });

  it('waits longer each time, then four hours', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 30].map((attempts) => delayMs({ attempts }) / minuteMs);
    expect(minutes).toEqual([1, 5, 15, 30, 60, 120, 240, 240, 240]);
  });

  it('spreads by a tenth', () => {
    expect(delayMs({ attempts: 3 }, 0)).toBe(13.5 * minuteMs);
    expect(delayMs({ attempts: 3 }, 1)).toBe(16.5 * minuteMs);
  });

  it('comes back soon to a relay that did not answer', () => {
    expect(delayMs({ attempts: 7, relayUnreachable: true })).toBe(5 * minuteMs);
    expect(delayMs({ attempts: 1, relayUnreachable: true })).toBe(minuteMs);
  });

  it('is back as soon as the host may be asked again, when nothing was tried', () => {
    expect(delayMs({ attempts: 3, relayUnreachable: true, retryInMs: 4_000 })).toBe(4_000);
  });

  it('is late after four hours, once', () => {
    const isLate = (changes: Partial<Deferral>) => afterDeferral(deferral(changes), retrySchedule, 0.5);
    expect(isLate({ now: later(4 * hourMs - 1) })).toMatchObject({ isLate: false });
    expect(isLate({ now: later(4 * hourMs) })).toMatchObject({ isLate: true });
    expect(isLate({ now: later(9 * hourMs), delayNotifiedAt: later(5 * hourMs) })).toMatchObject({ isLate: false });
  });
});
