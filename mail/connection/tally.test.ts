import { describe, expect, it } from 'vitest';
import { Tally } from './tally.ts';

describe('a tally', () => {
  it('lets in no more than the ceiling, each key by itself', () => {
    const tally = new Tally();
    expect([tally.enter('a', 2), tally.enter('a', 2), tally.enter('a', 2), tally.enter('b', 2)]).toEqual([true, true, false, true]);
  });

  it('has a place again for each that leaves, and no more', () => {
    const tally = new Tally();
    tally.enter(1, 1);
    tally.leave(1);
    tally.leave(1);
    expect([tally.enter(1, 1), tally.enter(1, 1)]).toEqual([true, false]);
  });
});
