import { describe, expect, it } from 'vitest';
import { forAWhile } from './for-a-while.ts';

function reader() {
  let times = 0;
  let isBroken = false;
  let clock = 0;
  const read = async () => {
    times += 1;
    if (isBroken) throw new Error('unreadable');
    return times;
  };
  const ask = forAWhile(read, 100, () => clock);
  return { ask, breaks: (broken: boolean) => (isBroken = broken), passes: (ms: number) => (clock += ms) };
}

describe('what is read for a while', () => {
  it('is told as a failure to all who wait, and read again by the next', async () => {
    const { ask, breaks } = reader();
    breaks(true);
    const both = await Promise.allSettled([ask(), ask()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    breaks(false);
    expect(await ask()).toBe(2);
  });

  it('is read once for all who ask in time, and anew after that', async () => {
    const { ask, passes } = reader();
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    passes(99);
    expect(await ask()).toBe(1);
    passes(1);
    expect(await ask()).toBe(2);
  });
});
