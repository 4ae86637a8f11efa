import type { KnownPerson, PersonState, Seat } from '#directory/lifecycle/people/person-state.ts';
import type { StateUnit } from '#directory/lifecycle/units/org-state.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';

/** The directory as a batch sees it on the day it takes effect: read once for all rows. */
export interface BulkState {
  readonly units: readonly StateUnit[];
  readonly profiles: ReadonlyMap<string, NamingProfile>;
  /** Whose every address ever given is (REQ-DIR-10), by `local@domain`. */
  readonly owners: ReadonlyMap<string, Owner>;
  /** Posts of the units that rows name, and of those that people of rows have posts in. */
  readonly seats: readonly Seat[];
  /** Those whom each text of a row names. */
  readonly people: ReadonlyMap<string, readonly KnownPerson[]>;
  readonly meant: ReadonlyMap<string, string>;
  /** For the rows of people who are there already. */
  readonly access: Pick<PersonState, 'postGrants' | 'groups' | 'administrators' | 'certificates'>;
  /** Plans that wait for their day and are about the same people. */
  readonly otherPlans: PersonState['otherPlans'];
  /** People who might be those that rows call new. */
  readonly neighbours: readonly Neighbour[];
  /** What batches gave and took back unused (decision 0013), the oldest first. */
  readonly voids: readonly VoidAccount[];
}

export interface Owner {
  readonly accountId: AccountId;
  readonly name: string;
}

export interface Neighbour {
  readonly personId: PersonId;
  readonly name: string;
  readonly searchKey: string;
  readonly birthDate: string | null;
  readonly address: string;
  /** Of the posts held on the day or later. */
  readonly unitIds: readonly UnitId[];
}

export interface VoidAccount {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly address: string;
}
