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

/** Gathers the tokens of one message, each once. */
export class TokenCollector {
  readonly tokens = new Set<string>();
  /** Not all that there is to find: there were more tokens than are kept. */
  isPartial = false;
  readonly #tokensMax: number;
  readonly #words: WordCutter;
  #place: TextPlace = 'header';
  #before = '';

  constructor(tokensMax: number) {
    this.#tokensMax = tokensMax;
    this.#words = new WordCutter(
      (word) => this.#add(octetString(word)),
      () => {
        this.#before = '';
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

  #add(word: string): void {
    const { word: single, pair } = marks[this.#place];
    if (this.tokens.size + 2 > this.#tokensMax) {
      this.isPartial = true;
      return;
    }
    this.tokens.add(single + word);
    if (this.#before !== '') this.tokens.add(`${pair}${this.#before} ${word}`);
    this.#before = word;
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
