const LF = 0x0a;
const CR = 0x0d;
const empty = Buffer.alloc(0);

/** Cuts incoming octets into lines, whatever their split. A bare LF ends a line too, as lenient clients send it. */
export class LineFramer {
  readonly #lineOctetsMax: number;
  #unread: Buffer = empty;
  #scanned = 0;

  constructor(lineOctetsMax: number) {
    this.#lineOctetsMax = lineOctetsMax;
  }

  /** Octets pushed and not yet taken. */
  get bufferedOctets(): number {
    return this.#unread.length;
  }

  push(chunk: Buffer): void {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
  }

  /** One line without its end. null: not all of it is here yet. */
  take(): Buffer | 'too-long' | null {
    const end = this.#unread.indexOf(LF, this.#scanned);
    const octets = end < 0 ? this.#unread.length : end;
    if (octets > this.#lineOctetsMax) return 'too-long';
    if (end < 0) {
      this.#scanned = octets;
      return null;
    }
    const hasCr = end > 0 && this.#unread[end - 1] === CR;
    const line = this.#unread.subarray(0, hasCr ? end - 1 : end);
    this.#unread = end + 1 === this.#unread.length ? empty : this.#unread.subarray(end + 1);
    this.#scanned = 0;
    return line;
  }
}
