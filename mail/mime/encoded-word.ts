import { decodeCharset, isKnownCharset } from './charset.ts';

// RFC 2047 §2, with the language suffix of RFC 2231 §5. Spaces inside the text are forbidden but seen. Every repetition
// stops at the next "?", so a hostile value costs no more than its length.
const encodedWord = /=\?([^?\s*]{1,64})(?:\*[^?\s]{0,64})?\?([bq])\?([^?]*)\?=/gi;

interface Word {
  readonly charset: string;
  readonly octets: Buffer;
}

function decodeQ(text: string): Buffer {
  const octets = Buffer.from(text, 'utf8');
  let length = 0;
  for (let at = 0; at < octets.length; at++) {
    let octet = octets[at]!;
    if (octet === 0x5f) octet = 0x20;
    else if (octet === 0x3d) {
      const value = hexPair(octets[at + 1], octets[at + 2]);
      if (value >= 0) {
        octet = value;
        at += 2;
      }
    }
    octets[length++] = octet;
  }
  return octets.subarray(0, length);
}

function hexPair(high: number | undefined, low: number | undefined): number {
  const value = (hexDigit(high) << 4) | hexDigit(low);
  return value < 0 ? -1 : value;
}

function hexDigit(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const lower = octet | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function decodeRun(run: readonly Word[]): string {
  const first = run[0];
  if (first === undefined) return '';
  return decodeCharset(run.length === 1 ? first.octets : Buffer.concat(run.map((word) => word.octets)), first.charset);
}

/**
 * Replaces the encoded-words of RFC 2047 by their text; everything else stays. White space between two of them goes (§6.2),
 * and neighbours of one charset are joined as octets first, because many programs cut characters in two. A word of an
 * unknown charset stays as it is written. Never throws.
 */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  let out = '';
  let end = 0;
  let run: Word[] = [];
  for (const match of text.matchAll(encodedWord)) {
    const charset = match[1]!.toLowerCase();
    const between = text.slice(end, match.index);
    const follows = run.length > 0 && between.trim() === '';
    if (!isKnownCharset(charset)) continue;
    if (!follows || charset !== run[0]!.charset) {
      out += decodeRun(run) + (follows ? '' : between);
      run = [];
    }
    run.push({ charset, octets: match[2]!.toLowerCase() === 'b' ? Buffer.from(match[3]!, 'base64') : decodeQ(match[3]!) });
    end = match.index + match[0].length;
  }
  return out + decodeRun(run) + text.slice(end);
}

const needsEncoding = /[^\x20-\x7e]|=\?/;
// Allowed in every place an encoded-word may stand, a display name included (RFC 2047 §5 (3)).
const plainInQ = /[A-Za-z0-9!*+/-]/;
const prefixQ = '=?UTF-8?Q?';
const prefixB = '=?UTF-8?B?';
const wordTextMax = 75 - prefixQ.length - '?='.length; // RFC 2047 §2

function encodeQCharacter(character: string): string {
  if (character === ' ') return '_';
  if (plainInQ.test(character)) return character;
  let out = '';
  for (const octet of Buffer.from(character, 'utf8')) out += `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  return out;
}

function encodeWordsQ(text: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    const piece = encodeQCharacter(character);
    if (word.length + piece.length > wordTextMax) {
      words.push(word);
      word = '';
    }
    word += piece;
  }
  words.push(word);
  return words.map((piece) => `${prefixQ}${piece}?=`);
}

function encodeWordsB(text: string): string[] {
  const octetsMax = Math.floor(wordTextMax / 4) * 3;
  const words: string[] = [];
  let word = '';
  let octets = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (octets + size > octetsMax) {
      words.push(word);
      word = '';
      octets = 0;
    }
    word += character;
    octets += size;
  }
  words.push(word);
  return words.map((piece) => `${prefixB}${Buffer.from(piece, 'utf8').toString('base64')}?=`);
}

/**
 * Text as it may stand in an unstructured field or a display name: as it is when printable ASCII, else encoded-words of
 * UTF-8, none cutting a character, separated by spaces (where the header writer folds). The shorter of B and Q is taken.
 */
export function encodeHeaderText(text: string): string {
  if (!needsEncoding.test(text)) return text;
  const wellFormed = text.toWellFormed();
  const q = encodeWordsQ(wellFormed).join(' ');
  const b = encodeWordsB(wellFormed).join(' ');
  return b.length < q.length ? b : q;
}
