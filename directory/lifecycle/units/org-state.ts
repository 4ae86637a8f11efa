import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { PersonName } from '#directory/naming/person-name.ts';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { IdentifierScheme } from '#directory/org/organisation-identifier.ts';
import type { PostKind } from '#directory/org/tables.ts';
import type { AccountId, AppointmentId, PersonId, PostId, UnitId } from '#kernel/ids.ts';

export interface MailAddress {
  readonly localPart: string;
  readonly domain: string;
}

export function addressText({ localPart, domain }: MailAddress): string {
  return `${localPart}@${domain}`;
}

/** The directory as a plan sees it on the day it takes effect. */
export interface OrgState {
  /** Parents and children in any order; those that have not ended. */
  readonly units: readonly StateUnit[];
  /** Those with a personal account that is not closed, and a main post on the day; the oldest account first. */
  readonly people: readonly StatePerson[];
  /** Held on the day or later. */
  readonly posts: readonly StatePost[];
  /** Whose every address ever given is (REQ-DIR-10), by `local@domain`. */
  readonly owners: ReadonlyMap<string, AccountId>;
  readonly domains: readonly string[];
  readonly profiles: ReadonlyMap<string, NamingProfile>;
}

export interface StateUnit {
  readonly id: UnitId;
  readonly parentId: UnitId | null;
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  readonly domain: string;
  /** Its own; those below follow the nearest above. */
  readonly profile: string | null;
  readonly validFrom: string;
  /** Since when it is as it is. */
  readonly versionFrom: string;
  readonly accountId: AccountId | null;
  readonly address: MailAddress | null;
  readonly identifiers: readonly { readonly scheme: IdentifierScheme; readonly value: string; readonly validFrom: string }[];
}

export interface StatePerson {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly name: PersonName;
  readonly birthDate: string | null;
  /** Of the main post. */
  readonly unitId: UnitId;
  readonly address: MailAddress;
}

/** Somebody in a post: two may be, where one acts for the other. */
export interface StatePost {
  readonly appointmentId: AppointmentId;
  readonly id: PostId;
  readonly unitId: UnitId;
  readonly kind: PostKind;
  readonly title: string;
  readonly personId: PersonId;
  readonly holder: string;
  readonly heldFrom: string;
}
