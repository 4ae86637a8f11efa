import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { keptFor } from './kept-for.ts';

it('is not kept where it failed', async () => {
  let made = 0;
  const ask = keptFor(60_000, async () => {
    made += 1;
    if (made === 1) throw new Error('once');
    return made;
  });
  await expect(ask()).rejects.toThrow('once');
  expect(await ask()).toBe(2);
  expect(await ask()).toBe(2);
});

it('is made once for many who ask at once, and anew when its time is over', async () => {
  let made = 0;
  const ask = keptFor(30, async () => {
    await pause(5);
    made += 1;
    return made;
  });
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  await pause(40);
  expect(await ask()).toBe(2);
});
