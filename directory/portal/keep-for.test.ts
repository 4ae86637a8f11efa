import { expect, it } from 'vitest';
import { keepFor } from './keep-for.ts';

it('keeps no failure', async () => {
  let runs = 0;
  const ask = keepFor(1_000, async () => {
    runs += 1;
    if (runs === 1) throw new Error('no database');
    return runs;
  });
  await expect(ask()).rejects.toThrow('no database');
  expect(await ask()).toBe(2);
});

it('runs once for all who ask while it runs and for a while after, and then anew', async () => {
  let now = 0;
  let runs = 0;
  const ask = keepFor(
    1_000,
    async () => {
      runs += 1;
      return runs;
    },
    () => now,
  );
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  now = 999;
  expect(await ask()).toBe(1);
  now = 1_000;
  expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
});
