import type { ImapMailbox } from './backend.ts';
import type { ImapLimits } from './limits.ts';
import type { LineGatherer } from './line-gatherer.ts';

/** Messages of one block: neighbours are fetched together. */
const blockUids = 256;
/** What an empty block takes besides its octets: the offsets, and its place in the map. */
const blockOwnOctets = blockUids * 8 + 512;

/** Answers for up to 256 neighbouring UIDs, one behind another in one buffer: a list of ten thousand is a hundred buffers, not ten thousand. */
export class ItemBlock {
  readonly #starts = new Uint32Array(blockUids);
  /** 0: not known. No answer is empty. */
  readonly #ends = new Uint32Array(blockUids);
  #octets = Buffer.alloc(0);
  #filled = 0;

  get octetsHeld(): number {
    return blockOwnOctets + this.#octets.length;
  }

  has(uid: number): boolean {
    return this.#ends[uid % blockUids] !== 0;
  }

  writeTo(lines: LineGatherer, uid: number): void {
    const at = uid % blockUids;
    lines.octets(this.#octets, this.#starts[at]!, this.#ends[at]!);
  }

  set(uid: number, answer: Buffer): void {
    if (this.has(uid)) return;
    const end = this.#filled + answer.length;
    if (end > this.#octets.length) {
      const grown = Buffer.allocUnsafeSlow(Math.ceil(end * 1.25));
      this.#octets.copy(grown, 0, 0, this.#filled);
      this.#octets = grown;
    }
    this.#octets.set(answer, this.#filled);
    this.#starts[uid % blockUids] = this.#filled;
    this.#ends[uid % blockUids] = end;
    this.#filled = end;
  }
}

/**
 * Answers to FETCH items that never change, for all sessions of the process: what a UID names is the same for ever. It says nothing about
 * who may look: a session asks with the mailbox that it has opened. What was asked for least recently goes first.
 */
export class ItemCache {
  readonly #octetsMax: number;
  readonly #blocks = new Map<string, { readonly block: ItemBlock; octets: number }>();
  #octets = 0;

  constructor(limits: Pick<ImapLimits, 'cachedItemOctetsMax'>) {
    this.#octetsMax = limits.cachedItemOctetsMax;
  }

  static blockOf(uid: number): number {
    return Math.floor(uid / blockUids);
  }

  /** The block of so many a UID and of these items, as their names stand in the answer; a new one where none is kept. */
  block({ mailboxId, uidValidity }: ImapMailbox, items: string, number: number): ItemBlock {
    const key = `${number} ${mailboxId} ${uidValidity} ${items}`;
    const found = this.#blocks.get(key) ?? { block: new ItemBlock(), octets: 0 };
    this.#blocks.delete(key);
    this.#blocks.set(key, found);
    const octets = found.block.octetsHeld + key.length;
    this.#octets += octets - found.octets;
    found.octets = octets;
    for (const [oldest, { octets }] of this.#blocks) {
      if (this.#octets <= this.#octetsMax) break;
      this.#blocks.delete(oldest);
      this.#octets -= octets;
    }
    return found.block;
  }
}
