import { wordCharactersMax } from './limits.ts';

const apart = 1;
const within = 2;
/** A character of a script written without spaces: a word by itself. */
const alone = 3;

const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Yi}]/u;
const wordly = /[\p{L}\p{N}\p{M}]/u;

function classOf(character: string): number {
  if (!wordly.test(character)) return apart;
  return unspaced.test(character) && !/\p{N}/u.test(character) ? alone : within;
}

/** By UTF-16 unit, 0 while not asked yet: regular expressions cost thirty times as much. */
const classes = new Uint8Array(0x10000);

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code < 0xdc00) return classOf(String.fromCodePoint(text.codePointAt(at)!));
  let known = classes[code]!;
  if (known === 0) {
    known = classOf(String.fromCharCode(code));
    classes[code] = known;
  }
  return known;
}

/**
 * Cuts folded text into words: runs of letters and digits (a Vietnamese syllable is one), single characters of scripts without spaces. Text may
 * come in stretches cut anywhere; a line end parts what is before it from what follows (`onBreak`), a space does not.
 */
export class WordCutter {
  readonly #onWord: (word: string) => void;
  readonly #onBreak: () => void;
  /** The beginning of a word that the next stretch may go on with. */
  #begun = '';

  constructor(onWord: (word: string) => void, onBreak: () => void) {
    this.#onWord = onWord;
    this.#onBreak = onBreak;
  }

  add(stretch: string): void {
    const text = this.#begun === '' ? stretch : this.#begun + stretch;
    let start = -1;
    for (let at = 0; at < text.length; at += 1) {
      const kind = classAt(text, at);
      if (kind === within) {
        if (start < 0) start = at;
        if (isAstral(text, at)) at += 1;
        continue;
      }
      if (start >= 0) this.#tell(text, start, at);
      start = -1;
      const end = isAstral(text, at) ? at + 2 : at + 1;
      if (kind === alone) this.#onWord(text.slice(at, end));
      else if (text.charCodeAt(at) === 0x0a) this.#onBreak();
      at = end - 1;
    }
    // Of a run without end no more is carried along than can matter.
    this.#begun = start < 0 ? '' : text.slice(start, start + wordCharactersMax);
  }

  /** Nothing follows that belongs to what was added. Whether the last word was still going on. */
  end(): boolean {
    const isOpen = this.#begun !== '';
    if (isOpen) this.#onWord(this.#begun);
    this.#begun = '';
    this.#onBreak();
    return isOpen;
  }

  #tell(text: string, start: number, end: number): void {
    this.#onWord(text.slice(start, Math.min(end, start + wordCharactersMax)));
  }
}

function isAstral(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
