import { foldName, initialsOf, syllablesOf } from './fold-name.ts';
import type { PersonName } from './person-name.ts';

/** A stretch of a mailbox name and what it was made from: how a name came about can be shown letter by letter (REQ-DIR-9). */
export interface NamePart {
  readonly from: NamePartOrigin;
  readonly text: string;
}

export const namePartOrigins = [
  'given',
  'middle',
  'family',
  'middle-initials',
  'family-initials',
  'ordinal',
  'birth-year',
  'identity-digits',
  'unit',
] as const;
export type NamePartOrigin = (typeof namePartOrigins)[number];

/** What a name can be made into by its letters alone. Each holds the whole folded given name: what is taken is looked up by it. */
export const nameForms = [
  'given-initials', // anhnv
  'initials-given', // nvanh
  'joined-name', // nguyenvananh
  'spelled-middle-name', // anhnvan
  'middle-name-first', // vananhn
  'spelled-family-name', // anhnguyenv
  'given-family', // anhnguyen
  'spelled-name', // anhnguyenvan
] as const;
export type NameForm = (typeof nameForms)[number];

type Piece = (name: PersonName) => NamePart;

const given: Piece = (name) => ({ from: 'given', text: foldName(name.given) });
const middle: Piece = (name) => ({ from: 'middle', text: foldName(name.middle) });
const family: Piece = (name) => ({ from: 'family', text: foldName(name.family) });
const m: Piece = (name) => ({ from: 'middle-initials', text: initialsOf(syllablesOf(name.middle)) });
const f: Piece = (name) => ({ from: 'family-initials', text: initialsOf(syllablesOf(name.family)) });

const piecesOf: Record<NameForm, readonly Piece[]> = {
  'given-initials': [given, f, m],
  'initials-given': [f, m, given],
  'joined-name': [family, middle, given],
  'spelled-middle-name': [given, f, middle],
  'middle-name-first': [middle, given, f],
  'spelled-family-name': [given, family, m],
  'given-family': [given, family],
  'spelled-name': [given, family, middle],
};

/** The parts in the order they are written; those the name has nothing for are left out. */
export function nameParts(form: NameForm, name: PersonName): readonly NamePart[] {
  return piecesOf[form].map((piece) => piece(name)).filter(({ text }) => text !== '');
}

export function textOf(parts: readonly NamePart[]): string {
  return parts.map(({ text }) => text).join('');
}
