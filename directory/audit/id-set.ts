import { idSetLimits } from './limits.ts';

/** A set of row numbers, one bit each: tens of millions of entries fit into a few megabytes. */
export class IdSet {
  readonly #chunks = new Map<number, Uint8Array>();

  has(id: number): boolean {
    const { chunk, octet, bit } = placeOf(id);
    return ((this.#chunks.get(chunk)?.[octet] ?? 0) & bit) !== 0;
  }

  /** False: it was in the set already. */
  add(id: number): boolean {
    const { chunk, octet, bit } = placeOf(id);
    let octets = this.#chunks.get(chunk);
    if (octets === undefined) {
      octets = new Uint8Array(idSetLimits.chunkIds / 8);
      this.#chunks.set(chunk, octets);
    }
    const isNew = (octets[octet]! & bit) === 0;
    octets[octet]! |= bit;
    return isNew;
  }
}

function placeOf(id: number): { chunk: number; octet: number; bit: number } {
  const within = id % idSetLimits.chunkIds;
  return { chunk: Math.floor(id / idSetLimits.chunkIds), octet: within >> 3, bit: 1 << (within & 7) };
}
