import { describe, expect, it } from 'vitest';
import { ThreadLinks } from './thread-links.ts';
import { closing, type DatedMessages, opening, threadsByReferences, threadsBySubject } from './threads.ts';
import { positions } from './uid-rows.ts';

const count = 20_000;
/** Messages that are gone through in one go. */
const stretch = 2_048;

let gaveWay = 0;
const giveWay = async () => {
  gaveWay += 1;
};

/** All of one subject; by date the last row comes first. */
function messagesOfOneSubject(): DatedMessages {
  return { rows: positions(count).reverse(), subjects: new Uint32Array(count), subjectsCount: 1, emptySubject: -1 };
}

// Turns are counted, not times: each step that goes through the messages lets others run as often as there are stretches of them.
describe('threads of a large mailbox', () => {
  it('by subject are written in stretches', async () => {
    gaveWay = 0;
    const threads = await threadsBySubject(messagesOfOneSubject(), giveWay);
    expect(threads.subarray(0, 5)).toEqual(Int32Array.of(opening, count - 1, opening, count - 2, closing));
    expect(gaveWay).toBeGreaterThan(0);
  });

  it('by references are made in stretches, however many belong together', async () => {
    const uids = Array.from({ length: count }, (_, at) => at + 1);
    const links = await ThreadLinks.empty().with(
      uids,
      uids.map((uid) => [`${uid}@x`, [], uid > 1] as const),
      async () => undefined,
    );
    gaveWay = 0;
    const messages = messagesOfOneSubject();
    const threads = await threadsByReferences(messages, links, Int32Array.from(messages.rows), giveWay);
    // The first row alone is no reply: all others are below it, by date.
    expect(threads.subarray(0, 6)).toEqual(Int32Array.of(opening, 0, opening, count - 1, closing, opening));
    expect(threads.filter((token) => token >= 0)).toHaveLength(count);
    // Placed, hung below their parents, subjects looked at, gathered by them.
    expect(gaveWay).toBeGreaterThan(4 * Math.floor(count / stretch));
  });
});
