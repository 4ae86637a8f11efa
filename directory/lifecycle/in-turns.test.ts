import { describe, expect, it } from 'vitest';
import { atOnce, inTurns, type Stretches } from './in-turns.ts';
import { turnMsMax } from './limits.ts';

/** Holds the event loop for so long, so many times. */
function* holding(msEach: number, times: number): Stretches<string> {
  for (let time = 0; time < times; time += 1) {
    for (const end = performance.now() + msEach; performance.now() < end; );
    yield;
  }
  return 'made';
}

function* failing(): Stretches<string> {
  yield;
  throw new Error('a broken invariant');
}

describe('work in stretches', () => {
  it('fails as its rules do', async () => {
    expect(() => atOnce(failing())).toThrow('a broken invariant');
    await expect(inTurns(failing())).rejects.toThrow('a broken invariant');
  });

  it('lets others in between them, and none where nobody waits for long', async () => {
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 1);
    const made = inTurns(holding(turnMsMax, 5));
    expect(turns).toBe(0);
    expect(await made).toBe('made');
    clearInterval(counting);
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('comes to the same at once', () => {
    expect(atOnce(holding(0, 3))).toBe('made');
  });
});
