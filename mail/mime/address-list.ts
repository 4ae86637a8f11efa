import { decodeOctetString, displayText } from './charset.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { addressesMax } from './limits.ts';
import { readQuoted, skipComment } from './parameters.ts';
import { isBlank } from './white-space.ts';

/** An address as written: quotes and comments taken off, encoded-words not decoded. `domain` is '' when none is written. */
export interface RawAddress {
  readonly kind: 'address';
  readonly name: string | null;
  /** Source route `@a,@b` (RFC 5322 §4.4), obsolete but shown by ENVELOPE. */
  readonly route: string | null;
  readonly localPart: string;
  readonly domain: string;
}

export interface RawGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly members: RawAddress[];
}

/** An address to show or to reply to; groups are flattened to their members. The domain is lower case, as in `EmailAddress`. */
export interface MailAddress {
  readonly name: string | null;
  readonly localPart: string;
  readonly domain: string;
}

const specials = new Set('(),:;<>@[]".\\'.split(''));
const blanks = /[ \t\r\n]+/g;
const encodedWord = /=\?[^?\s]{1,128}\?[bqBQ]\?[^?\s]*\?=/y; // may hold specials in practice: one atom all the same

/** What stands before a comma: both readings are kept until it is known whether an angle address follows. */
class Mailbox {
  /** All words, blanks between them as one space: the display name if an angle address follows. */
  phrase = '';
  /** The last run of words without blanks. */
  localPart = '';
  /** The words before that run. */
  lead = '';
  domain: string | null = null;
  comment: string | null = null;
  angle: { readonly route: string | null; readonly localPart: string; readonly domain: string } | null = null;
  private afterBlank = false;
  private afterWord = false;

  blank(): void {
    this.afterBlank = true;
  }

  word(text: string): void {
    const apart = this.afterBlank && this.phrase !== '';
    if (this.domain !== null) {
      if (!apart || !this.afterWord) this.domain += text;
    } else if (apart && this.afterWord) {
      this.lead = this.phrase;
      this.localPart = text;
    } else this.localPart += text;
    this.phrase += apart ? ` ${text}` : text;
    this.afterBlank = false;
    this.afterWord = true;
  }

  dot(): void {
    if (this.domain === null) this.localPart += '.';
    else this.domain += '.';
    this.phrase += '.';
    this.afterWord = false;
  }

  at(): void {
    if (this.domain !== null) this.localPart += `@${this.domain}`;
    this.domain = '';
    this.phrase += '@';
    this.afterWord = false;
    this.afterBlank = false;
  }

  toAddress(): RawAddress | null {
    if (this.angle !== null) {
      const name = this.phrase === '' ? this.comment : this.phrase;
      if (name === null && this.angle.localPart === '' && this.angle.domain === '') return null;
      return { kind: 'address', name, ...this.angle };
    }
    if (this.phrase === '') return null;
    if (this.domain === null && this.phrase.includes(' '))
      return { kind: 'address', name: this.phrase, route: null, localPart: '', domain: '' };
    const name = this.lead === '' ? this.comment : this.lead;
    return { kind: 'address', name, route: null, localPart: this.localPart, domain: this.domain ?? '' };
  }
}

