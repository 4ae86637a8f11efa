import type { GivenRole } from '#directory/access/roles/role.ts';
import type { KnownCertificate } from '#directory/certificates/certificate.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { PersonName } from '#directory/naming/person-name.ts';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import type { AccountId, AppointmentId, GrantId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { MailAddress, StateUnit } from '../units/org-state.ts';

/** The directory as a plan for a person sees it on the day it takes effect. */
export interface PersonState {
  readonly units: readonly StateUnit[];
  readonly profiles: ReadonlyMap<string, NamingProfile>;
  /** Those whom each text of the request names: one, if all is well. */
  readonly people: ReadonlyMap<string, readonly KnownPerson[]>;
  /** For a text that names nobody: who was probably meant. */
  readonly meant: ReadonlyMap<string, string>;
  /** Of a new person: those of that name who are known already. */
  readonly namesakes: readonly Namesake[];
  /** Posts of the units that posts are asked for in. */
  readonly seats: readonly Seat[];
  /** What is granted to those posts and to the posts people hold, and to the heads of their units. */
  readonly postGrants: readonly PostGrant[];
  readonly groups: readonly Group[];
  /** Whose the addresses are that somebody of this name might be given (REQ-DIR-10), by `local@domain`. */
  readonly owners: ReadonlyMap<string, AddressOwner>;
  /** Of those people, of whoever holds one of those posts, and of the units. */
  readonly certificates: readonly KnownCertificate[];
  /** Plans that wait for their day and are about the same people. */
  readonly otherPlans: readonly OtherPlan[];
  /** Administrators who can sign in. */
  readonly administrators: number;
}

export interface KnownPerson {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly accountState: 'active' | 'locked' | 'closed';
  /** Given by name, and in force on the day or later. */
  readonly roles: readonly GivenRole[];
  readonly name: PersonName;
  readonly birthDate: string | null;
  /** Primary. */
  readonly address: MailAddress;
  /** Others that receive still: the last day, null for ever. */
  readonly otherAddresses: readonly { readonly address: string; readonly until: string | null }[];
  readonly quotaOctets: number;
  readonly usedOctets: number;
  /** null: in service. */
  readonly absence: {
    readonly kind: 'suspended' | 'left';
    readonly from: string;
    /** The plan by which a suspension to a day ends. */
    readonly returnPlanId: number | null;
  } | null;
  readonly isHeld: boolean;
  /** Held on the day or later, the main one first. */
  readonly posts: readonly HeldPost[];
  readonly appPasswords: readonly { readonly label: string; readonly opens: string; readonly opensAccountId: AccountId }[];
  readonly groups: readonly Group[];
  /** What is granted to the person by name, and on the person's own mailbox to others; lent: by others, while the person was away. */
  readonly grantsTo: readonly StandingGrant[];
  readonly grantsOn: readonly (StandingGrant & { readonly isLent: boolean })[];
}

export interface HeldPost {
  readonly appointmentId: AppointmentId;
  readonly postId: PostId;
  readonly unitId: UnitId;
  readonly unit: string;
  readonly title: string;
  readonly kind: PostKind;
  readonly capacity: Capacity;
  readonly isMain: boolean;
  readonly from: string;
  readonly until: string | null;
}

/** A post and who holds it on the day or later. */
export interface Seat {
  readonly postId: PostId;
  readonly unitId: UnitId;
  readonly title: string;
  readonly kind: PostKind;
  readonly from: string;
  readonly holders: readonly (Omit<HeldPost, 'postId' | 'unitId' | 'unit' | 'title' | 'kind'> & {
    readonly personId: PersonId;
    readonly name: string;
  })[];
}

export interface StandingGrant {
  readonly id: GrantId;
  readonly targetAccountId: AccountId;
  /** The address of the mailbox, or who has the grant on it. */
  readonly who: string;
  readonly rights: readonly string[];
  readonly until: string | null;
}

export interface PostGrant {
  readonly kind: 'post' | 'head';
  readonly principalId: number;
  readonly targetAccountId: AccountId;
  readonly target: string;
}

export interface Group {
  readonly id: number;
  readonly name: string;
  readonly unitId: UnitId | null;
}

export interface Namesake {
  readonly name: string;
  readonly birthDate: string | null;
  readonly address: string;
}

export interface AddressOwner {
  readonly accountId: AccountId;
  readonly name: string;
}

export interface OtherPlan {
  readonly id: number;
  readonly title: string;
  readonly effectiveOn: string;
}
