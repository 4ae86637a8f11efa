import type { Generated, GeneratedAlways } from 'kysely';
import type { NameOrder } from '#directory/naming/person-name.ts';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { AccountId, AddressId, AppointmentId, DomainId, GrantId, MailboxId, PersonId, PlanId, PostId, UnitId } from '#kernel/ids.ts';
import type { IdentifierScheme } from './organisation-identifier.ts';

export const postKinds = ['head', 'deputy', 'clerk', 'staff'] as const;
export type PostKind = (typeof postKinds)[number];

/** acting: quyền; in-charge: phụ trách. */
export const capacities = ['full', 'acting', 'in-charge'] as const;
export type Capacity = (typeof capacities)[number];

export const planStates = ['planned', 'carried-out', 'cancelled'] as const;
export type PlanState = (typeof planStates)[number];
/** How a unit came to its end. */
export type UnitEnding = 'merge' | 'split' | 'dissolve';

/** Rows of the directory as the driver gives them (src/migrations says what each means). Dates without time are `YYYY-MM-DD`. */
export interface DirectoryTables {
  domain: { id: Generated<DomainId>; name: string; created_at: Generated<Date> };
  unit: {
    id: Generated<UnitId>;
    parent_id: UnitId | null;
    domain_id: DomainId;
    kind: UnitKind;
    name: string;
    search_key: string;
    code: string | null;
    naming_profile: string | null;
    valid_from: Generated<string>;
    valid_to: string | null;
    merged_into: UnitId | null;
  };
  /** What a unit was, up to and including valid_to; what it is stands in `unit`. */
  unit_history: {
    id: Generated<number>;
    unit_id: UnitId;
    valid_from: string;
    valid_to: string;
    parent_id: UnitId | null;
    domain_id: DomainId;
    kind: UnitKind;
    name: string;
    code: string | null;
    naming_profile: string | null;
    plan_id: PlanId | null;
  };
  unit_lineage: { from_unit_id: UnitId; to_unit_id: UnitId; kind: UnitEnding; effective_on: string; plan_id: PlanId | null };
  unit_identifier: { unit_id: UnitId; scheme: IdentifierScheme; value: string; valid_from: string; valid_to: string | null };
  /** Who is told of the address that a plan gave them. */
  address_notice: {
    plan_id: PlanId;
    account_id: AccountId;
    former: string;
    present: string;
    former_until: string | null;
    settled_at: Date | null;
    is_told: boolean | null;
  };
  /** How far a plan is that is being carried out. */
  plan_progress: {
    plan_id: PlanId;
    begun_at: Generated<Date>;
    told_at: Generated<Date>;
    step: Generated<'checking' | 'writing' | 'recording' | 'telling'>;
    done: Generated<number>;
    total: Generated<number>;
    ended: 'refused' | 'failed' | null;
    because: unknown;
  };
  plan: {
    id: Generated<PlanId>;
    kind: string;
    title: string;
    state: Generated<PlanState>;
    effective_on: string;
    body: unknown;
    fingerprint: string;
    made_by: AccountId | null;
    made_at: Generated<Date>;
    settled_by: AccountId | null;
    settled_at: Date | null;
    refused_because: string | null;
    refused_at: Date | null;
  };
  person: {
    id: Generated<PersonId>;
    family_name: string;
    middle_name: string;
    given_name: string;
    display_name: string;
    search_key: string;
    birth_date: string | null;
    name_order: Generated<NameOrder>;
    list_key: GeneratedAlways<string>;
    created_at: Generated<Date>;
  };
  /** What a person was called, up to and including valid_to; what they are called stands in `person`. */
  person_history: {
    id: Generated<number>;
    person_id: PersonId;
    valid_from: string;
    valid_to: string;
    family_name: string;
    middle_name: string;
    given_name: string;
    name_order: NameOrder;
    display_name: string;
    birth_date: string | null;
    plan_id: PlanId | null;
  };
  post: { id: Generated<PostId>; unit_id: UnitId; title: string; kind: PostKind; valid_from: Generated<string>; valid_to: string | null };
  appointment: {
    id: Generated<AppointmentId>;
    post_id: PostId;
    person_id: PersonId;
    is_primary: Generated<boolean>;
    capacity: Generated<Capacity>;
    valid_from: Generated<string>;
    valid_to: string | null;
  };
  account: {
    id: Generated<AccountId>;
    kind: 'personal' | 'unit';
    person_id: PersonId | null;
    unit_id: UnitId | null;
    state: Generated<'active' | 'locked' | 'closed'>;
    quota_octets: number;
    used_octets: Generated<number>;
    used_messages: Generated<number>;
    change_counter: Generated<number>;
    created_at: Generated<Date>;
  };
  account_absence: {
    id: Generated<number>;
    account_id: AccountId;
    kind: 'suspended' | 'left';
    valid_from: string;
    valid_to: string | null;
    delete_after: string | null;
    reason: string | null;
    plan_id: PlanId | null;
    return_plan_id: PlanId | null;
  };
  account_deletion: {
    account_id: AccountId;
    ordered_by: AccountId | null;
    reason: string;
    ordered_at: Generated<Date>;
    messages: number;
    octets: number;
    finished_at: Date | null;
  };
  legal_hold: {
    id: Generated<number>;
    account_id: AccountId;
    reason: string;
    placed_by: AccountId | null;
    placed_at: Generated<Date>;
    lifted_by: AccountId | null;
    lifted_at: Date | null;
  };
  address: {
    id: Generated<AddressId>;
    domain_id: DomainId;
    local_part: string;
    account_id: AccountId;
    kind: 'primary' | 'alias' | 'former';
    receives_until: Date | null;
    created_at: Generated<Date>;
  };
  password: { account_id: AccountId; hash: string; changed_at: Generated<Date>; must_change: Generated<boolean> };
  password_history: { account_id: AccountId; hash: string; replaced_at: Generated<Date> };
  account_use: { account_id: AccountId; used_at: Date; warned_days: number | null; locks_on: string | null };
  quota_warning: { account_id: AccountId; percent: number; told_at: Generated<Date> };
  auto_reply: {
    id: Generated<number>;
    account_id: AccountId;
    address_id: AddressId | null;
    cause: 'left' | 'moved';
    contact: string | null;
    valid_until: string;
    plan_id: PlanId | null;
    created_at: Generated<Date>;
  };
  app_password: {
    id: string;
    account_id: AccountId;
    target_account_id: AccountId;
    mac: Buffer;
    label: string;
    program: string | null;
    created_at: Generated<Date>;
    expires_at: Date | null;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  sign_in_throttle: {
    subject_kind: 'account' | 'familiar' | 'network';
    subject: string;
    failures: number;
    window_started_at: Date;
    blocked_until: Date | null;
  };
  access_grant: {
    id: Generated<GrantId>;
    target_account_id: AccountId;
    target_mailbox_id: MailboxId | null;
    principal_kind: 'person' | 'post' | 'group' | 'head';
    principal_id: number;
    rights: string[];
    valid_from: Generated<Date>;
    valid_to: Date | null;
    granted_by: AccountId | null;
    revoked_at: Date | null;
  };
  access_generation: { only_row: Generated<boolean>; generation: number };
  installation: { only_row: Generated<boolean>; province: string; created_at: Generated<Date> };
}
