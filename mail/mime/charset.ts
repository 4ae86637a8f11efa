import { isUtf8 } from 'node:buffer';
import { streamSafe } from '#kernel/stream-safe.ts';

// Names seen in mail that the WHATWG labels lack.
const aliases: Readonly<Record<string, string>> = {
  utf: 'utf-8',
  cp1258: 'windows-1258',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp932: 'shift_jis',
  'unknown-8bit': 'utf-8',
  binary: 'utf-8',
  '8bit': 'utf-8',
  default: 'utf-8',
};

const decoders = new Map<string, TextDecoder>();

function decoderFor(charset: string): TextDecoder | null {
  const label = aliases[charset] ?? charset;
  const known = decoders.get(label);
  if (known !== undefined) return known;
  try {
    const decoder = new TextDecoder(label);
    decoders.set(label, decoder); // at most the couple of hundred labels of the Encoding Standard
    return decoder;
  } catch (cause) {
    if (cause instanceof RangeError) return null; // how TextDecoder says that it does not know the label
    throw cause;
  }
}

/** Whether text in this charset (any case) can be read here. */
export function isKnownCharset(charset: string): boolean {
  return decoderFor(charset.trim().toLowerCase()) !== null;
}

/**
 * Octets to text. Without a charset, with an unknown one, or with UTF-8 that is not UTF-8, Vietnamese mail is most likely
 * UTF-8 if it is valid, else windows-1258. Malformed sequences become U+FFFD; never throws.
 */
export function decodeCharset(octets: Uint8Array, charset: string | null): string {
  const label = charset === null ? '' : charset.trim().toLowerCase();
  const decoder = label === '' || label === 'us-ascii' || label === 'ascii' ? null : decoderFor(label);
  if (decoder !== null && decoder.encoding !== 'utf-8') return decoder.decode(octets);
  if (isUtf8(octets)) return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('utf8');
  return decoderFor(decoder === null ? 'windows-1258' : 'utf-8')!.decode(octets);
}

const nonAscii = /[^\0-\x7f]/;

/** Header octets held one per character (latin1) to text: UTF-8 (RFC 6532) where valid, else windows-1258. */
export function decodeOctetString(octets: string): string {
  return nonAscii.test(octets) ? decodeCharset(Buffer.from(octets, 'latin1'), null) : octets;
}

const printable = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const controls = /[\0-\x1f\x7f]+/g;

/**
 * Text fit to show, store (PostgreSQL text and jsonb hold no NUL, jsonb no lone surrogate) and put into a header again
 * (an encoded-word may decode to CRLF): NFC, well formed, runs of control characters as one space, no outer spaces.
 */
export function displayText(text: string): string {
  if (printable.test(text)) return text; // nearly always, and cheaper than the rest
  const plain = text.replace(controls, ' ').trim();
  return nonAscii.test(plain) ? streamSafe(plain.toWellFormed()).normalize('NFC') : plain;
}
