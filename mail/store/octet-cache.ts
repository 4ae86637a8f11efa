/** Least recently used buffers by key, bounded by the octets they hold. */
export class OctetCache<Key> {
  readonly #octetsMax: number;
  readonly #entryOctetsMax: number;
  readonly #entries = new Map<Key, Buffer>();
  #octets = 0;

  constructor(octetsMax: number, entryOctetsMax: number) {
    this.#octetsMax = octetsMax;
    this.#entryOctetsMax = entryOctetsMax;
  }

  get(key: Key): Buffer | undefined {
    const found = this.#entries.get(key);
    if (found === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found;
  }

  set(key: Key, octets: Buffer): void {
    if (octets.length > this.#entryOctetsMax) return;
    this.delete(key);
    this.#entries.set(key, octets);
    this.#octets += octets.length;
    for (const [oldest, old] of this.#entries) {
      if (this.#octets <= this.#octetsMax) return;
      this.#entries.delete(oldest);
      this.#octets -= old.length;
    }
  }

  delete(key: Key): void {
    const found = this.#entries.get(key);
    if (found === undefined) return;
    this.#entries.delete(key);
    this.#octets -= found.length;
  }
}
