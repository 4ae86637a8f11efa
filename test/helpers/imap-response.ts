/** A value of a response: a string (octets one per character), NIL, a number or other atom, a list. */
export type ImapValue = string | null | { readonly atom: string } | readonly ImapValue[];

/** A FETCH response by the grammar of RFC 9051 §9, literals in their places. */
export interface FetchedMessage {
  readonly number: number;
  /** By the item's name as it came: `BODY[1.MIME]<0>`. */
  readonly items: ReadonlyMap<string, ImapValue>;
}

const quotedPattern = /"((?:[^\x00\r\n"\\]|\\["\\])*)"/y;
const literalPattern = /(~?)\{(\d+)\}\r\n/y;
const flagPattern = /\\?[^\x00-\x20\x7f-\uffff(){"%*\]\\]+/y;
const fieldNamePattern = /[^\x00-\x20\x7f-\uffff(){"%*\\]+/y;

/** Reads responses strictly: throws where the octets do not follow the grammar. */
export class ResponseReader {
  readonly #text: string;
  readonly #isUtf8: boolean;
  #at = 0;

  /** Eight bits in quoted strings only where the client enabled that (RFC 9051 §4.3, RFC 6855 §3). */
  constructor(text: string, options: { isUtf8: boolean } = { isUtf8: false }) {
    this.#text = text;
    this.#isUtf8 = options.isUtf8;
  }

  get rest(): string {
    return this.#text.slice(this.#at);
  }

  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  expect(pattern: RegExp): RegExpExecArray {
    const match = this.match(pattern);
    if (match === null) throw new Error(`expected ${pattern} at ${this.#at} of ${JSON.stringify(this.#text)}`);
    return match;
  }

  take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  expectText(text: string): void {
    if (!this.take(text)) throw new Error(`expected ${JSON.stringify(text)} at ${this.#at} of ${JSON.stringify(this.#text)}`);
  }

  expectEnd(): void {
    if (this.#at !== this.#text.length) throw new Error(`too much at ${this.#at} of ${JSON.stringify(this.#text)}`);
  }

  value(): ImapValue {
    if (this.take('(')) return this.#list();
    const quoted = this.match(quotedPattern);
    if (quoted !== null) return this.#quoted(quoted[1]!);
    const literal = this.match(literalPattern);
    if (literal !== null) return this.#literal(Number(literal[2]));
    const atom = this.expect(flagPattern)[0];
    return atom === 'NIL' ? null : { atom };
  }

  /** `* 3 FETCH (…)`, or null when it is another response. */
  fetch(): FetchedMessage | null {
    const start = this.match(/\* (\d+) FETCH \(/y);
    if (start === null) return null;
    const items = new Map<string, ImapValue>();
    do {
      const name = this.#itemName();
      this.expectText(' ');
      // Two stretches that begin at one octet have one name.
      if (items.has(name) && !name.endsWith('>')) throw new Error(`${name} twice in ${JSON.stringify(this.#text)}`);
      items.set(name, this.value());
    } while (this.take(' '));
    this.expectText(')');
    this.expectEnd();
    return { number: Number(start[1]), items };
  }

  /** `BODY[1.HEADER.FIELDS (Subject "a b")]<0>`, as it came. */
  #itemName(): string {
    const start = this.#at;
    this.expect(/[A-Z][A-Z0-9.]*/y);
    if (this.take('[')) {
      this.expect(/[A-Z0-9.]*/y);
      if (this.take(' (')) this.#fieldNames();
      this.expectText(']');
      this.match(/<\d+>/y);
    }
    return this.#text.slice(start, this.#at);
  }

  #fieldNames(): void {
    do {
      if (this.match(fieldNamePattern) === null) this.value();
    } while (this.take(' '));
    this.expectText(')');
  }

  #quoted(text: string): string {
    if (!this.#isUtf8 && /[\x80-\xff]/.test(text)) throw new Error(`eight bits in quotes: ${JSON.stringify(text)}`);
    return text.replace(/\\(.)/g, '$1');
  }

  #literal(octets: number): string {
    const literal = this.#text.slice(this.#at, this.#at + octets);
    if (literal.length !== octets) throw new Error('a literal is cut off');
    this.#at += octets;
    return literal;
  }

  /** Items are parted by one space, but for lists in a list, which may stand side by side (addresses, parts of a body). */
  #list(): ImapValue[] {
    const items: ImapValue[] = [];
    if (this.take(')')) return items;
    for (;;) {
      items.push(this.value());
      if (this.take(')')) return items;
      const isAdjacent = Array.isArray(items.at(-1)) && this.#text[this.#at] === '(';
      if (!isAdjacent) this.expectText(' ');
    }
  }
}
