/** What came out of the octets before the next command: a line without its CRLF, or why it is none. */
export type LineEvent =
  | { readonly kind: 'line'; readonly line: Buffer }
  | { readonly kind: 'bare-line-ending' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'endless' };

const LF = 0x0a;
const CR = 0x0d;
const endlessFactor = 16;

/**
 * Takes octets as they come and gives command lines. Only CRLF ends a line (RFC 5321 §2.3.8): a bare CR or LF is reported and
 * never ends a command, or two programs in a row would disagree on where the next one begins (command smuggling).
 */
export class LineDecoder {
  #held: Buffer[] = [];
  #heldOctets = 0;
  #dropped = 0;

  /** The first event in `chunk` and what follows it, or null when the line goes on in the next chunk. */
  push(chunk: Buffer, octetsMax: number): { event: LineEvent; rest: Buffer } | null {
    const lineEnd = chunk.indexOf(LF);
    if (lineEnd === -1) {
      this.#hold(chunk, octetsMax);
      return this.#dropped > octetsMax * endlessFactor ? { event: { kind: 'endless' }, rest: Buffer.alloc(0) } : null;
    }
    const rest = chunk.subarray(lineEnd + 1);
    this.#hold(chunk.subarray(0, lineEnd + 1), octetsMax);
    return { event: this.#take(octetsMax), rest };
  }

  #hold(part: Buffer, octetsMax: number): void {
    // Enough is kept to see the CRLF at the end of a line that is too long.
    if (this.#heldOctets + part.length > octetsMax + 2) {
      const whole = Buffer.concat([...this.#held, part]);
      this.#dropped += whole.length - 2;
      this.#held = [whole.subarray(-2)];
      this.#heldOctets = Math.min(2, whole.length);
    } else {
      this.#held.push(part);
      this.#heldOctets += part.length;
    }
  }

  #take(octetsMax: number): LineEvent {
    const whole = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held);
    const dropped = this.#dropped;
    this.#held = [];
    this.#heldOctets = 0;
    this.#dropped = 0;
    if (whole.at(-2) !== CR) return { kind: 'bare-line-ending' };
    const line = whole.subarray(0, -2);
    if (line.includes(CR)) return { kind: 'bare-line-ending' };
    if (dropped > 0 || line.length > octetsMax) return { kind: 'too-long' };
    return { kind: 'line', line };
  }
}
