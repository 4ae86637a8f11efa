import { sql } from 'kysely';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, PlanId, UnitId } from '#kernel/ids.ts';
import type { IdentifierScheme } from './organisation-identifier.ts';
import type { UnitEnding } from './tables.ts';

/** A unit with its history: everything that is known of it. Days are `YYYY-MM-DD`. */
export interface UnitFacts {
  readonly id: UnitId;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** The oldest first; the last is what it is, or was at its end. */
  readonly versions: readonly UnitVersion[];
  readonly addresses: readonly {
    readonly address: string;
    readonly kind: 'primary' | 'alias' | 'former';
    readonly receivesUntil: string | null;
  }[];
  readonly identifiers: readonly {
    readonly scheme: IdentifierScheme;
    readonly value: string;
    readonly validFrom: string;
    readonly validTo: string | null;
  }[];
  readonly cameFrom: readonly Kin[];
  readonly wentTo: readonly Kin[];
  /** `Ma Thị Lan`, `Hà Văn Sơn (quyền)`. */
  readonly heads: readonly string[];
  /** People with a post in it today; units directly below it today. */
  readonly people: number;
  readonly unitsBelow: number;
  /** Of its mailbox; null where it never had one. */
  readonly accountId: AccountId | null;
}

export interface UnitVersion {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  readonly parent: string | null;
  readonly domain: string;
  readonly namingProfile: string | null;
}

export interface Kin {
  readonly unitId: UnitId;
  readonly name: string;
  readonly how: UnitEnding;
  readonly on: string;
  readonly planId: PlanId | null;
}

/** Units of any time that a text names: `#12`, an address they have or had, or a name they have or had. */
export async function findUnitsCalled(
  database: Database,
  text: string,
): Promise<readonly { id: UnitId; name: string; hasEnded: boolean }[]> {
  const name = text.normalize('NFC').trim();
  const number = /^#(\d{1,15})$/.exec(name)?.[1] ?? null;
  const { rows } = await sql<{ id: UnitId; name: string; hasEnded: boolean }>`
    SELECT unit.id, unit.name, unit.valid_to < today_in_vietnam() IS TRUE AS "hasEnded"
    FROM unit
    WHERE unit.id = ${number}::bigint OR unit.name = ${name}
      OR unit.id IN (SELECT unit_id FROM unit_history WHERE name = ${name})
      OR unit.id IN (SELECT account.unit_id FROM account JOIN address ON address.account_id = account.id
        JOIN domain ON domain.id = address.domain_id WHERE local_part || '@' || domain.name = ${name.toLowerCase()})
    ORDER BY "hasEnded", unit.id`.execute(tablesOf(database));
  return rows;
}

export async function readUnitFacts(database: Database, id: UnitId): Promise<UnitFacts | undefined> {
  const { rows } = await sql<UnitFacts>`
    WITH held AS (
      SELECT post.unit_id, post.kind, person.id AS person_id, person.display_name
        || CASE capacity WHEN 'acting' THEN ' (quyền)' WHEN 'in-charge' THEN ' (phụ trách)' ELSE '' END AS display_name
      FROM post JOIN appointment ON appointment.post_id = post.id JOIN person ON person.id = appointment.person_id
      WHERE post.unit_id = ${id} AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
    )
    SELECT unit.id, unit.valid_from AS "validFrom", unit.valid_to AS "validTo",
      (SELECT jsonb_agg(jsonb_build_object('validFrom', v.valid_from, 'validTo', v.valid_to, 'name', v.name, 'kind', v.kind, 'code', v.code,
          'parent', parent.name, 'domain', domain.name, 'namingProfile', v.naming_profile) ORDER BY v.rank, v.id)
        FROM (
          SELECT 0 AS rank, id, valid_from, valid_to, name, kind, code, parent_id, domain_id, naming_profile FROM unit_history WHERE unit_id = unit.id
          UNION ALL
          SELECT 1, 0, coalesce((SELECT max(valid_to) + 1 FROM unit_history WHERE unit_id = unit.id), unit.valid_from), unit.valid_to, unit.name,
            unit.kind, unit.code, unit.parent_id, unit.domain_id, unit.naming_profile
        ) AS v LEFT JOIN unit AS parent ON parent.id = v.parent_id JOIN domain ON domain.id = v.domain_id) AS versions,
      coalesce((SELECT jsonb_agg(jsonb_build_object('address', local_part || '@' || domain.name, 'kind', address.kind,
          'receivesUntil', receives_until) ORDER BY address.kind <> 'primary', address.id)
        FROM account JOIN address ON address.account_id = account.id JOIN domain ON domain.id = address.domain_id
        WHERE account.unit_id = unit.id), '[]') AS addresses,
      coalesce((SELECT jsonb_agg(jsonb_build_object('scheme', scheme, 'value', value, 'validFrom', valid_from, 'validTo', valid_to)
        ORDER BY scheme, valid_from) FROM unit_identifier WHERE unit_id = unit.id), '[]') AS identifiers,
      coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', kin.id, 'name', kin.name, 'how', lineage.kind, 'on', effective_on,
          'planId', plan_id) ORDER BY kin.id)
        FROM unit_lineage AS lineage JOIN unit AS kin ON kin.id = from_unit_id WHERE to_unit_id = unit.id), '[]') AS "cameFrom",
      coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', kin.id, 'name', kin.name, 'how', lineage.kind, 'on', effective_on,
          'planId', plan_id) ORDER BY kin.id)
        FROM unit_lineage AS lineage JOIN unit AS kin ON kin.id = to_unit_id WHERE from_unit_id = unit.id), '[]') AS "wentTo",
      coalesce((SELECT jsonb_agg(DISTINCT display_name) FROM held WHERE kind = 'head'), '[]') AS heads,
      (SELECT count(DISTINCT person_id) FROM held) AS people,
      (SELECT count(*) FROM unit AS child WHERE child.parent_id = unit.id
        AND today_in_vietnam() BETWEEN child.valid_from AND coalesce(child.valid_to, 'infinity')) AS "unitsBelow",
      (SELECT id FROM account WHERE account.unit_id = unit.id ORDER BY account.state = 'closed', id LIMIT 1) AS "accountId"
    FROM unit
    WHERE unit.id = ${id}`.execute(tablesOf(database));
  return rows[0];
}
