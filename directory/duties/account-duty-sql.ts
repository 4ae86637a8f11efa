import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { dutySpans } from './duty-span-sql.ts';

export interface DutyFacts {
  readonly accountId: AccountId;
  readonly kind: 'personal' | 'unit';
  readonly name: string;
  readonly address: string;
  readonly unitId: UnitId | null;
  /** Of the days asked about those on which the mailbox is to be read, and those of them on which the unit has a head who is there. */
  readonly held: readonly string[];
  readonly headed: readonly string[];
  readonly looks: readonly { readonly day: string; readonly by: string; readonly isHead: boolean; readonly halfHours: number }[];
}

/** undefined: there is no such account. A person's mailbox is looked at by its owner alone. */
export async function readDutyFacts(database: Database, accountId: AccountId, days: readonly string[]): Promise<DutyFacts | undefined> {
  const { rows } = await sql<DutyFacts>`
    WITH ${dutySpans(accountId)}, counted AS (SELECT unnest(${days}::date[]) AS day)
    SELECT account.id AS "accountId", account.kind, coalesce(unit.name, person.display_name) AS name, account.unit_id AS "unitId",
      local_part || '@' || domain.name AS address,
      ARRAY(SELECT day::text FROM duty_account, counted WHERE day <@ span ORDER BY day) AS held,
      ARRAY(SELECT day::text FROM duty_account, counted
        WHERE day <@ (span * (SELECT range_agg(head_seat.days) FROM head_seat)) ORDER BY day) AS headed,
      coalesce((SELECT jsonb_agg(jsonb_build_object('day', day, 'by', actor.address, 'halfHours', half_hours,
          'isHead', EXISTS (SELECT FROM head_seat WHERE head_seat.actor_account_id = look.actor_account_id AND look.day <@ head_seat.days))
          ORDER BY day, actor.address)
        FROM duty_look AS look JOIN counted USING (day)
        CROSS JOIN LATERAL (SELECT coalesce(min(local_part || '@' || domain.name), '') AS address FROM address JOIN domain ON domain.id = domain_id
          WHERE address.account_id = look.actor_account_id AND address.kind = 'primary') AS actor
        WHERE look.account_id = account.id AND (account.kind = 'unit' OR look.actor_account_id = account.id)), '[]') AS looks
    FROM account JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN unit ON unit.id = account.unit_id LEFT JOIN person ON person.id = account.person_id
    WHERE account.id = ${accountId}`.execute(tablesOf(database));
  return rows[0];
}
