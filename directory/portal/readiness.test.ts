import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { portalLimits } from './limits.ts';
import { readinessOf } from './readiness.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const unheard = () => undefined;

describe('readinessOf', () => {
  it('names the part that says no and the one that throws, and tells why it threw', async () => {
    const faults: unknown[] = [];
    const checks = { disk: async () => false, queue: () => Promise.reject(new Error('gone')), database: async () => true };
    const ready = readinessOf(checks, (part, error) => faults.push([part, error]));
    expect(await ready()).toEqual({ ready: false, parts: { disk: 'failing', queue: 'failing', database: 'ok' } });
    expect(faults).toEqual([['queue', new Error('gone')]]);
  });

  it('takes a check that throws before it promises anything for a failing one', async () => {
    const check = () => {
      throw new Error('at once');
    };
    expect(await readinessOf({ disk: check }, unheard)()).toEqual({ ready: false, parts: { disk: 'failing' } });
  });

  it('takes silence for a no, and asks a silent part only once however many wait', async () => {
    const check = vi.fn(() => new Promise<boolean>(() => undefined));
    const ready = readinessOf({ database: check }, unheard);
    const answers = Promise.all([ready(), ready(), ready()]);
    await vi.advanceTimersByTimeAsync(portalLimits.readinessMsMax);
    for (const answer of await answers) expect(answer).toEqual({ ready: false, parts: { database: 'failing' } });
    expect(check).toHaveBeenCalledTimes(1);
  });

  it('is ready when all parts are, and asks them anew each time', async () => {
    const check = vi.fn(async () => true);
    const ready = readinessOf({ database: check }, unheard);
    expect(await ready()).toEqual({ ready: true, parts: { database: 'ok' } });
    await ready();
    expect(check).toHaveBeenCalledTimes(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});
