import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, DomainId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export interface AddressesToRenew {
  readonly changes: readonly { readonly accountId: AccountId; readonly domainId: DomainId; readonly localPart: string }[];
  /** Their addresses stay and receive, as old ones. */
  readonly endedUnits: readonly UnitId[];
  /** The last day in Vietnam on which old addresses receive; null: for ever. */
  readonly until: string | null;
}

/**
 * New primary addresses; the old ones become aliases of the same accounts, which receive and sign in as before. An address that was the
 * account's own once comes back; whatever else was ever given out is refused by the table (REQ-DIR-10).
 */
export async function renewAddresses(tx: Tx, { changes, endedUnits, until }: AddressesToRenew): Promise<void> {
  if (changes.length > 0) {
    const wanted = JSON.stringify(changes);
    // First the old ones: an account has one primary address at every moment that the index sees.
    await sql`
      UPDATE address SET kind = 'alias', receives_until = ${endOf(until)}
      FROM jsonb_to_recordset(${wanted}::jsonb) AS r ("accountId" bigint)
      WHERE address.account_id = r."accountId" AND address.kind = 'primary'`.execute(tablesIn(tx));
    await sql`
      UPDATE address SET kind = 'primary', receives_until = NULL
      FROM jsonb_to_recordset(${wanted}::jsonb) AS r ("accountId" bigint, "domainId" bigint, "localPart" text)
      WHERE address.account_id = r."accountId" AND address.domain_id = r."domainId" AND address.local_part = r."localPart"`.execute(
      tablesIn(tx),
    );
    await sql`
      INSERT INTO address (account_id, domain_id, local_part, kind)
      SELECT "accountId", "domainId", "localPart", 'primary'
      FROM jsonb_to_recordset(${wanted}::jsonb) AS r ("accountId" bigint, "domainId" bigint, "localPart" text)
      WHERE NOT EXISTS (SELECT FROM address AS own
        WHERE own.account_id = r."accountId" AND own.domain_id = r."domainId" AND own.local_part = r."localPart")`.execute(tablesIn(tx));
  }
  if (until !== null && endedUnits.length > 0)
    await sql`
      UPDATE address SET receives_until = ${endOf(until)}
      FROM account
      WHERE account.id = address.account_id AND account.unit_id = ANY (${endedUnits}::bigint[]) AND address.kind <> 'former'
        AND coalesce(address.receives_until, 'infinity') > ${endOf(until)}`.execute(tablesIn(tx));
}

/** The first moment after that day in Vietnam. */
function endOf(until: string | null) {
  return sql`(${until}::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'`;
}
