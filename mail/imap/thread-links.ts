import { mergedRows } from './uid-rows.ts';

/** Of one message: its own id, those of its ancestors, the nearest last, and whether its subject says that it is a reply or a forward (RFC 5256 §2.1). */
export type LinksOfMessage = readonly [messageId: string | null, ancestors: readonly string[], isReply: boolean];

/** A message without an id of its own. */
export const noId = -1;

/**
 * How messages refer to each other, row by row of ascending UIDs; message ids are numbers. Never changed but for `numbers`, which grows: with
 * more messages it is another one. Messages that have gone stay in it.
 */
export class ThreadLinks {
  readonly uids: Uint32Array;
  /** The number of the message's own id, or `noId`. */
  readonly own: Int32Array;
  /** Row by row where its ancestors begin; one entry more than there are rows. */
  readonly starts: Uint32Array;
  readonly ancestors: Uint32Array;
  readonly isReply: Uint8Array;
  /** Of all ids that somebody has or refers to. */
  readonly numbers: Map<string, number>;

  private constructor(rows: Pick<ThreadLinks, 'uids' | 'own' | 'starts' | 'ancestors' | 'isReply' | 'numbers'>) {
    this.uids = rows.uids;
    this.own = rows.own;
    this.starts = rows.starts;
    this.ancestors = rows.ancestors;
    this.isReply = rows.isReply;
    this.numbers = rows.numbers;
  }

  static empty(): ThreadLinks {
    const none = new Uint32Array(0);
    const columns = { own: new Int32Array(0), starts: new Uint32Array(1), ancestors: none, isReply: new Uint8Array(0) };
    return new ThreadLinks({ ...columns, uids: none, numbers: new Map() });
  }

  /** Octets that it holds, more or less. */
  get octets(): number {
    const ofId = 120; // the string and its place in the map
    return this.uids.length * 13 + this.ancestors.length * 4 + this.numbers.size * ofId;
  }

  /** With messages that are not known yet, in any order. */
  async with(
    uids: readonly number[],
    links: readonly (readonly [...LinksOfMessage, ...rest: unknown[]])[],
    giveWay: () => Promise<void>,
  ): Promise<ThreadLinks> {
    if (uids.length === 0) return this;
    const numbered = await this.#numbered(links, giveWay);
    const merged = mergedRows(this.uids, uids);
    const known = this.uids.length;
    const own = new Int32Array(merged.rows.length);
    const isReply = new Uint8Array(merged.rows.length);
    const starts = new Uint32Array(merged.rows.length + 1);
    const ancestors = new Uint32Array(this.ancestors.length + numbered.ancestors.length);
    let filled = 0;
    for (let at = 0; at < merged.rows.length; at += 1) {
      const row = merged.rows[at]!;
      const from = row < known ? this : numbered;
      const fromRow = row < known ? row : row - known;
      own[at] = from.own[fromRow]!;
      isReply[at] = from.isReply[fromRow]!;
      for (let each = from.starts[fromRow]!; each < from.starts[fromRow + 1]!; each += 1) ancestors[filled++] = from.ancestors[each]!;
      starts[at + 1] = filled;
      if (at % 8_192 === 8_191) await giveWay();
    }
    return new ThreadLinks({ ...{ own, isReply, starts, ancestors }, uids: merged.uids, numbers: this.numbers });
  }

  async #numbered(links: readonly (readonly [...LinksOfMessage, ...rest: unknown[]])[], giveWay: () => Promise<void>) {
    const { numbers } = this;
    const numberOf = (id: string): number => {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, numbers.size);
      return numbers.size - 1;
    };
    const own: number[] = [];
    const starts = [0];
    const ancestors: number[] = [];
    const isReply: number[] = [];
    for (const [at, [messageId, ofMessage, reply]] of links.entries()) {
      own.push(messageId === null ? noId : numberOf(messageId));
      for (const id of ofMessage) ancestors.push(numberOf(id));
      starts.push(ancestors.length);
      isReply.push(reply ? 1 : 0);
      if (at % 1_000 === 999) await giveWay();
    }
    return { own, starts, ancestors, isReply };
  }
}
