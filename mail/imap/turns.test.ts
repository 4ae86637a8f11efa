import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

describe('turns', () => {
  it('lets a group go on at a time, in the order they came, and others between', async () => {
    const turns = new Turns(2);
    const seen: string[] = [];
    const others = async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        await nextTurn();
        seen.push('others');
      }
    };
    const between = others();
    const went = [1, 2, 3, 4, 5].map(async (number) => {
      await turns.take();
      seen.push(`${number}`);
    });
    await Promise.all([...went, between]);
    expect(seen.join(' ')).toBe('1 2 others 3 4 others 5 others');
  });

  it('lets who has much to do go on alone', async () => {
    const turns = new Turns(3);
    const seen: string[] = [];
    const others = async () => {
      for (let turn = 0; turn < 4; turn += 1) {
        await nextTurn();
        seen.push('|');
      }
    };
    const between = others();
    const went = [1, 100, 1, 2, 1].map(async (weight, at) => {
      await turns.take(weight);
      seen.push(`${at}`);
    });
    await Promise.all([...went, between]);
    expect(seen.join(' ')).toBe('0 | 1 | 2 3 | 4 |');
  });

  it('keeps nobody waiting who comes behind a group that has gone on', async () => {
    const turns = new Turns(1);
    const heard: number[] = [];
    await turns.take();
    const second = turns.take().then(() => heard.push(2));
    const third = turns.take().then(() => heard.push(3));
    await Promise.all([second, third]);
    await nextTurn();
    await turns.take();
    expect(heard).toEqual([2, 3]);
  });
});
