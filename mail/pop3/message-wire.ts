const LF = 0x0a;
const CR = 0x0d;
const DOT = 0x2e;
const lineStartDot = Buffer.from('\n.');

/**
 * Makes of a message's octets what a multi-line response carries (RFC 1939 §3). A dot is doubled after a bare LF too: to a client that
 * ends lines there, such a line with one dot would end the response, and what the message says next would be taken for our answers.
 */
export class DotStuffer {
  #last = LF;
  #lastButOne = CR;

  push(chunk: Buffer): Buffer {
    const stuffed = stuff(chunk, this.#last === LF && chunk[0] === DOT);
    if (chunk.length > 0) {
      this.#lastButOne = chunk.length > 1 ? chunk[chunk.length - 2]! : this.#last;
      this.#last = chunk[chunk.length - 1]!;
    }
    return stuffed;
  }

  /** What ends the response: the last line gets its CRLF where it has none, since the final dot needs a line of its own. */
  end(): string {
    return this.#last === LF && this.#lastButOne === CR ? '.\r\n' : '\r\n.\r\n';
  }
}

function stuff(chunk: Buffer, atStart: boolean): Buffer {
  const places = atStart ? [0] : [];
  for (let at = chunk.indexOf(lineStartDot); at >= 0; at = chunk.indexOf(lineStartDot, at + 2)) places.push(at + 1);
  if (places.length === 0) return chunk;
  const stuffed = Buffer.allocUnsafe(chunk.length + places.length);
  let from = 0;
  for (const [index, place] of places.entries()) {
    chunk.copy(stuffed, from + index, from, place);
    stuffed[place + index] = DOT;
    from = place;
  }
  chunk.copy(stuffed, from + places.length, from);
  return stuffed;
}

/** Lets the header, the blank line after it and so many lines of the body through (RFC 1939 §7 TOP). */
export class TopCutter {
  #bodyLinesLeft: number;
  #inHeader = true;
  /** Octets of the line so far that came in earlier chunks; only whether it is empty or a lone CR matters. */
  #lineOctets = 0;
  #lineBegan = 0;
  isDone = false;

  constructor(bodyLines: number) {
    this.#bodyLinesLeft = bodyLines;
  }

  push(chunk: Buffer): Buffer {
    let start = 0;
    while (!this.isDone) {
      const end = chunk.indexOf(LF, start);
      if (end < 0) break;
      this.#endLine(chunk, start, end);
      start = end + 1;
    }
    if (this.isDone) return chunk.subarray(0, start);
    if (this.#lineOctets === 0 && start < chunk.length) this.#lineBegan = chunk[start]!;
    this.#lineOctets += chunk.length - start;
    return chunk;
  }

  #endLine(chunk: Buffer, start: number, end: number): void {
    const octets = this.#lineOctets + end - start;
    const began = this.#lineOctets > 0 ? this.#lineBegan : chunk[start];
    this.#lineOctets = 0;
    if (!this.#inHeader) this.#bodyLinesLeft -= 1;
    else if (octets === 0 || (octets === 1 && began === CR)) this.#inHeader = false;
    this.isDone = !this.#inHeader && this.#bodyLinesLeft === 0;
  }
}
