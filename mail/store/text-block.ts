import { storeLimits } from './limits.ts';

// A block: entries one after another, tokens ascending. An entry: octets in common with the token before, octets that follow, those octets; then
// how many octets of documents, doubled, plus one if they are a bitmap (bit n: document n); else the gaps between their numbers.
// All numbers but the first two, which are an octet each, are of seven bits an octet, the lowest first, the eighth saying that more follow.

export interface TextBlock {
  readonly firstToken: string;
  readonly octets: Buffer;
}

/** Writes the tokens of a segment, which must come ascending, into blocks. Tokens are strings of one character per octet, up to 255. */
export class BlockWriter {
  readonly blocks: TextBlock[] = [];
  readonly #documents: number;
  readonly #room = Buffer.allocUnsafe(storeLimits.textBlockOctets * 2);
  readonly #packed: Buffer;
  #first = '';
  #before = '';
  #length = 0;

  constructor(documents: number) {
    this.#documents = documents;
    this.#packed = Buffer.allocUnsafe(Math.ceil(documents / 8) + 8);
  }

  /** `numbers` ascending, each below the number of documents. */
  add(token: string, numbers: ArrayLike<number>): void {
    const gaps = this.#packGaps(numbers);
    const isBitmap = gaps < 0;
    const packed = isBitmap ? this.#packBitmap(numbers) : gaps;
    if (this.#length + token.length + packed + 8 > storeLimits.textBlockOctets) this.#flush();
    if (this.#length === 0) this.#first = token;
    const common = this.#length === 0 ? 0 : commonLength(this.#before, token);
    const room = this.#room;
    let at = this.#length;
    room[at++] = common;
    room[at++] = token.length - common;
    // A few octets mostly, for which Buffer's own ways take several times as long.
    for (let index = common; index < token.length; index += 1) room[at++] = token.charCodeAt(index);
    at = putNumber(room, at, packed * 2 + (isBitmap ? 1 : 0));
    for (let index = 0; index < packed; index += 1) room[at++] = this.#packed[index]!;
    this.#length = at;
    this.#before = token;
  }

  finish(): TextBlock[] {
    this.#flush();
    return this.blocks;
  }

  /** -1: a bitmap is shorter. */
  #packGaps(numbers: ArrayLike<number>): number {
    const bitmapOctets = Math.ceil(this.#documents / 8);
    if (numbers.length > bitmapOctets) return -1;
    let at = 0;
    let next = 0;
    for (let index = 0; index < numbers.length; index += 1) {
      const number = numbers[index]!;
      at = putNumber(this.#packed, at, number - next);
      next = number + 1;
      if (at > bitmapOctets) return -1;
    }
    return at;
  }

  #packBitmap(numbers: ArrayLike<number>): number {
    const octets = Math.ceil(this.#documents / 8);
    this.#packed.fill(0, 0, octets);
    for (let index = 0; index < numbers.length; index += 1) this.#packed[numbers[index]! >> 3]! |= 1 << (numbers[index]! & 7);
    return octets;
  }

  #flush(): void {
    if (this.#length > 0) this.blocks.push({ firstToken: this.#first, octets: Buffer.from(this.#room.subarray(0, this.#length)) });
    this.#length = 0;
  }
}

/** Goes through the entries of blocks, which are given in order. */
export class BlockReader {
  readonly #blocks: readonly Buffer[];
  #block = 0;
  #at = 0;
  #postings = 0;
  #end = 0;
  #isBitmap = false;
  /** Of the entry that `next` came to. */
  token = '';
  isAtEnd = false;

  constructor(blocks: readonly Buffer[]) {
    this.#blocks = blocks;
  }

  next(): boolean {
    this.#at = this.#end;
    while (this.#block < this.#blocks.length && this.#at >= this.#blocks[this.#block]!.length) {
      this.#block += 1;
      this.#at = 0;
    }
    const octets = this.#blocks[this.#block];
    if (octets === undefined) {
      this.isAtEnd = true;
      return false;
    }
    const common = octets[this.#at]!;
    const start = this.#at + 2;
    const end = start + octets[this.#at + 1]!;
    this.token = (common === 0 ? '' : this.token.slice(0, common)) + octets.toString('latin1', start, end);
    const { value, after } = takeNumber(octets, end);
    this.#isBitmap = (value & 1) === 1;
    this.#postings = after;
    this.#end = after + (value >>> 1);
    return true;
  }

  /** Calls with the numbers of the documents that have the token, ascending. */
  forEachDocument(tell: (number: number) => void): void {
    const octets = this.#blocks[this.#block]!;
    if (this.#isBitmap) {
      for (let at = this.#postings; at < this.#end; at += 1)
        for (let bits = octets[at]!, number = (at - this.#postings) * 8; bits !== 0; bits >>>= 1, number += 1)
          if ((bits & 1) === 1) tell(number);
      return;
    }
    let next = 0;
    for (let at = this.#postings; at < this.#end; ) {
      const { value, after } = takeNumber(octets, at);
      tell(next + value);
      next += value + 1;
      at = after;
    }
  }
}

function commonLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}

function putNumber(octets: Buffer, start: number, number: number): number {
  let at = start;
  let rest = number;
  for (; rest >= 0x80; rest >>>= 7) octets[at++] = (rest & 0x7f) | 0x80;
  octets[at++] = rest;
  return at;
}

function takeNumber(octets: Buffer, start: number): { value: number; after: number } {
  let value = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const octet = octets[at++]!;
    value |= (octet & 0x7f) << shift;
    if (octet < 0x80) return { value, after: at };
  }
}
