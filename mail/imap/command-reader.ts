import { streamSafe } from '#kernel/stream-safe.ts';
import type { Segment } from './command-framer.ts';
import { decodeUtf7 } from './utf7.ts';

/** The client's octets do not follow the grammar: answered with BAD and this message. Caught once, where commands are read. */
export class BadSyntax extends Error {}

const SP = 0x20;
const DQUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x28;
const CLOSE = 0x29;

// RFC 9051 §9: ATOM-CHAR excludes ( ) { SP CTL % * " \ ]
const atomChars = charClass((code) => code > 0x20 && code < 0x7f && !'(){%*"\\]'.includes(String.fromCharCode(code)));
const astringChars = charClass((code) => atomChars[code] === 1 || code === 0x5d);
const tagChars = charClass((code) => astringChars[code] === 1 && code !== 0x2b);
const listChars = charClass((code) => astringChars[code] === 1 || code === 0x25 || code === 0x2a);
const setChars = charClass((code) => (code >= 0x30 && code <= 0x39) || code === 0x3a || code === 0x2c || code === 0x2a);

function charClass(member: (code: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => (member(code) ? 1 : 0));
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** RFC 9586 §3.1: what names messages by number is refused with this. */
export const uidRequired = '[UIDREQUIRED] Sequence numbers are off: use UIDs';

/**
 * Reads the arguments of one command, complete with its literals. Names that try (`sp`, `open`) answer whether they did;
 * names that insist (`expectSp`) throw BadSyntax.
 */
export class CommandReader {
  readonly utf8Names: boolean;
  /** Sequence numbers are off (RFC 9586). */
  readonly uidOnly: boolean;
  #segments: readonly Segment[];
  #segment = 0;
  #text: Buffer;
  #at = 0;
  #tag = '';

  constructor(segments: readonly Segment[], options: { utf8Names: boolean; uidOnly?: boolean }) {
    this.#segments = segments;
    this.#text = segments[0]!.text;
    this.utf8Names = options.utf8Names;
    this.uidOnly = options.uidOnly ?? false;
  }

  /** The next octet; -1 at the end, or where a literal stands. */
  peek(): number {
    return this.#text[this.#at] ?? -1;
  }

  atLiteral(): boolean {
    return this.#at === this.#text.length && this.#segments[this.#segment]!.literal !== null;
  }

  atEnd(): boolean {
    return this.#at === this.#text.length && this.#segments[this.#segment]!.literal === null;
  }

  expectEnd(): void {
    if (!this.atEnd()) throw new BadSyntax('Unexpected extra arguments');
  }

  /** Takes one given octet if it is next. */
  char(code: number): boolean {
    if (this.#text[this.#at] !== code) return false;
    this.#at += 1;
    return true;
  }

  expectChar(code: number): void {
    if (!this.char(code)) throw new BadSyntax(`Expected "${String.fromCharCode(code)}"`);
  }

  /** Takes the given text (in capitals) if it is next, whatever its case. */
  phrase(text: string): boolean {
    if (this.#text.toString('latin1', this.#at, this.#at + text.length).toUpperCase() !== text) return false;
    this.#at += text.length;
    return true;
  }

  /** The octets that `read` takes, as the client wrote them; they may hold no literal. */
  textOf(read: () => void): string {
    const [segment, start] = [this.#segment, this.#at];
    read();
    if (segment !== this.#segment) throw new BadSyntax('No literal may stand here');
    return this.#text.toString('latin1', start, this.#at);
  }

  sp(): boolean {
    return this.char(SP);
  }

  expectSp(): void {
    if (!this.char(SP)) throw new BadSyntax('Missing argument');
  }

  open(): boolean {
    return this.char(OPEN);
  }

  /** `(item item …)` with at least one item, after `(` was taken or not yet. */
  list<Item>(item: () => Item, countMax: number): Item[] {
    this.expectChar(OPEN);
    const items: Item[] = [];
    if (this.char(CLOSE)) return items;
    do {
      if (items.length === countMax) throw new BadSyntax('Too many items in a list');
      items.push(item());
    } while (this.sp());
    this.expectChar(CLOSE);
    return items;
  }

  tag(): string {
    this.#tag = this.#run(tagChars, 'a tag');
    // RFC 9051 §4: NUL is in no string but literal8. Looked for once the answer can bear the tag.
    if (this.#segments.some((segment) => segment.text.includes(0))) throw new BadSyntax('NUL is not allowed');
    return this.#tag;
  }

  /** The tag that was read, for responses that name it (RFC 9051 §7.3.4). */
  get commandTag(): string {
    return this.#tag;
  }

  atom(): string {
    return this.#run(atomChars, 'an atom');
  }

  /** An atom, in upper case: keywords of the protocol are compared without regard to case. */
  word(): string {
    return this.atom().toUpperCase();
  }

  /** Takes an atom if it is this word. */
  wordIs(word: string): boolean {
    const end = this.#at + word.length;
    if (this.#text.toString('latin1', this.#at, end).toUpperCase() !== word) return false;
    if (end < this.#text.length && atomChars[this.#text[end]!] === 1) return false;
    this.#at = end;
    return true;
  }

  /** Letters, digits and dots up to something else: FETCH items, where `[` begins a section. */
  itemName(): string {
    const start = this.#at;
    for (let code = this.peek(); isItemChar(code); code = this.peek()) this.#at += 1;
    if (start === this.#at) throw new BadSyntax('Expected an item name');
    return this.#text.toString('latin1', start, this.#at).toUpperCase();
  }

  number(max = 0xffff_ffff): number {
    const start = this.#at;
    for (let code = this.peek(); code >= 0x30 && code <= 0x39; code = this.peek()) this.#at += 1;
    if (start === this.#at || this.#at - start > 20) throw new BadSyntax('Expected a number');
    const value = Number(this.#text.toString('latin1', start, this.#at));
    if (value > max) throw new BadSyntax('Number too large');
    return value;
  }

  /**
   * A modseq: 63 bits on the wire (RFC 7162 §7); ours stay below 2^53, so a greater one means "later than all". 0 is taken where the
   * grammar wants at least 1: iPhone Mail (16.5.1) asks CHANGEDSINCE 0 of a mailbox it knew without modseqs.
   */
  modSeq(): number {
    return Math.min(this.number(2 ** 63), Number.MAX_SAFE_INTEGER);
  }

  setText(): string {
    if (this.char(0x24)) return '$';
    return this.#run(setChars, 'a sequence set');
  }

  /** Quoted or literal, as octets. */
  string(): Buffer {
    if (this.char(DQUOTE)) return this.#quoted();
    if (this.atLiteral()) return this.literal();
    throw new BadSyntax('Expected a string');
  }

  astring(): Buffer {
    const code = this.peek();
    if (code === DQUOTE || code === -1) return this.string();
    return Buffer.from(this.#run(astringChars, 'a string'), 'latin1');
  }

  /** A string that is text: UTF-8, without NUL. */
  textString(): string {
    return decodeText(this.astring());
  }

  nstring(): Buffer | null {
    const code = this.peek();
    if (code === DQUOTE || this.atLiteral()) return this.string();
    if (this.word() === 'NIL') return null;
    throw new BadSyntax('Expected a string or NIL');
  }

  /** Octets without NUL. */
  literal(): Buffer {
    if (this.#segments[this.#segment]!.isLiteral8 === true) throw new BadSyntax('No literal8 may stand here');
    return this.literal8();
  }

  /** Whether the literal here came as literal8. */
  get atLiteral8(): boolean {
    return this.atLiteral() && this.#segments[this.#segment]!.isLiteral8 === true;
  }

  /** A literal of either kind, where octets of any value may stand: in messages (RFC 3516) and annotations (RFC 5464). */
  literal8(): Buffer {
    if (!this.atLiteral()) throw new BadSyntax('Expected a literal');
    const { literal } = this.#segments[this.#segment]!;
    this.#segment += 1;
    this.#text = this.#segments[this.#segment]!.text;
    this.#at = 0;
    return literal!;
  }

  mailbox(): string {
    return mailboxName(decodeText(this.astring()), this.utf8Names);
  }

  /** A mailbox name in which `%` and `*` stand for others (RFC 9051 §6.3.9). */
  listMailbox(): string {
    const code = this.peek();
    const octets = code === DQUOTE || code === -1 ? this.string() : Buffer.from(this.#run(listChars, 'a pattern'), 'latin1');
    return mailboxName(decodeText(octets), this.utf8Names);
  }

  /** Everything to the end of the line, for arguments nobody reads. */
  skipRest(): void {
    this.#segment = this.#segments.length - 1;
    this.#text = this.#segments[this.#segment]!.text;
    this.#at = this.#text.length;
  }

  #run(chars: Uint8Array, what: string): string {
    const start = this.#at;
    while (this.#at < this.#text.length && chars[this.#text[this.#at]!] === 1) this.#at += 1;
    if (start === this.#at) throw new BadSyntax(`Expected ${what}`);
    return this.#text.toString('latin1', start, this.#at);
  }

  #quoted(): Buffer {
    const start = this.#at;
    const text = this.#text;
    let escapes = 0;
    for (; ; this.#at += 1) {
      const code = text[this.#at];
      if (code === DQUOTE) break;
      if (code === undefined || code === 0x0d) throw new BadSyntax('Unterminated quoted string');
      if (code !== BACKSLASH) continue;
      const escaped = text[this.#at + 1];
      if (escaped !== DQUOTE && escaped !== BACKSLASH) throw new BadSyntax('Bad escape in quoted string');
      escapes += 1;
      this.#at += 1;
    }
    const octets = text.subarray(start, this.#at);
    this.#at += 1;
    return escapes === 0 ? Buffer.from(octets) : Buffer.from(octets.toString('latin1').replace(/\\(.)/g, '$1'), 'latin1');
  }
}

function isItemChar(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2e;
}

export function decodeText(octets: Buffer): string {
  if (octets.includes(0)) throw new BadSyntax('NUL is not allowed');
  try {
    return utf8.decode(octets);
  } catch {
    throw new BadSyntax('String is not valid UTF-8');
  }
}

/** A name as the client wrote it → UTF-8, NFC, `INBOX` in upper case. */
function mailboxName(text: string, isUtf8: boolean): string {
  const decoded = isUtf8 ? text : decodeUtf7(text);
  if (decoded === null) throw new BadSyntax('Mailbox name is not valid modified UTF-7');
  const name = streamSafe(decoded).normalize('NFC');
  return /^inbox(?=\/|$)/i.test(name) ? `INBOX${name.slice(5)}` : name;
}
