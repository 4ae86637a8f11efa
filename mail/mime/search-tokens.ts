import { queryWordsMax } from './limits.ts';
import { WordCutter } from './search-words.ts';

// A token is a string of one character per octet (UTF-8), so that comparing strings is comparing octets. Its first character says what it is:
// a word or two neighbouring words (`cong van`), of the header or of the body. With pairs a phrase needs neither positions nor another look
// at the text: Vietnamese syllables are few and most letters have most of them, but pairs of them are words.
const marks = { header: { word: 'h', pair: 'H' }, body: { word: 'b', pair: 'B' } } as const;

export type TextPlace = keyof typeof marks;

const nonAscii = /[^\0-\x7f]/;

function octetString(text: string): string {
  return nonAscii.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** Instead of the word before: there is none. */
const noWord = 0;

/**
 * The tokens of many messages, each once, by number: a message is then a list of numbers, and texts are made of those that are left when
 * repetitions are gone. Strings for each pair as it is met would take twice the time.
 */
export class TokenTable {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [''];
  /** By context, which is the word before and the place, the tokens by word. */
  readonly #following: Map<number, number>[] = [];
  /** By token: what it is made of, and the last collector that took it. */
  readonly #contexts: number[] = [];
  readonly #lastWords: number[] = [];
  readonly #takenBy: number[] = [];
  #collectors = 0;

  /** For the next message. The one before must have been gathered: they take turns. */
  collect(tokensMax: number): TokenCollector {
    this.#collectors += 1;
    return new TokenCollector(this, tokensMax);
  }

  /** A number for a word, not 0. */
  word(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#words.push(octetString(text)) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** The token of a word, or of two neighbours; -1 when the present collector has taken it before. */
  take(place: TextPlace, before: number, word: number): number {
    const context = before * 2 + (place === 'header' ? 0 : 1);
    let following = this.#following[context];
    if (following === undefined) {
      following = new Map();
      this.#following[context] = following;
    }
    let token = following.get(word);
    if (token === undefined) {
      token = this.#contexts.push(context) - 1;
      this.#lastWords.push(word);
      following.set(word, token);
    } else if (this.#takenBy[token] === this.#collectors) return -1;
    this.#takenBy[token] = this.#collectors;
    return token;
  }

  textOf(token: number): string {
    const context = this.#contexts[token]!;
    const before = context >> 1;
    const { word, pair } = marks[(context & 1) === 0 ? 'header' : 'body'];
    const text = this.#words[this.#lastWords[token]!]!;
    return before === noWord ? word + text : `${pair}${this.#words[before]} ${text}`;
  }
}

/** Gathers the tokens of one message, each once. */
export class TokenCollector {
  readonly tokens: number[] = [];
  /** Not all that there is to find: there were more tokens than are kept. */
  isPartial = false;
  readonly #table: TokenTable;
  readonly #tokensMax: number;
  readonly #words: WordCutter;
  #place: TextPlace = 'header';
  #before = noWord;

  constructor(table: TokenTable, tokensMax: number) {
    this.#table = table;
    this.#tokensMax = tokensMax;
    this.#words = new WordCutter(
      (word) => this.#add(word),
      () => {
        this.#before = noWord;
      },
    );
  }

  /** Folded text (`foldForSearch`), in stretches cut anywhere. */
  add(place: TextPlace, stretch: string): void {
    this.#place = place;
    if (!this.isPartial) this.#words.add(stretch);
  }

  /** What comes next is another text: no phrase goes across. */
  end(): void {
    this.#words.end();
  }

  #add(text: string): void {
    if (this.tokens.length + 2 > this.#tokensMax) {
      this.isPartial = true;
      return;
    }
    const word = this.#table.word(text);
    this.#take(noWord, word);
    if (this.#before !== noWord) this.#take(this.#before, word);
    this.#before = word;
  }

  #take(before: number, word: number): void {
    const token = this.#table.take(this.#place, before, word);
    if (token >= 0) this.tokens.push(token);
  }
}

/** Tokens from `low` to `high`, both included: one token, or all that begin with it. */
export interface TokenRange {
  readonly low: string;
  readonly high: string;
}

const aboveAll = '\xff'; // no octet of UTF-8

/**
 * What to ask the index for a folded search text: a message has the text in that place when it has a token of every range. The last word
 * is taken as the beginning of one, so that search as you type works, unless something follows it, or it is a single character by itself.
 * null: there is no word in it, or too many.
 */
export function tokenRanges(text: string, place: TextPlace): TokenRange[] | null {
  const words: string[] = [];
  const cutter = new WordCutter(
    (word) => words.push(octetString(word)),
    () => undefined,
  );
  cutter.add(text);
  const isCutOff = cutter.end();
  if (words.length === 0 || words.length > queryWordsMax) return null;
  const isOpen = isCutOff && (words.length > 1 || words[0]!.length > 1);
  const { word: single, pair } = marks[place];
  const tokens = words.length === 1 ? [single + words[0]] : words.slice(1).map((word, at) => `${pair}${words[at]} ${word}`);
  const last = tokens.length - 1;
  return tokens.map((low, at) => ({ low, high: at === last && isOpen ? low + aboveAll : low }));
}
