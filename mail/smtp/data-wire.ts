/** Why the octets after DATA cannot be kept, found while they arrive. */
export type DataViolation = 'too-large' | 'bare-line-ending' | 'nul' | 'line-too-long' | 'header-too-large';

export interface DataDecoderOptions {
  /** normalize: a bare CR or LF becomes CRLF. reject: it is a violation. */
  readonly lineEndings: 'normalize' | 'reject';
  readonly messageOctetsMax: number;
  readonly lineOctetsMax: number;
  readonly headerOctetsMax: number;
}

const LF = 0x0a;
const CR = 0x0d;
const DOT = 0x2e;
const NUL = 0x00;
const CRLF = Buffer.from('\r\n');
const nothing = Buffer.alloc(0);

/**
 * Takes the octets after DATA as they come and gives the message: dots unstuffed (RFC 5321 §4.5.2), line ends CRLF. Only the five
 * octets CRLF.CRLF end it, whatever else looks like a line end, which is what makes smuggling a second message in impossible.
 * After a violation it gives nothing more but still finds the end.
 */
export class DataDecoder {
  readonly #options: DataDecoderOptions;
  #carry: Buffer = nothing;
  // The CRLF of the DATA line counts as the first line end (RFC 5321 §4.1.1.4).
  #atLineStart = true;
  #lastEnd: 'crlf' | 'bare' = 'crlf';
  #lineOctets = 0;
  #sizeOctets = 0;
  #headerOctets: number | null = null;
  #violation: DataViolation | null = null;

  constructor(options: DataDecoderOptions) {
    this.#options = options;
  }

  get sizeOctets(): number {
    return this.#sizeOctets;
  }

  /** Octets of the header with its blank line, once that has come. */
  get headerOctets(): number | null {
    return this.#headerOctets;
  }

  get violation(): DataViolation | null {
    return this.#violation;
  }

  /** `octets` is what belongs to the message; `rest` is what follows the end of it, or null while it goes on. */
  push(chunk: Buffer): { octets: Buffer; rest: Buffer | null } {
    const data = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    this.#carry = nothing;
    const kept = new Segments(data);
    const rest = this.#scan(data, kept);
    return { octets: this.#violation === null ? kept.join() : nothing, rest };
  }

  #scan(data: Buffer, kept: Segments): Buffer | null {
    let position = 0;
    let nextLf = data.indexOf(LF);
    let nextCr = data.indexOf(CR);
    const firstNul = data.indexOf(NUL);
    while (position < data.length) {
      if (this.#atLineStart && data[position] === DOT) {
        const dot = readDot(data, position);
        if (dot === 'unknown') return this.#carryFrom(data, position, kept);
        if (dot === 'end' && this.#lastEnd === 'crlf') {
          kept.upTo(position);
          return data.subarray(position + 3);
        }
        if (dot === 'stuffed') kept.skip(position, position + 1);
        else this.#text(1);
        position += 1;
        this.#atLineStart = false;
      }
      if (nextLf !== -1 && nextLf < position) nextLf = data.indexOf(LF, position);
      if (nextCr !== -1 && nextCr < position) nextCr = data.indexOf(CR, position);
      const end = nextCr !== -1 && (nextLf === -1 || nextCr < nextLf) ? nextCr : nextLf;
      if (firstNul !== -1 && (end === -1 || firstNul < end)) this.#violate('nul');
      if (end === -1) {
        this.#text(data.length - position);
        break;
      }
      this.#text(end - position);
      if (end === nextCr && end + 1 === data.length) return this.#carryFrom(data, end, kept);
      position = this.#lineEnd(data, end, kept);
    }
    kept.upTo(data.length);
    return null;
  }

  #carryFrom(data: Buffer, position: number, kept: Segments): null {
    this.#carry = data.subarray(position);
    kept.upTo(position);
    return null;
  }

  #text(octets: number): void {
    if (octets === 0) return;
    this.#atLineStart = false;
    this.#lineOctets += octets;
    this.#sizeOctets += octets;
    if (this.#lineOctets > this.#options.lineOctetsMax) this.#violate('line-too-long');
    this.#checkSize();
  }

  #lineEnd(data: Buffer, end: number, kept: Segments): number {
    const proper = data[end] === CR && data[end + 1] === LF;
    if (!proper) {
      if (this.#options.lineEndings === 'reject') this.#violate('bare-line-ending');
      kept.replace(end, end + 1, CRLF);
    }
    this.#sizeOctets += 2;
    this.#checkSize();
    if (this.#lineOctets === 0 && this.#headerOctets === null) this.#headerOctets = this.#sizeOctets;
    this.#lineOctets = 0;
    this.#atLineStart = true;
    this.#lastEnd = proper ? 'crlf' : 'bare';
    return end + (proper ? 2 : 1);
  }

  #checkSize(): void {
    if (this.#sizeOctets > this.#options.messageOctetsMax) this.#violate('too-large');
    if (this.#headerOctets === null && this.#sizeOctets > this.#options.headerOctetsMax) this.#violate('header-too-large');
  }

  #violate(violation: DataViolation): void {
    this.#violation ??= violation;
  }
}

/** What a dot at the start of a line is. A lone one before a bare CR or LF is content: it ends nothing. */
function readDot(data: Buffer, position: number): 'unknown' | 'end' | 'stuffed' | 'content' {
  const next = data[position + 1];
  if (next === undefined) return 'unknown';
  if (next === LF) return 'content';
  if (next !== CR) return 'stuffed';
  const afterCr = data[position + 2];
  if (afterCr === undefined) return 'unknown';
  return afterCr === LF ? 'end' : 'content';
}

/** The parts of one chunk that are kept, joined only when something was cut or put in. */
class Segments {
  readonly #data: Buffer;
  readonly #parts: Buffer[] = [];
  #from = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  skip(start: number, end: number): void {
    this.upTo(start);
    this.#from = end;
  }

  replace(start: number, end: number, by: Buffer): void {
    this.skip(start, end);
    this.#parts.push(by);
  }

  upTo(end: number): void {
    if (end > this.#from) this.#parts.push(this.#data.subarray(this.#from, end));
    this.#from = end;
  }

  join(): Buffer {
    return this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
  }
}
