import { expect, it } from 'vitest';
import { watchEventLoop } from './event-loop-watch.ts';

const ticks = () => new Promise((resolve) => setTimeout(resolve, 30));

it('tells the longest hold once', async () => {
  using watch = watchEventLoop();
  await ticks();
  watch.takeLongestHold();
  await ticks(); // the first tick after a reading begins the next interval
  const until = performance.now() + 300;
  while (performance.now() < until);
  await ticks();
  expect(watch.takeLongestHold()).toBeGreaterThan(0.25);
  expect(watch.takeLongestHold()).toBe(0);
});
