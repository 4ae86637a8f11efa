import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { type Reckoned, reckoning } from './reckoning-sql.ts';

/** Of one unit, without those below it. Days are summed up over mailboxes: two people on one day are two. */
export interface UnitFigures {
  readonly unitId: UnitId;
  readonly parentId: UnitId | null;
  readonly name: string;
  readonly mailboxRequired: number;
  readonly mailboxMet: number;
  readonly headRequired: number;
  readonly headMet: number;
  /** Whose main post is there, and whose mailbox was to be read on any of the days. */
  readonly people: number;
  readonly peopleRequired: number;
  readonly peopleMet: number;
}

/** The units there were on any of the days, those above first. */
export async function readUnitFigures(database: Database, asked: Reckoned): Promise<readonly UnitFigures[]> {
  const { rows } = await sql<UnitFigures>`
    ${reckoning(asked)}, summed AS (
      SELECT unit_id,
        sum(placed.required) FILTER (WHERE kind = 'unit') AS mailbox_required, sum(met.met) FILTER (WHERE kind = 'unit') AS mailbox_met,
        sum(head.required) AS head_required, sum(head.met) AS head_met,
        count(*) FILTER (WHERE kind = 'personal' AND placed.required > 0) AS people,
        sum(placed.required) FILTER (WHERE kind = 'personal') AS people_required, sum(met.met) FILTER (WHERE kind = 'personal') AS people_met
      FROM placed LEFT JOIN met USING (id) LEFT JOIN head USING (id) GROUP BY unit_id
    )
    SELECT unit.id AS "unitId", parent_id AS "parentId", unit.name, ${sql.raw(
      ['mailbox_required', 'mailbox_met', 'head_required', 'head_met', 'people', 'people_required', 'people_met'].map(whole).join(', '),
    )}
    FROM within JOIN unit USING (id) LEFT JOIN summed ON unit_id = unit.id
    WHERE unit.valid_from <= ${asked.to}::date AND coalesce(unit.valid_to, 'infinity') >= ${asked.from}::date
    ORDER BY depth, unit.id`.execute(tablesOf(database));
  return rows;
}

const whole = (column: string) =>
  `coalesce(${column}, 0)::bigint AS "${column.replace(/_(.)/, (_, letter: string) => letter.toUpperCase())}"`;

/** One mailbox that was to be read on any of the days. */
export interface MailboxFigures {
  readonly accountId: AccountId;
  readonly kind: 'personal' | 'unit';
  readonly name: string;
  readonly address: string;
  readonly required: number;
  readonly met: number;
}

/** The mailboxes of a unit alone: its own, then those of whoever has the main post there, by name. */
export async function readMailboxFigures(
  database: Database,
  asked: Reckoned & { readonly unit: UnitId },
): Promise<readonly MailboxFigures[]> {
  const { rows } = await sql<MailboxFigures>`
    ${reckoning({ ...asked, alone: true })}
    SELECT placed.id AS "accountId", placed.kind, coalesce(unit.name, person.display_name) AS name, local_part || '@' || domain.name AS address,
      required, met
    FROM placed JOIN met USING (id) JOIN account USING (id)
    JOIN address ON address.account_id = placed.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN unit ON unit.id = account.unit_id LEFT JOIN person ON person.id = account.person_id
    WHERE required > 0 ORDER BY placed.kind = 'personal', person.list_key, placed.id`.execute(tablesOf(database));
  return rows;
}
