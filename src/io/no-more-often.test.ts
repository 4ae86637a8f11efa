import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noMoreOften } from './no-more-often.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('does it at once, then once more for all that asked within the time, and nothing once it is let go of', () => {
  const act = vi.fn();
  const rare = noMoreOften(act, 1_000);
  rare.ask();
  expect(act).toHaveBeenCalledTimes(1);
  for (let time = 0; time < 10; time += 1) rare.ask();
  vi.advanceTimersByTime(999);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(act).toHaveBeenCalledTimes(2);
  rare.ask();
  rare.ask();
  rare[Symbol.dispose]();
  rare.ask();
  vi.advanceTimersByTime(5_000);
  expect(act).toHaveBeenCalledTimes(3);
});
