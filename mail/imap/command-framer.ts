/** A stretch of command text, and the literal that follows it (null at the end of the command). */
export interface Segment {
  readonly text: Buffer;
  readonly literal: Buffer | null;
  /** Sent as `~{n}`: its octets may be any, NUL too (RFC 3516 §4.4). */
  readonly isLiteral8?: boolean;
}

export interface LiteralAnnouncement {
  /** The command so far; the last segment's text ends right before the literal's `{`. */
  readonly segments: readonly Segment[];
  readonly octets: number;
  /** The client waits for `+` (RFC 9051 §4.3); otherwise it sends at once (RFC 7888). */
  readonly synchronising: boolean;
}

export type FramerEvent =
  | { readonly kind: 'command'; readonly segments: readonly Segment[] }
  | ({ readonly kind: 'literal' } & LiteralAnnouncement)
  | { readonly kind: 'line-too-long' };

const LF = 0x0a;
const CR = 0x0d;
const literalMarker = /(~?)\{(\d{1,20})(\+?)\}$/;
const empty = Buffer.alloc(0);

type State = 'line' | 'deciding' | 'literal' | 'draining';

/**
 * Cuts incoming octets into commands (RFC 9051 §2.2.1), whatever their split. Push octets, then take events until null.
 * After a `literal` event nothing more comes until accept or refuse was called. Holds at most a line, the literals that
 * were accepted, and what was pushed and not yet taken.
 */
export class CommandFramer {
  lineOctetsMax: number;
  #unread: Buffer = empty;
  #at = 0;
  #scanned = 0;
  #state: State = 'line';
  #segments: Segment[] = [];
  #pendingText: Buffer = empty;
  #literal: Buffer = empty;
  #literalFilled = 0;
  #announcedOctets = 0;
  #announcedSynchronising = false;
  #announcedLiteral8 = false;
  #draining = 0;
  #discarding = false;

  constructor(lineOctetsMax: number) {
    this.lineOctetsMax = lineOctetsMax;
  }

  /** Octets pushed and not yet made into events. */
  get bufferedOctets(): number {
    return this.#unread.length - this.#at;
  }

  push(chunk: Buffer): void {
    if (this.#at === this.#unread.length) this.#unread = chunk;
    else this.#unread = Buffer.concat([this.#unread.subarray(this.#at), chunk]);
    this.#at = 0;
  }

  next(): FramerEvent | null {
    for (;;) {
      if (this.#state === 'deciding') return null;
      if (this.#state === 'draining' && !this.#drain()) return null;
      if (this.#state === 'literal' && !this.#fillLiteral()) return null;
      const line = this.takeLine();
      if (line === null) return null;
      if (line === 'too-long') return { kind: 'line-too-long' };
      const event = this.#readLine(line);
      if (event !== null) return event;
    }
  }

  /** One line without its end, for the answers inside AUTHENTICATE and IDLE. null: not all of it is here yet. */
  takeLine(): Buffer | 'too-long' | null {
    const end = this.#unread.indexOf(LF, this.#at + this.#scanned);
    const octets = (end < 0 ? this.#unread.length : end) - this.#at;
    if (octets > this.lineOctetsMax) return 'too-long';
    if (end < 0) {
      this.#scanned = octets;
      return null;
    }
    const hasCr = end > this.#at && this.#unread[end - 1] === CR;
    const line = this.#unread.subarray(this.#at, hasCr ? end - 1 : end);
    this.#at = end + 1;
    this.#scanned = 0;
    return line;
  }

  acceptLiteral(): void {
    this.#literal = this.#announcedOctets === 0 ? empty : Buffer.allocUnsafeSlow(this.#announcedOctets);
    this.#literalFilled = 0;
    this.#state = 'literal';
  }

  /** Forgets the command. What a non-synchronising client sends of it all the same is thrown away as it comes. */
  refuseLiteral(): void {
    this.#segments = [];
    this.#discarding = !this.#announcedSynchronising;
    this.#draining = this.#announcedSynchronising ? 0 : this.#announcedOctets;
    this.#state = this.#discarding ? 'draining' : 'line';
  }

  #readLine(line: Buffer): FramerEvent | null {
    const tail = line.subarray(Math.max(0, line.length - 32)).toString('latin1');
    const marker = tail.endsWith('}') ? literalMarker.exec(tail) : null;
    if (this.#discarding) return this.#discardLine(marker);
    if (marker === null) {
      const segments = [...this.#segments, { text: line, literal: null }];
      this.#segments = [];
      return { kind: 'command', segments };
    }
    this.#pendingText = line.subarray(0, line.length - marker[0].length);
    this.#announcedLiteral8 = marker[1] === '~';
    this.#announcedOctets = Number(marker[2]);
    this.#announcedSynchronising = marker[3] === '';
    this.#state = 'deciding';
    const segments = [...this.#segments, { text: this.#pendingText, literal: null }];
    return { kind: 'literal', segments, octets: this.#announcedOctets, synchronising: this.#announcedSynchronising };
  }

  #discardLine(marker: RegExpExecArray | null): null {
    if (marker !== null && marker[3] === '+') {
      this.#draining = Number(marker[2]);
      this.#state = 'draining';
    } else this.#discarding = false;
    return null;
  }

  #drain(): boolean {
    const octets = Math.min(this.#draining, this.bufferedOctets);
    this.#at += octets;
    this.#draining -= octets;
    if (this.#draining > 0) return false;
    this.#state = 'line';
    return true;
  }

  #fillLiteral(): boolean {
    const octets = Math.min(this.#literal.length - this.#literalFilled, this.bufferedOctets);
    this.#unread.copy(this.#literal, this.#literalFilled, this.#at, this.#at + octets);
    this.#at += octets;
    this.#literalFilled += octets;
    if (this.#literalFilled < this.#literal.length) return false;
    this.#segments.push({ text: this.#pendingText, literal: this.#literal, isLiteral8: this.#announcedLiteral8 });
    this.#state = 'line';
    return true;
  }
}
