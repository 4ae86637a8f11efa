import { describe, expect, it } from 'vitest';
import { OctetBudget } from './octet-budget.ts';

/** Takes and notes the order in which shares were given. */
function taker(budget: OctetBudget) {
  const given: string[] = [];
  const take = async (name: string, octets: number) => {
    const share = await budget.take(octets);
    given.push(name);
    return share;
  };
  return { given, take };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a budget of octets', () => {
  it('gives while there is room, and lets the rest wait in their order', async () => {
    const { given, take } = taker(new OctetBudget(10));
    const first = await take('first', 6);
    const second = take('second', 6);
    const third = take('third', 1); // would fit, but came later
    await settled();
    expect(given).toEqual(['first']);
    first[Symbol.dispose]();
    await Promise.all([second, third]);
    expect(given).toEqual(['first', 'second', 'third']);
  });

  it('lets one larger than the whole have it alone', async () => {
    const { given, take } = taker(new OctetBudget(10));
    const small = await take('small', 1);
    const huge = take('huge', 1_000);
    await settled();
    expect(given).toEqual(['small']);
    small[Symbol.dispose]();
    const share = await huge;
    const after = take('after', 1);
    await settled();
    expect(given).toEqual(['small', 'huge']);
    share[Symbol.dispose]();
    await after;
  });

  it('takes a share back once only, and starts as many as fit', async () => {
    const { given, take } = taker(new OctetBudget(10));
    const whole = await take('whole', 10);
    const waiting = ['a', 'b', 'c'].map((name) => take(name, 4));
    whole[Symbol.dispose]();
    whole[Symbol.dispose]();
    await settled();
    expect(given).toEqual(['whole', 'a', 'b']);
    (await waiting[0]!)[Symbol.dispose]();
    await waiting[2];
    expect(given).toEqual(['whole', 'a', 'b', 'c']);
  });

  it('gives nothing octets at once', async () => {
    await new OctetBudget(0).take(0);
  });
});
