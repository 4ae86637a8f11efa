import type { PersonDeeds, PersonNotes } from '#directory/lifecycle/people/person-deeds.ts';
import type { Clash } from '#directory/lifecycle/units/address-desk.ts';
import type { MailAddress } from '#directory/lifecycle/units/org-state.ts';
import type { PersonName } from '#directory/naming/person-name.ts';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import type { AccountId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';

/** All that a batch does, as it is kept with its plan: JSON. */
export interface BulkDeeds {
  readonly file: string;
  readonly recruits: readonly RecruitDeed[];
  readonly events: readonly EventDeed[];
  readonly notify: boolean;
}

export interface RecruitDeed {
  readonly row: number;
  readonly name: PersonName;
  readonly birthDate: string | null;
  readonly unitId: UnitId;
  readonly unit: string;
  /** null: a new seat. */
  readonly postId: PostId | null;
  readonly title: string;
  readonly kind: PostKind;
  readonly capacity: Capacity;
  readonly until: string | null;
  readonly address: MailAddress;
  /** How the address was made: by the rule, or how a namesake was told apart. */
  readonly how: string;
  /** What an earlier batch gave somebody of this name and took back unused: it is theirs again. */
  readonly revives: { readonly personId: PersonId; readonly accountId: AccountId } | null;
  readonly reason: string | null;
}

/** Somebody new as they came to be when the batch was carried out. */
export interface Made {
  readonly recruit: RecruitDeed;
  readonly personId: PersonId;
  readonly accountId: AccountId;
}

export interface EventDeed {
  readonly row: number;
  readonly deeds: PersonDeeds;
}

/** How it came about, for people. */
export interface BulkNotes {
  readonly clashes: readonly (Clash & { readonly row: number })[];
  readonly likenesses: readonly NotedLikeness[];
  readonly remarks: readonly InBoth[];
  readonly events: readonly {
    readonly row: number;
    readonly title: InBoth;
    readonly summary: readonly InBoth[];
    readonly notes: PersonNotes;
  }[];
  readonly notices: { readonly people: number; readonly units: number };
}

/** Somebody new who may be somebody known, which does not stand in the way. */
export interface NotedLikeness extends InBoth {
  readonly row: number;
  readonly name: string;
}
