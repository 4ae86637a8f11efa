import { type RawBuilder, sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { listedDueMax } from '../limits.ts';

/** An account of somebody who left, or of a unit that ended. Days are Vietnam's. */
export interface EndedAccount {
  readonly accountId: AccountId;
  readonly address: string;
  readonly kind: 'personal' | 'unit';
  readonly personId: PersonId | null;
  readonly unitId: UnitId | null;
  /** The person's or the unit's. */
  readonly name: string;
  /** The last day in service. */
  readonly endedOn: string;
  /** The last day on which it must be kept. */
  readonly keptUntil: string;
  readonly messages: number;
  readonly octets: number;
  readonly isHeld: boolean;
  /** Somebody may read it still, by a delegation on a person's mailbox. */
  readonly isLent: boolean;
  /** Addresses that receive still, the last moment of each; null: for ever. */
  readonly receives: readonly { readonly address: string; readonly until: string | null }[];
  /** Its deletion is ordered, and under way until it is finished. */
  readonly orderedAt: Date | null;
  readonly finishedAt: Date | null;
}

interface Asked {
  readonly today: string;
  /** How long the mailbox of a unit is kept after its end. */
  readonly unitKeptDays: number;
}

/** Those whose time is over, the longest first, and those whose deletion is under way. */
export async function listDue(database: Database, asked: Asked): Promise<readonly EndedAccount[]> {
  const { rows } = await select(asked, sql`("keptUntil" < ${asked.today} OR "orderedAt" IS NOT NULL) AND "finishedAt" IS NULL`).execute(
    tablesOf(database),
  );
  return rows;
}

/**
 * Those that the job may order where the configuration has it: people's, which nobody holds or may read. Asked for apart: units that were
 * merged by the hundred would fill any list before them.
 */
export async function listDueByRule(database: Database, asked: Asked): Promise<readonly EndedAccount[]> {
  const free = sql`kind = 'personal' AND NOT "isHeld" AND NOT "isLent"`;
  const { rows } = await select(asked, sql`"keptUntil" < ${asked.today} AND "orderedAt" IS NULL AND ${free}`).execute(tablesOf(database));
  return rows;
}

/** undefined: neither did the person leave nor did the unit end. */
export async function findEnded(tx: Tx, accountId: AccountId, asked: Asked): Promise<EndedAccount | undefined> {
  const { rows } = await select(asked, sql`"accountId" = ${accountId}`).execute(tablesIn(tx));
  return rows[0];
}

function select({ today, unitKeptDays }: Asked, condition: RawBuilder<unknown>) {
  return sql<EndedAccount>`
    SELECT * FROM (
      SELECT account.id AS "accountId", main.local_part || '@' || main_domain.name AS address, account.kind,
        account.person_id AS "personId", account.unit_id AS "unitId", coalesce(person.display_name, unit.name) AS name,
        coalesce(away.valid_from - 1, unit.valid_to)::text AS "endedOn",
        coalesce(away.delete_after, unit.valid_to + ${unitKeptDays}::int)::text AS "keptUntil",
        coalesce(deletion.messages, account.used_messages) AS messages, coalesce(deletion.octets, account.used_octets) AS octets,
        EXISTS (SELECT FROM legal_hold WHERE legal_hold.account_id = account.id AND lifted_at IS NULL) AS "isHeld",
        account.kind = 'personal' AND EXISTS (SELECT FROM access_grant WHERE target_account_id = account.id
          AND revoked_at IS NULL AND coalesce(access_grant.valid_to, 'infinity') > now()) AS "isLent",
        coalesce((SELECT jsonb_agg(jsonb_build_object('address', local_part || '@' || domain.name, 'until', receives_until) ORDER BY address.id)
          FROM address JOIN domain ON domain.id = domain_id
          WHERE address.account_id = account.id AND CASE WHEN receives_until IS NULL THEN address.kind <> 'former' ELSE receives_until > now() END
            AND account.state <> 'closed'), '[]') AS receives,
        deletion.ordered_at AS "orderedAt", deletion.finished_at AS "finishedAt"
      FROM account
      JOIN address AS main ON main.account_id = account.id AND main.kind = 'primary' JOIN domain AS main_domain ON main_domain.id = main.domain_id
      LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id
      LEFT JOIN account_absence AS away ON away.account_id = account.id AND away.kind = 'left' AND away.valid_to IS NULL
      LEFT JOIN account_deletion AS deletion ON deletion.account_id = account.id
      WHERE (away.id IS NOT NULL OR unit.valid_to < ${today}::date)
        AND (account.state <> 'closed' OR deletion.account_id IS NOT NULL)) AS ended
    WHERE ${condition} ORDER BY "keptUntil", "accountId" LIMIT ${listedDueMax}`;
}
