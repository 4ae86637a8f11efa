import { sql } from 'kysely';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';

/** Where somebody stands: `locked` is an administrator's lock of whoever is in service. */
export type PersonStanding = 'in-service' | 'locked' | 'suspended' | 'left' | 'closed';

/** A person with everything that was. Days are `YYYY-MM-DD`, the last ones included. */
export interface PersonFacts {
  readonly id: PersonId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly family: string;
  readonly middle: string;
  readonly given: string;
  readonly birthDate: string | null;
  readonly standing: PersonStanding;
  readonly address: string;
  readonly usedOctets: number;
  readonly quotaOctets: number;
  /** The oldest first. */
  readonly formerNames: readonly { readonly name: string; readonly validFrom: string; readonly validTo: string }[];
  /** What is held or to be held first, then what was; the latest first. */
  readonly posts: readonly PostFact[];
  readonly addresses: readonly { readonly address: string; readonly kind: 'primary' | 'alias' | 'former'; readonly until: string | null }[];
  readonly absences: readonly {
    readonly kind: 'suspended' | 'left';
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly deleteAfter: string | null;
    readonly reason: string | null;
  }[];
  /** Why the mailbox is kept whatever the day; null: it is not. */
  readonly hold: string | null;
  readonly groups: readonly string[];
  /** By name: whose mailboxes the person may use, and who may use theirs. */
  readonly mayUse: readonly GrantFact[];
  readonly usedBy: readonly GrantFact[];
  readonly appPasswords: readonly { readonly label: string; readonly opens: string }[];
  readonly plans: readonly { readonly id: PlanId; readonly title: string; readonly effectiveOn: string }[];
}

export interface PostFact {
  readonly unitId: UnitId;
  readonly unit: string;
  readonly title: string;
  readonly kind: PostKind;
  readonly capacity: Capacity;
  readonly isMain: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** It ended before it began. */
  readonly isCalledOff: boolean;
}

export interface GrantFact {
  readonly who: string;
  readonly rights: readonly string[];
  readonly until: string | null;
}

export async function readPersonFacts(database: Database, id: PersonId): Promise<PersonFacts | undefined> {
  const { rows } = await sql<PersonFacts>`
    SELECT person.id, account.id AS "accountId", person.display_name AS name, family_name AS family, middle_name AS middle, given_name AS given,
      birth_date AS "birthDate", local_part || '@' || domain.name AS address, used_octets AS "usedOctets", quota_octets AS "quotaOctets",
      CASE account.state WHEN 'closed' THEN 'closed' WHEN 'active' THEN 'in-service'
        ELSE coalesce((SELECT kind FROM account_absence WHERE account_id = account.id AND valid_to IS NULL), 'locked') END AS standing,
      coalesce((SELECT jsonb_agg(jsonb_build_object('name', past.display_name, 'validFrom', past.valid_from, 'validTo', past.valid_to) ORDER BY past.id)
        FROM person_history AS past WHERE past.person_id = person.id), '[]') AS "formerNames",
      coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', unit.id, 'unit', unit.name, 'title', post.title, 'kind', post.kind,
          'capacity', capacity, 'isMain', is_primary, 'validFrom', held.valid_from, 'validTo', held.valid_to,
          'isCalledOff', held.valid_to < held.valid_from IS TRUE)
          ORDER BY coalesce(held.valid_to, 'infinity') >= today_in_vietnam() DESC, is_primary DESC, held.valid_from DESC, held.id)
        FROM appointment AS held JOIN post ON post.id = held.post_id JOIN unit ON unit.id = post.unit_id WHERE held.person_id = person.id
      ), '[]') AS posts,
      coalesce((SELECT jsonb_agg(jsonb_build_object('address', own.local_part || '@' || own_domain.name, 'kind', own.kind,
          'until', (own.receives_until AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond')::date) ORDER BY own.kind <> 'primary', own.id)
        FROM address AS own JOIN domain AS own_domain ON own_domain.id = own.domain_id WHERE own.account_id = account.id), '[]') AS addresses,
      coalesce((SELECT jsonb_agg(jsonb_build_object('kind', kind, 'validFrom', valid_from, 'validTo', valid_to, 'deleteAfter', delete_after,
          'reason', reason) ORDER BY id) FROM account_absence WHERE account_id = account.id), '[]') AS absences,
      (SELECT reason FROM legal_hold WHERE account_id = account.id AND lifted_at IS NULL) AS hold,
      coalesce((SELECT jsonb_agg(name ORDER BY name) FROM principal_group JOIN principal_group_member ON group_id = id
        WHERE person_id = person.id), '[]') AS groups,
      coalesce((SELECT jsonb_agg(jsonb_build_object('who', target.local_part || '@' || target_domain.name, 'rights', rights,
          'until', (valid_to AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond')::date) ORDER BY access_grant.id)
        FROM access_grant JOIN address AS target ON target.account_id = target_account_id AND target.kind = 'primary'
        JOIN domain AS target_domain ON target_domain.id = target.domain_id
        WHERE principal_kind = 'person' AND principal_id = person.id AND revoked_at IS NULL AND coalesce(valid_to, 'infinity') > now()
      ), '[]') AS "mayUse",
      coalesce((SELECT jsonb_agg(jsonb_build_object('who', coalesce(reader.display_name, headed.name, principal_kind || ' #' || principal_id),
          'rights', rights, 'until', (access_grant.valid_to AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond')::date) ORDER BY access_grant.id)
        FROM access_grant
        LEFT JOIN person AS reader ON principal_kind = 'person' AND reader.id = principal_id
        LEFT JOIN unit AS headed ON principal_kind = 'head' AND headed.id = principal_id
        WHERE target_account_id = account.id AND revoked_at IS NULL AND coalesce(access_grant.valid_to, 'infinity') > now()
      ), '[]') AS "usedBy",
      coalesce((SELECT jsonb_agg(jsonb_build_object('label', label, 'opens', opened.local_part || '@' || opened_domain.name) ORDER BY app_password.created_at)
        FROM app_password JOIN address AS opened ON opened.account_id = target_account_id AND opened.kind = 'primary'
        JOIN domain AS opened_domain ON opened_domain.id = opened.domain_id
        WHERE app_password.account_id = account.id AND revoked_at IS NULL AND coalesce(expires_at, 'infinity') > now()
      ), '[]') AS "appPasswords",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', plan.id, 'title', title, 'effectiveOn', effective_on) ORDER BY effective_on, plan.id)
        FROM plan WHERE plan.kind = 'person' AND state = 'planned' AND (body #>> '{deeds,person,personId}')::bigint = person.id), '[]') AS plans
    FROM person JOIN account ON account.person_id = person.id AND account.kind = 'personal'
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE person.id = ${id} ORDER BY account.state = 'closed', account.id LIMIT 1`.execute(tablesOf(database));
  return rows[0];
}
