import type { KnownCertificate, WaitingState } from '#directory/certificates/certificate.ts';
import type { Fate } from '#directory/certificates/rules.ts';
import type { PersonName } from '#directory/naming/person-name.ts';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import type { AccountId, AppointmentId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Clash } from '../units/address-desk.ts';
import type { MailAddress } from '../units/org-state.ts';
import type { PersonEvent } from './person-request.ts';
import type { Group, StandingGrant } from './person-state.ts';

/** All that a plan for a person does, as it is kept with the plan: JSON, with the names people need to read it by. */
export interface PersonDeeds {
  readonly event: PersonEvent;
  readonly reason: string | null;
  /** Ids are null where the person is yet to be made. */
  readonly person: {
    readonly personId: PersonId | null;
    readonly accountId: AccountId | null;
    readonly name: string;
    readonly address: string;
  };
  readonly creates: NewAccount | null;
  readonly renames: { readonly to: PersonName; readonly from: string } | null;
  readonly ends: readonly EndedAppointment[];
  readonly begins: readonly BegunAppointment[];
  readonly address: ChangedAddress | null;
  /** in-service: an absence ends. */
  readonly standing: 'suspended' | 'left' | 'in-service' | null;
  /** Of a suspension to a day: the first day in service again, for which a plan is made. Absent where there is none. */
  readonly returnsOn?: string;
  /** Who writes is answered until that day, with where to write instead. Absent where nobody is. */
  readonly autoReply?: {
    readonly cause: 'left' | 'moved';
    /** null: nobody to write to. */
    readonly contact: string | null;
    readonly until: string;
    /** The address of who moved; null: any of the account's. */
    readonly at: string | null;
  };
  /** Of somebody who leaves. Days are the last ones. */
  readonly keeping: { readonly receiveUntil: string; readonly deleteAfter: string } | null;
  readonly access: EndedAccess;
  readonly grants: readonly GrantToMake[];
  readonly leavesGroups: readonly Group[];
  readonly joinsGroups: readonly Group[];
  /** Who is told by mail. */
  readonly notices: readonly NoticeTo[];
}

/** id is null for the person that the plan makes. */
export interface NoticeTo {
  readonly to: 'person' | 'unit';
  readonly id: number | null;
  readonly name: string;
}

export interface NewAccount {
  readonly name: PersonName;
  readonly birthDate: string | null;
  readonly address: MailAddress;
  readonly how: string;
  readonly quotaOctets: number;
}

/** Ends the day before; one that was to begin on the day or later is called off. */
export interface EndedAppointment {
  readonly appointmentId: AppointmentId;
  readonly postId: PostId;
  readonly unitId: UnitId;
  readonly unit: string;
  readonly title: string;
  readonly kind: PostKind;
  readonly capacity: Capacity;
  readonly personId: PersonId;
  readonly holder: string;
}

export interface BegunAppointment {
  /** null: a new seat. */
  readonly postId: PostId | null;
  readonly unitId: UnitId;
  readonly unit: string;
  readonly title: string;
  readonly kind: PostKind;
  readonly capacity: Capacity;
  readonly isMain: boolean;
  readonly until: string | null;
}

export interface ChangedAddress {
  readonly from: string;
  readonly to: MailAddress;
  readonly how: string;
  /** The last day on which the old one receives; null: for ever. */
  readonly oldUntil: string | null;
}

/**
 * What ends by rule, whatever it is on the day: a delegation or an app password made after the plan ends like those before it. Which ones
 * that are today is in the notes, which they were in the audit.
 */
export interface EndedAccess {
  /** Grants to the person by name: all, or those on these accounts. */
  readonly grantsTo: 'all' | readonly AccountId[];
  /** Grants to others on the person's mailbox. lent: those that others gave while the person was away. */
  readonly grantsOn: 'all' | 'lent' | null;
  /** unreadable: those that open what their owner may no longer read. */
  readonly appPasswords: 'all' | 'unreadable';
  readonly password: boolean;
}

/** The mailbox of the person, to read. */
export interface GrantToMake {
  readonly to: { readonly kind: 'person' | 'head'; readonly id: number; readonly name: string };
  readonly rights: readonly string[];
  /** The last day. */
  readonly until: string;
}

/** How it came about, and what it means on the day it was planned. */
export interface PersonNotes {
  readonly clashes: readonly Clash[];
  /** Mailboxes of others that the person comes to read, or no longer may. */
  readonly accessBegins: readonly string[];
  readonly accessEnds: readonly string[];
  readonly grantsEnd: readonly (Pick<StandingGrant, 'who' | 'rights' | 'until'> & { readonly side: 'to' | 'on' })[];
  readonly appPasswordsEnd: readonly { readonly label: string; readonly opens: string }[];
  /** What becomes of them by rule (decision 0022). isOwn: the person's, or a unit's that the person comes to head. */
  readonly certificates: readonly (Pick<KnownCertificate, 'id' | 'serial' | 'address'> & {
    readonly called: string;
    readonly becomes: WaitingState;
    readonly cause: Fate['cause'];
    readonly isOwn: boolean;
  })[];
  readonly quota: { readonly usedOctets: number; readonly quotaOctets: number } | null;
  /** Addresses that go on receiving, with the last day. */
  readonly receives: readonly { readonly address: string; readonly until: string | null }[];
  readonly remarks: readonly InBoth[];
}
