import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { quotaWarningLimits } from './limits.ts';

export interface FillingMailbox {
  readonly accountId: AccountId;
  readonly address: string;
  /** The highest of the thresholds that it has reached; 0: none. */
  readonly level: number;
  /** The threshold its owner was told of last; 0: none. */
  readonly told: number;
  readonly percent: number;
  readonly usedOctets: number;
  readonly quotaOctets: number;
  readonly usedMessages: number;
  /** null: only octets are limited. */
  readonly quotaMessages: number | null;
  /** Who hears of it: the owner; of a unit's, who heads it, and where nobody does the unit itself. */
  readonly tell: readonly { readonly accountId: AccountId; readonly address: string }[];
}

/**
 * Mailboxes that have reached another threshold than their owners were told of. The accounts are read from one end to the other: a column that every
 * delivery changes would cost each its cheap update if it were indexed (docs/decisions/0018). One that is below again is so only a while after
 * the last mail, so that nobody hears of a mailbox on the edge again and again. Who has left hears nothing.
 */
export async function findFilling(database: Database, percents: readonly number[]): Promise<readonly FillingMailbox[]> {
  const { rows } = await sql<FillingMailbox>`
    WITH filling AS MATERIALIZED (
      SELECT account.id, account.kind, account.unit_id, floor(fullness * 100)::int AS percent, used_octets, quota_octets,
        used_messages, quota_messages,
        coalesce((SELECT max(step) FROM unnest(${percents}::int[]) AS step WHERE step <= fullness * 100), 0) AS level,
        coalesce(quota_warning.percent, 0) AS told, told_at
      FROM account LEFT JOIN quota_warning ON quota_warning.account_id = account.id
      CROSS JOIN LATERAL (SELECT greatest(used_octets::float8 / nullif(quota_octets, 0), used_messages::float8 / nullif(quota_messages, 0)) AS fullness)
      WHERE account.state <> 'closed' AND (fullness * 100 >= ${Math.min(...percents)}::int OR quota_warning.account_id IS NOT NULL))
    SELECT filling.id AS "accountId", own.address, level, told, percent, used_octets AS "usedOctets", quota_octets AS "quotaOctets",
      used_messages AS "usedMessages", quota_messages AS "quotaMessages",
      coalesce((SELECT jsonb_agg(jsonb_build_object('accountId', head.id, 'address', head.address)) FROM (
        SELECT DISTINCT account.id, local_part || '@' || domain.name AS address
        FROM post JOIN appointment ON appointment.post_id = post.id
          AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
        JOIN account ON account.person_id = appointment.person_id AND account.state = 'active'
        JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
        WHERE post.kind = 'head' AND post.unit_id = filling.unit_id) AS head),
        jsonb_build_array(jsonb_build_object('accountId', filling.id, 'address', own.address))) AS tell
    FROM filling
    CROSS JOIN LATERAL (SELECT local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = domain_id
      WHERE address.account_id = filling.id AND address.kind = 'primary') AS own
    WHERE (level > told OR level < told AND told_at < now() - ${quotaWarningLimits.toldAgainMs}::float8 * interval '1 ms')
      AND NOT EXISTS (SELECT FROM account_absence WHERE account_absence.account_id = filling.id AND kind = 'left' AND valid_to IS NULL)
    ORDER BY filling.id`.execute(tablesOf(database));
  return rows;
}

/** False: another process has told meanwhile. */
export async function noteTold(tx: Tx, accountId: AccountId, level: number): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    INSERT INTO quota_warning (account_id, percent) VALUES (${accountId}, ${level})
    ON CONFLICT (account_id) DO UPDATE SET percent = excluded.percent, told_at = now() WHERE quota_warning.percent < excluded.percent`.execute(
    tablesIn(tx),
  );
  return numAffectedRows > 0n;
}

/** It is below what was said: said again when it is reached again. */
export async function noteBelow(database: Database, accountId: AccountId, level: number): Promise<void> {
  if (level === 0) await sql`DELETE FROM quota_warning WHERE account_id = ${accountId}`.execute(tablesOf(database));
  else await sql`UPDATE quota_warning SET percent = ${level} WHERE account_id = ${accountId}`.execute(tablesOf(database));
}
