import { describe, expect, it } from 'vitest';
import { rangesOf } from './number-set.ts';
import type { ResponseWriter } from './response-writer.ts';
import { writeExpunges, writeNumbers, writeRanges } from './write-numbers.ts';

/** A client, and what it was sent between one look whether it keeps up and the next. */
class Heard {
  text = '';
  looks = 0;
  #sinceLook = 0;
  mostBetweenLooks = 0;
  /** From this look on the client takes nothing more. */
  looksUntilBehind = Number.POSITIVE_INFINITY;

  readonly out = {
    octets: (octets: Buffer) => {
      this.text += octets.toString('latin1');
      this.#sinceLook += octets.length;
      this.mostBetweenLooks = Math.max(this.mostBetweenLooks, this.#sinceLook);
    },
    ready: async () => {
      this.looks += 1;
      this.#sinceLook = 0;
      if (this.looks >= this.looksUntilBehind) await new Promise(() => undefined);
    },
  } as unknown as ResponseWriter;
}

const upTo = (count: number) => Uint32Array.from({ length: count }, (_, at) => at + 1);
const everyOther = (count: number) => Uint32Array.from({ length: count }, (_, at) => 4_000_000_000 + 2 * at);

describe('numbers', () => {
  it('are written as they are given', async () => {
    const heard = new Heard();
    await writeNumbers(heard.out, [3, 1, 4_294_967_295]);
    await writeNumbers(heard.out, []);
    expect(heard.text).toBe(' 3 1 4294967295');
  });

  it('are written as ranges where they follow one another', async () => {
    const heard = new Heard();
    await writeRanges(heard.out, rangesOf([1, 2, 3, 7, 9, 10, 4_294_967_294, 4_294_967_295]));
    await writeRanges(heard.out, []);
    expect(heard.text).toBe('1:3,7,9:10,4294967294:4294967295');
  });

  it('are told as expunged, the highest first', async () => {
    const heard = new Heard();
    await writeExpunges(heard.out, [1, 5, 12]);
    expect(heard.text).toBe('* 12 EXPUNGE\r\n* 5 EXPUNGE\r\n* 1 EXPUNGE\r\n');
  });

  it.each([
    ['numbers', (heard: Heard) => writeNumbers(heard.out, upTo(100_000)), ` ${Array.from(upTo(100_000)).join(' ')}`],
    ['ranges', (heard: Heard) => writeRanges(heard.out, rangesOf(everyOther(50_000))), Array.from(everyOther(50_000)).join(',')],
    [
      'expunges',
      (heard: Heard) => writeExpunges(heard.out, upTo(50_000)),
      Array.from(upTo(50_000).reverse(), (number) => `* ${number} EXPUNGE\r\n`).join(''),
    ],
  ])('are the same in many pieces, and others are let through between: %s', async (_, write, expected) => {
    const heard = new Heard();
    await write(heard);
    expect(heard.text === expected).toBe(true);
    expect(heard.looks).toBeGreaterThan(20);
    expect(heard.mostBetweenLooks).toBeLessThan(100_000);
  });

  it('wait for a client that is behind', async () => {
    const heard = new Heard();
    heard.looksUntilBehind = 3;
    void writeNumbers(heard.out, upTo(1_000_000));
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard.looks).toBe(3);
    expect(heard.text.length).toBeLessThan(100_000);
  });
});
