import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { OrganisationIdentifier } from '#directory/org/organisation-identifier.ts';
import type { PostKind, UnitEnding } from '#directory/org/tables.ts';
import type { AccountId, AppointmentId, PostId, UnitId } from '#kernel/ids.ts';
import type { Clash } from './address-desk.ts';
import type { UnitKey } from './draft.ts';
import type { MailAddress } from './org-state.ts';

/** All that a plan for units does, as it is kept with the plan: JSON, with the names people need to read it by. */
export interface UnitDeeds {
  readonly newDomains: readonly string[];
  readonly created: readonly CreatedUnit[];
  readonly changed: readonly ChangedUnit[];
  readonly ended: readonly EndedUnit[];
  readonly identifiers: readonly (OrganisationIdentifier & { readonly unit: UnitKey; readonly name: string })[];
  readonly posts: readonly PostMove[];
  readonly addresses: readonly AddressChange[];
  /** The last day on which old addresses receive; null: for ever. */
  readonly oldAddressesUntil: string | null;
}

/** How it came about. */
export interface UnitNotes {
  readonly clashes: readonly Clash[];
  /** Units that nobody heads once it is done, and somebody did before. */
  readonly headless: readonly string[];
}

interface UnitValues {
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  readonly parent: UnitKey | null;
  /** Its name. */
  readonly above: string | null;
  readonly domain: string;
  readonly profile: string | null;
}

export interface CreatedUnit extends UnitValues {
  readonly key: UnitKey;
  readonly address: MailAddress;
}

export interface ChangedUnit extends UnitValues {
  readonly unitId: UnitId;
  readonly was: UnitValues;
}

export interface EndedUnit {
  readonly unitId: UnitId;
  readonly name: string;
  readonly how: UnitEnding;
  readonly heirs: readonly { readonly unit: UnitKey; readonly name: string }[];
  /** Who has the mailbox from now on; null: nobody. */
  readonly mailboxTo: UnitKey | null;
}

/** Somebody goes on in another unit: a new post and appointment, the old ones end the day before. */
export interface PostMove {
  readonly appointmentId: AppointmentId;
  readonly postId: PostId;
  readonly from: UnitId;
  readonly to: UnitKey;
  readonly kind: PostKind;
  readonly was: PostKind;
  readonly title: string;
  readonly holder: string;
}

export interface AddressChange {
  readonly owner: 'unit' | 'person';
  readonly accountId: AccountId;
  readonly name: string;
  readonly from: string;
  readonly to: MailAddress;
  readonly how: string;
}