/** Reads one list from its octets or characters; a class because a cursor, an open group and an open mailbox go together. */
class AddressListReader {
  readonly items: (RawAddress | RawGroup)[] = [];
  private at = 0;
  private count = 0;
  private mailbox = new Mailbox();
  private group: RawGroup | null = null;
  private unclosedQuoteFrom = Number.POSITIVE_INFINITY;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): (RawAddress | RawGroup)[] {
    while (this.at < this.text.length && this.count < addressesMax) this.step(this.text[this.at]!);
    this.finishMailbox();
    return this.items;
  }

  private step(character: string): void {
    if (character === ',') this.separator();
    else if (character === ';') {
      this.separator();
      this.group = null;
    } else if (character === ':' && this.group === null && this.mailbox.domain === null) this.openGroup();
    else if (character === '<') this.angleAddress();
    else if (character === '@') {
      this.mailbox.at();
      this.at++;
    } else this.wordOrBlank(this.mailbox, character);
  }

  private separator(): void {
    this.finishMailbox();
    this.at++;
  }

  private finishMailbox(): void {
    const address = this.mailbox.toAddress();
    this.mailbox = new Mailbox();
    if (address === null) return;
    this.count++;
    (this.group?.members ?? this.items).push(address);
  }

  private openGroup(): void {
    this.group = { kind: 'group', name: this.mailbox.phrase, members: [] };
    this.items.push(this.group);
    this.count++;
    this.mailbox = new Mailbox();
    this.at++;
  }

  private angleAddress(): void {
    if (this.mailbox.angle !== null) this.finishMailbox(); // a comma was forgotten
    const inner = new Mailbox();
    this.at++;
    const route = this.route();
    while (this.at < this.text.length) {
      const character = this.text[this.at]!;
      if (character === '>' || character === ',' || character === ';') break; // a comma or semicolon: the ">" was forgotten
      if (character === '@') {
        inner.at();
        this.at++;
      } else this.wordOrBlank(inner, character);
    }
    if (this.text[this.at] === '>') this.at++;
    this.mailbox.angle = { route, localPart: inner.domain === null ? inner.phrase : inner.localPart, domain: inner.domain ?? '' };
  }

  /** `@a,@b:` at the beginning of an angle address (RFC 5322 §4.4 obs-route). */
  private route(): string | null {
    if (this.text[this.at] !== '@') return null;
    let end = this.at;
    while (end < this.text.length && !':<>;"'.includes(this.text[end]!)) end++;
    if (this.text[end] !== ':') return null;
    const route = this.text.slice(this.at, end).replace(blanks, '');
    this.at = end + 1;
    return route;
  }

  private wordOrBlank(mailbox: Mailbox, character: string): void {
    if (isBlank(character.charCodeAt(0))) {
      mailbox.blank();
      this.at++;
    } else if (character === '(') this.comment(mailbox);
    else if (character === '.') {
      mailbox.dot();
      this.at++;
    } else if (character === '"' && this.at < this.unclosedQuoteFrom) this.quotedString(mailbox);
    else if (character === '[') this.domainLiteral(mailbox);
    else if (specials.has(character))
      this.at++; // stray: passed over
    else this.atom(mailbox);
  }

  private comment(mailbox: Mailbox): void {
    const end = skipComment(this.text, this.at);
    mailbox.comment ??= this.text
      .slice(this.at + 1, end)
      .replace(/\)$/, '')
      .replace(/\\(.)/g, '$1');
    mailbox.blank();
    this.at = end;
  }

  private quotedString(mailbox: Mailbox): void {
    const quoted = readQuoted(this.text, this.at);
    if (!quoted.closed) {
      this.unclosedQuoteFrom = this.at; // no later quote can close either: treat it and them as stray
      return;
    }
    mailbox.word(quoted.text);
    this.at = quoted.end;
  }

  private domainLiteral(mailbox: Mailbox): void {
    let end = this.at + 1;
    while (end < this.text.length && !'],;<>'.includes(this.text[end]!)) end++;
    if (this.text[end] === ']') end++;
    mailbox.word(this.text.slice(this.at, end));
    this.at = end;
  }

  private atom(mailbox: Mailbox): void {
    encodedWord.lastIndex = this.at;
    let end = this.at;
    if (this.text.startsWith('=?', this.at) && encodedWord.test(this.text)) end = encodedWord.lastIndex;
    else while (end < this.text.length && !specials.has(this.text[end]!) && !isBlank(this.text.charCodeAt(end))) end++;
    mailbox.word(this.text.slice(this.at, end));
    this.at = end;
  }
}

/** Reads an address list (RFC 5322 §3.4 with the obsolete forms of §4.4), taking what makes sense; never throws. */
export function parseRawAddressList(text: string): (RawAddress | RawGroup)[] {
  return new AddressListReader(text).read();
}

function decodeText(raw: string): string {
  return displayText(decodeEncodedWords(decodeOctetString(raw)));
}

/** Addresses read from header octets (one per character), decoded, groups flattened. */
export function decodeAddresses(items: readonly (RawAddress | RawGroup)[]): MailAddress[] {
  return items
    .flatMap((item) => (item.kind === 'group' ? item.members : [item]))
    .map((address) => ({
      name: address.name === null ? null : decodeText(address.name),
      localPart: displayText(decodeOctetString(address.localPart)),
      domain: displayText(decodeOctetString(address.domain)).toLowerCase(),
    }));
}

/** The names of the groups in a list, decoded; a group may have no member at all (`undisclosed-recipients:;`). */
export function decodeGroupNames(items: readonly (RawAddress | RawGroup)[]): string[] {
  return items.flatMap((item) => (item.kind === 'group' ? [decodeText(item.name)] : []));
}

/** An address list given as text (a header value from `headerFields`, say) to decoded addresses, groups flattened. */
export function parseAddressList(text: string): MailAddress[] {
  return decodeAddresses(parseRawAddressList(Buffer.from(text, 'utf8').toString('latin1')));
}
