import { strict as assert } from 'node:assert';
import { isPlainText } from '#kernel/plain-text.ts';
import { vcardLineOctetsMax } from './limits.ts';

/** 3.0 (RFC 2426) for Outlook, which reads no other; 4.0 (RFC 6350) for all others. */
export const vcardVersions = ['4', '3'] as const;
export type VcardVersion = (typeof vcardVersions)[number];

/** Somebody, or a unit, as an address book has them. Every text is one plain line. */
export interface Card {
  readonly kind: 'individual' | 'org';
  /** A URN that stays with them, so that what is imported again takes the place of what was. */
  readonly uid: string;
  /** As they are written: Nguyễn Văn Anh. */
  readonly fullName: string;
  /** null for a unit. */
  readonly name: { readonly family: string; readonly given: string; readonly middle: string } | null;
  /** From the highest unit to the one they are in; may be empty. */
  readonly organisation: readonly string[];
  /** The main one first. */
  readonly titles: readonly string[];
  /** The one to write to first. */
  readonly addresses: readonly string[];
  readonly categories: readonly string[];
}

/** A vCard with its line ends. */
export function vcard(card: Card, version: VcardVersion): string {
  const { family, given, middle } = card.name ?? { family: card.fullName, given: '', middle: '' };
  // RFC 2426 §3.1.2 wants a name of everything, and Outlook shows a unit by it; RFC 6350 §6.2.2 has one only for who has its parts.
  const isNamed = card.name !== null || version === '3';
  return [
    'BEGIN:VCARD',
    // RFC 6350 §6.7.9: right after BEGIN.
    `VERSION:${version}.0`,
    `UID:${text(card.uid)}`,
    ...(version === '4' ? [`KIND:${card.kind}`] : []),
    `FN:${text(card.fullName)}`,
    // RFC 6350 §6.2.2: family; given; middle; prefixes; suffixes.
    ...(isNamed ? [`N:${[family, given, middle, '', ''].map(text).join(';')}`] : []),
    ...(card.organisation.length === 0 ? [] : [`ORG:${card.organisation.map(text).join(';')}`]),
    ...titlesOf(card.titles, version),
    ...card.addresses.map((address, index) => `${emailName(index, version)}:${text(address)}`),
    ...(card.categories.length === 0 ? [] : [`CATEGORIES:${card.categories.map(text).join(',')}`]),
    // Not of RFC 2426, which passes over what it does not know (§4): phones of Apple show it as an organisation.
    ...(version === '3' && card.kind === 'org' ? ['X-ABShowAs:COMPANY'] : []),
    'END:VCARD',
  ]
    .map(folded)
    .join('');
}

/** RFC 6350 §6.6.1 allows several; RFC 2426 §3.5.1 too, but Outlook takes the last. */
function titlesOf(titles: readonly string[], version: VcardVersion): readonly string[] {
  const written = version === '4' ? titles : titles.slice(0, 1);
  return written.map((title) => `TITLE:${text(title)}`);
}

/** RFC 6350 §5.3: PREF=1 is written to before all others; RFC 2426 §3.3.2 has a type for it. */
function emailName(index: number, version: VcardVersion): string {
  if (version === '4') return index === 0 ? 'EMAIL;PREF=1' : 'EMAIL';
  return index === 0 ? 'EMAIL;TYPE=INTERNET,PREF' : 'EMAIL;TYPE=INTERNET';
}

/** RFC 6350 §3.4. A line end could be escaped as well, but no name has one: what has one is another property that somebody smuggles in. */
function text(value: string): string {
  assert(isPlainText(value), 'a text of a vCard is one plain line');
  return value.normalize('NFC').replace(/[\\,;]/g, '\\$&');
}

/** RFC 6350 §3.2: a reader takes out line end and space. Never inside a character. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= vcardLineOctetsMax) return `${line}\r\n`;
  let written = '';
  let octets = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (octets + more > vcardLineOctetsMax) {
      written += '\r\n ';
      octets = 1;
    }
    written += character;
    octets += more;
  }
  return `${written}\r\n`;
}
