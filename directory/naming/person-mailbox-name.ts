import type { Refusal } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import { checkLocalPart } from './local-part.ts';
import { nameParts, textOf } from './name-forms.ts';
import type { NamingProfile } from './naming-profile.ts';
import type { PersonName } from './person-name.ts';
import type { UnitKind } from './unit-kind.ts';

/** Local part for a person (REQ-DIR-6). `unitMailbox`: of the agency, district or commune, see `namesItsPeople`. */
export function personMailboxName(profile: NamingProfile, name: PersonName, unitMailbox: string): Result<string, Refusal> {
  return placeInUnit(profile, bareName(profile, name), unitMailbox);
}

/** Whether people are named after a unit of this kind; those in an office are named after what the office is inside of. */
export function namesItsPeople(kind: UnitKind): boolean {
  return kind !== 'office';
}

/** The part that stands for the person: `anhnv`, `nvanh` or `nguyenvananh` for Nguyễn Văn Anh. */
export function bareName(profile: NamingProfile, name: PersonName): string {
  return textOf(nameParts(profile.people.name, name));
}

export function placeInUnit(profile: NamingProfile, bare: string, unitMailbox: string): Result<string, Refusal> {
  const { separator, reserved, people } = profile;
  const parts = { after: [bare, unitMailbox], before: [unitMailbox, bare], none: [bare] }[people.unit];
  return checkLocalPart(parts.join(separator), reserved);
}
