import { sql } from 'kysely';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { OrganisationIdentifier } from '#directory/org/organisation-identifier.ts';
import type { UnitEnding } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { DomainId, PlanId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

interface When {
  readonly planId: PlanId;
  readonly effectiveOn: string;
}

export interface UnitToChange {
  readonly unitId: UnitId;
  readonly parentId: UnitId | null;
  readonly domainId: DomainId;
  readonly kind: UnitKind;
  readonly name: string;
  readonly searchKey: string;
  readonly code: string | null;
  readonly profile: string | null;
}

/** What each was goes into the history first. */
export async function changeUnits(tx: Tx, units: readonly UnitToChange[], { planId, effectiveOn }: When): Promise<void> {
  if (units.length === 0) return;
  const ids = units.map(({ unitId }) => unitId);
  await sql`
    INSERT INTO unit_history (unit_id, valid_from, valid_to, parent_id, domain_id, kind, name, code, naming_profile, plan_id)
    SELECT unit.id, coalesce((SELECT max(past.valid_to) + 1 FROM unit_history AS past WHERE past.unit_id = unit.id), unit.valid_from),
      ${effectiveOn}::date - 1, parent_id, domain_id, kind, name, code, naming_profile, ${planId}::bigint
    FROM unit WHERE id = ANY (${ids}::bigint[])`.execute(tablesIn(tx));
  await sql`
    UPDATE unit SET parent_id = r."parentId", domain_id = r."domainId", kind = r.kind, name = r.name, search_key = r."searchKey", code = r.code,
      naming_profile = r.profile
    FROM jsonb_to_recordset(${JSON.stringify(units)}::jsonb) AS r ("unitId" bigint, "parentId" bigint, "domainId" bigint, kind text, name text,
      "searchKey" text, code text, profile text)
    WHERE unit.id = r."unitId"`.execute(tablesIn(tx));
}

export interface UnitToEnd {
  readonly unitId: UnitId;
  readonly how: UnitEnding;
  readonly heirs: readonly UnitId[];
}

/** Their last day is the day before; their identifiers end with them. */
export async function endUnits(tx: Tx, units: readonly UnitToEnd[], { planId, effectiveOn }: When): Promise<void> {
  if (units.length === 0) return;
  const rows = units.map(({ unitId, how, heirs }) => ({ unitId, mergedInto: how === 'merge' ? heirs[0] : null }));
  await sql`
    UPDATE unit SET valid_to = ${effectiveOn}::date - 1, merged_into = r."mergedInto"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r ("unitId" bigint, "mergedInto" bigint)
    WHERE unit.id = r."unitId"`.execute(tablesIn(tx));
  await sql`
    UPDATE unit_identifier SET valid_to = ${effectiveOn}::date - 1
    WHERE valid_to IS NULL AND unit_id = ANY (${units.map(({ unitId }) => unitId)}::bigint[])`.execute(tablesIn(tx));
  const lineage = units.flatMap(({ unitId, how, heirs }) => heirs.map((to) => ({ from: unitId, to, how })));
  await sql`
    INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, plan_id)
    SELECT DISTINCT "from", "to", how, ${effectiveOn}::date, ${planId}::bigint
    FROM jsonb_to_recordset(${JSON.stringify(lineage)}::jsonb) AS r ("from" bigint, "to" bigint, how text)`.execute(tablesIn(tx));
}

export interface IdentifierToGive extends OrganisationIdentifier {
  readonly unitId: UnitId;
}

/** A unit has one of each form: the one before ends the day before. */
export async function changeIdentifiers(tx: Tx, identifiers: readonly IdentifierToGive[], effectiveOn: string): Promise<void> {
  if (identifiers.length === 0) return;
  const given = JSON.stringify(identifiers);
  await sql`
    UPDATE unit_identifier SET valid_to = ${effectiveOn}::date - 1
    FROM jsonb_to_recordset(${given}::jsonb) AS r ("unitId" bigint, scheme text)
    WHERE unit_identifier.valid_to IS NULL AND unit_identifier.unit_id = r."unitId" AND unit_identifier.scheme = r.scheme`.execute(
    tablesIn(tx),
  );
  await sql`
    INSERT INTO unit_identifier (unit_id, scheme, value, valid_from)
    SELECT "unitId", scheme, value, ${effectiveOn}::date
    FROM jsonb_to_recordset(${given}::jsonb) AS r ("unitId" bigint, scheme text, value text)`.execute(tablesIn(tx));
}
