import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { foldName, searchKey } from './fold-name.ts';
import { nameCharactersMax } from './limits.ts';

/** In which order a name is said: most are family-first; given-first is H'Hen Niê, Y Moan Êňuôl. */
export const nameOrders = ['family-first', 'given-first'] as const;
export type NameOrder = (typeof nameOrders)[number];

/** A name in its three parts, NFC, single spaces. Kept apart so that a compound surname can be put right by hand (REQ-DIR-8). */
export interface PersonName {
  readonly family: string;
  readonly middle: string;
  readonly given: string;
  /** Left out: family first. */
  readonly order?: NameOrder;
}

/** First guess at the parts of a full name: family first, given name last, or the other way round. A single word is a given name. */
export function splitPersonName(fullName: string, order: NameOrder = 'family-first'): Result<PersonName, Refusal> {
  const words = wordsOf(tidy(fullName));
  if (order === 'given-first') {
    const family = words.length > 1 ? (words.pop() ?? '') : '';
    return personName({ family, middle: '', given: words.join(' '), order });
  }
  const given = words.pop() ?? '';
  return personName({ family: words.shift() ?? '', middle: words.join(' '), given });
}

/** Parts typed apart, tidied; refused when the given name has nothing an address could be made of. */
export function personName(parts: PersonName): Result<PersonName, Refusal> {
  const { family, middle, given, order } = parts;
  const tidied = { family: tidy(family), middle: tidy(middle), given: tidy(given) };
  const name: PersonName = order === 'given-first' ? { ...tidied, order } : tidied;
  if (displayName(name).length > nameCharactersMax)
    return refused(refusal('invalid', `Name is longer than ${nameCharactersMax} characters`));
  if (foldName(name.given) === '') return refused(refusal('invalid', 'Given name has no letter from a to z', displayName(name)));
  return ok(name);
}

/** As it is said and written: family, middle, given; or given, middle, family. */
export function displayName({ family, middle, given, order }: PersonName): string {
  const parts = order === 'given-first' ? [given, middle, family] : [family, middle, given];
  return parts.filter((part) => part !== '').join(' ');
}

export function personSearchKey(name: PersonName): string {
  return searchKey(displayName(name));
}

const hyphens = /[-\u2010-\u2015]/u;

/** A hyphen inside a word stays (Ngọc-Anh is one given name), unless all the words are joined by them as in old papers: Nguyễn-Văn-Anh. */
function wordsOf(tidied: string): string[] {
  return tidied.split(tidied.includes(' ') ? ' ' : hyphens).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Also what cannot be seen: pasted text brings spaces of other kinds, and characters of no width that are no part of a name. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\u200B/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\s+/gu, ' ');
}
