import assert from 'node:assert';
import type { MailAddress } from './address-list.ts';
import { encodeHeaderText } from './encoded-word.ts';
import { lineColumnsPreferred, lineOctetsMax } from './limits.ts';

const fieldName = /^[\x21-\x39\x3b-\x7e]{1,76}$/;
const lineBreaks = /[\r\n\0]+/g;

/**
 * `Name: value` folded at its blanks (RFC 5322 §2.2.3), ended by CRLF. Lines stay within 78 columns where there are blanks and
 * within 998 octets always (a longer word is cut by a fold). The value is written as it is, as UTF-8: encode text first with
 * `encodeHeaderText`. Line ends and NUL inside it become a space, so that a value can never begin a field of its own.
 */
export function formatHeaderField(name: string, value: string): string {
  assert(fieldName.test(name), 'header field name must be printable ASCII without colon');
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of value.replace(lineBreaks, ' ').split(/(?<=[^ \t])(?=[ \t])/)) {
    for (const piece of withinLine(word.trim() === '' || /^[ \t]/.test(word) ? word : ` ${word}`)) {
      const fits = Buffer.byteLength(line) + Buffer.byteLength(piece) <= lineColumnsPreferred;
      if (fits || line === `${name}:` || piece.trim() === '') line += piece;
      else {
        lines.push(line);
        line = piece;
      }
    }
  }
  return `${[...lines, line].join('\r\n').replace(/[ \t]+$/, '')}\r\n`;
}

/** A word with its leading blank, in pieces that each fit a line; only a word of nearly a thousand octets is more than one. */
function withinLine(word: string): string[] {
  const octetsMax = lineOctetsMax - lineColumnsPreferred;
  if (Buffer.byteLength(word) <= octetsMax) return [word];
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of word) {
    const size = Buffer.byteLength(character);
    if (octets + size > octetsMax) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece];
}

const atoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const dotAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10ffff}-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10ffff}-]+)*$/u;

/** `Name <local@domain>` for From, To and the like: the name bare, quoted or as encoded-words, whichever it needs. */
export function formatMailAddress(address: MailAddress): string {
  const local = dotAtom.test(address.localPart) ? address.localPart : quote(address.localPart);
  const spec = `${local}@${address.domain}`.replace(lineBreaks, '');
  if (address.name === null || address.name === '') return spec;
  return `${formatPhrase(address.name.replace(lineBreaks, ' '))} <${spec}>`;
}

function formatPhrase(name: string): string {
  const encoded = encodeHeaderText(name);
  if (encoded !== name || atoms.test(name)) return encoded;
  return quote(name);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
