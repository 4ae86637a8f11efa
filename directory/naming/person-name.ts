import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { foldName, searchKey } from './fold-name.ts';
import { nameCharactersMax } from './limits.ts';

/** A name in its three parts, NFC, single spaces. Kept apart so that a compound surname can be put right by hand (REQ-DIR-8). */
export interface PersonName {
  readonly family: string;
  readonly middle: string;
  readonly given: string;
}

/** First guess at the parts of a full name: family first, given name last. A single word is a given name. */
export function splitPersonName(fullName: string): Result<PersonName, Refusal> {
  const words = wordsOf(tidy(fullName));
  const given = words.pop() ?? '';
  return personName({ family: words.shift() ?? '', middle: words.join(' '), given });
}

/** Parts typed apart, tidied; refused when the given name has nothing an address could be made of. */
export function personName(parts: PersonName): Result<PersonName, Refusal> {
  const name = { family: tidy(parts.family), middle: tidy(parts.middle), given: tidy(parts.given) };
  if (displayName(name).length > nameCharactersMax)
    return refused(refusal('invalid', `Name is longer than ${nameCharactersMax} characters`));
  if (foldName(name.given) === '') return refused(refusal('invalid', 'Given name has no letter from a to z', displayName(name)));
  return ok(name);
}

/** As it is said and written: family, middle, given. */
export function displayName(name: PersonName): string {
  return [name.family, name.middle, name.given].filter((part) => part !== '').join(' ');
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
