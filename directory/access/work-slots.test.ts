import { describe, expect, it } from 'vitest';
import { makeWorkSlots } from './work-slots.ts';

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('work slots', () => {
  it('turns work away without running it when as many wait as may', async () => {
    const slots = makeWorkSlots({ atOnceMax: 1, waitingMax: 1 });
    const { opened, open } = gate();
    const first = slots.run(() => opened);
    const second = slots.run(async () => 'second');
    let ran = false;
    expect(
      await slots.run(async () => {
        ran = true;
      }),
    ).toBeNull();
    expect(ran).toBe(false);
    open();
    await first;
    expect(await second).toEqual({ value: 'second' });
  });

  it('never runs more than it may, and runs all in order of arrival', async () => {
    const slots = makeWorkSlots({ atOnceMax: 2, waitingMax: 100 });
    let running = 0;
    let most = 0;
    const started: number[] = [];
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        slots.run(async () => {
          started.push(index);
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(started).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  it('gives the slot back when the work fails', async () => {
    const slots = makeWorkSlots({ atOnceMax: 1, waitingMax: 0 });
    await expect(slots.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await slots.run(async () => 1)).toEqual({ value: 1 });
  });
});
