import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { foldName, initialsOf, syllablesOf } from './fold-name.ts';
import { nameCharactersMax } from './limits.ts';
import { checkLocalPart } from './local-part.ts';
import type { NamingProfile } from './naming-profile.ts';
import type { UnitKind } from './unit-kind.ts';

export interface UnitToName {
  readonly kind: UnitKind;
  /** Official name with its kind word: `Sở Nội vụ`, `Xã Dương Quang`. */
  readonly name: string;
  /** Beats what the rule would make of the name (REQ-DIR-3). */
  readonly code: string | null;
}

/** What a unit code must look like. */
export const unitCodeShape = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Local part of a unit's mailbox (REQ-DIR-3 … REQ-DIR-5). `parentMailbox`: local part of the unit above; null for a root. */
export function unitMailboxName(profile: NamingProfile, unit: UnitToName, parentMailbox: string | null): Result<string, Refusal> {
  const own = ownPart(profile, unit);
  if (!own.ok) return own;
  if (profile.units.rules[unit.kind].parent === 'none') return checkLocalPart(own.value, profile.reserved);
  if (parentMailbox === null)
    return refused(refusal('invalid', `A unit of kind ${unit.kind} is named after the unit above it, and has none`, unit.name));
  return placeUnder(profile, own.value, parentMailbox);
}

/** Both parts in the profile's order: phongcn.tt or tt.phongcn (REQ-DIR-5). */
export function placeUnder(profile: NamingProfile, own: string, parentMailbox: string): Result<string, Refusal> {
  const parts = profile.units.order === 'own-first' ? [own, parentMailbox] : [parentMailbox, own];
  return checkLocalPart(parts.join(profile.separator), profile.reserved);
}

/** The part that stands for the unit itself: its code, or what the profile's rule makes of its name. */
export function ownPart(profile: NamingProfile, unit: UnitToName): Result<string, Refusal> {
  if (unit.code !== null)
    return unitCodeShape.test(unit.code)
      ? ok(unit.code)
      : refused(refusal('invalid', 'A unit code is letters a-z and digits with single . - _ between', unit.code));
  if (unit.name.length > nameCharactersMax) return refused(refusal('invalid', `Unit name is longer than ${nameCharactersMax} characters`));
  const own = ownNames[profile.units.rules[unit.kind].own](profile, unit);
  return own === '' ? refused(refusal('invalid', 'Unit name has no letter from a to z', unit.name)) : ok(own);
}

type OwnPart = NamingProfile['units']['rules'][UnitKind]['own'];

/** What can be made of a unit's name, whatever its code: nv, snv, noivu for Sở Nội vụ. Empty when the name has no letter from a to z. */
export const ownNames: Readonly<Record<OwnPart, (profile: NamingProfile, unit: UnitToName) => string>> = {
  abbreviation: (profile, unit) => abbreviation(profile, unit, profile.units.kindWords[unit.kind]),
  'abbreviation-with-kind-word': (profile, unit) => abbreviation(profile, unit, []),
  'joined-name': joinedName,
};

/**
 * Initials of what is left of the name without kind word, level word and connectives: `Sở Kế hoạch và Đầu tư` gives `khdt`.
 * Where only those words make the name, they are the name: `Thanh tra tỉnh` gives `ttt`.
 */
function abbreviation(profile: NamingProfile, unit: UnitToName, kindWords: readonly string[]): string {
  const all = syllablesOf(unit.name);
  const core = withoutLast(withoutFirst(all, kindWords), profile.units.levelWords);
  const connectives = new Set(profile.units.connectives.map(comparable));
  const telling = core.filter((syllable) => !connectives.has(comparable(syllable)));
  return initialsOf(telling.length > 0 ? telling : all);
}

/** `xaduongquang` for Xã Dương Quang. */
export function wholeName(unit: UnitToName): string {
  return foldName(syllablesOf(unit.name).join(''));
}

/** `Huyện Chợ Đồn` gives `chodon`. A number alone names nothing, so it keeps its kind word: `Phường 5` gives `phuong5`. */
function joinedName(profile: NamingProfile, unit: UnitToName): string {
  const joined = foldName(withoutFirst(syllablesOf(unit.name), profile.units.kindWords[unit.kind]).join(''));
  return /^\d*$/.test(joined) ? wholeName(unit) : joined;
}

function withoutFirst(syllables: readonly string[], kindWords: readonly string[]): readonly string[] {
  const longest = Math.max(0, ...matching(kindWords, (count) => syllables.slice(0, count)));
  return syllables.slice(longest);
}

function withoutLast(syllables: readonly string[], levelWords: readonly string[]): readonly string[] {
  const longest = Math.max(0, ...matching(levelWords, (count) => syllables.slice(-count)));
  return syllables.slice(0, syllables.length - longest);
}

/** How many syllables each of the words has that are found where `take` looks. */
function matching(words: readonly string[], take: (count: number) => readonly string[]): number[] {
  return words
    .map((word) => syllablesOf(word))
    .filter((word) => word.length > 0 && comparable(word.join(' ')) === comparable(take(word.length).join(' ')))
    .map((word) => word.length);
}

function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
