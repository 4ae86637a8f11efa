import { sql } from 'kysely';
import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

/** A counter and what is added to it. Times are ISO 8601 in UTC. */
export interface CountRow {
  readonly act: string;
  readonly actorAccountId: AccountId | null;
  readonly accountId: AccountId | null;
  readonly via: string;
  readonly network: string;
  readonly credential: string;
  readonly subject: string;
  readonly startsAt: string;
  readonly endsAt: string;
  amount: number;
  firstAt: string;
  lastAt: string;
}

export async function addCounts(database: Database, counts: readonly CountRow[]): Promise<void> {
  await queryOn(database, upsertCounts, [JSON.stringify(counts)]);
}

/** Counters whose time is over become entries of the audit, beside other processes that do the same. Answers how many. */
export async function settleCounts(database: Database, settle: { readonly afterMs: number; readonly limit: number }): Promise<number> {
  const [row] = await queryOn<{ settled: number }>(database, settleOver, [settle.afterMs, settle.limit]);
  return row!.settled;
}

// In order of the key, so that processes that add to the same counters at once take turns and none waits in a circle.
const upsertCounts: HotStatement = {
  name: 'audit-add-counts',
  text: `
    INSERT INTO audit_tally AS t (starts_at, ends_at, act, actor_account_id, account_id, via, network, credential, subject, amount, first_at, last_at)
    SELECT "startsAt", "endsAt", act, coalesce("actorAccountId", 0), coalesce("accountId", 0), via, network, credential, subject, amount, "firstAt", "lastAt"
    FROM jsonb_to_recordset($1::jsonb) AS r ("startsAt" timestamptz, "endsAt" timestamptz, act text, "actorAccountId" bigint, "accountId" bigint,
      via text, network text, credential text, subject text, amount bigint, "firstAt" timestamptz, "lastAt" timestamptz)
    ORDER BY 1, 3, 4, 5, 6, 7, 8, 9
    ON CONFLICT (starts_at, act, actor_account_id, account_id, via, network, credential, subject) DO UPDATE SET
      amount = t.amount + excluded.amount, first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at)`,
};

// What counters are as entries. subject is an address where mail was sent, else a folder. What was done in one's own mailbox is on nobody's behalf.
const asEntries = (counters: string) => `
  SELECT nullif(t.actor_account_id, 0) AS actor_account_id, actor.address AS actor_address, nullif(t.credential, '') AS credential, t.via,
    nullif(t.network, '') AS peer, CASE WHEN is_other THEN account.id END AS on_behalf_account_id,
    CASE WHEN is_other THEN owner.address END AS on_behalf_address, t.act,
    CASE WHEN t.act = 'message.send' THEN nullif(t.subject, '') ELSE owner.address END AS target,
    account.person_id, account.id AS account_id, account.unit_id,
    jsonb_build_object('count', t.amount, 'first', to_char(t.first_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'last', to_char(t.last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      || CASE WHEN t.subject <> '' AND t.act <> 'message.send' THEN jsonb_build_object('folder', t.subject) ELSE '{}' END AS detail,
    t.last_at
  FROM ${counters} AS t
  LEFT JOIN LATERAL (SELECT address.account_id FROM address JOIN domain ON domain.id = address.domain_id WHERE t.act = 'message.send'
    AND address.local_part = split_part(t.subject, '@', 1) AND domain.name = split_part(t.subject, '@', 2)) AS sender ON true
  LEFT JOIN account ON account.id = coalesce(nullif(t.account_id, 0), sender.account_id)
  LEFT JOIN LATERAL (SELECT address.local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = address.domain_id
    WHERE address.account_id = account.id AND address.kind = 'primary') AS owner ON true
  LEFT JOIN LATERAL (SELECT address.local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = address.domain_id
    WHERE address.account_id = t.actor_account_id AND address.kind = 'primary') AS actor ON true
  CROSS JOIN LATERAL (SELECT t.actor_account_id <> 0 AND account.id <> t.actor_account_id AS is_other) AS whose`;

const settleOver: HotStatement = {
  name: 'audit-settle-counts',
  text: `
    WITH over AS (
      DELETE FROM audit_tally WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM audit_tally WHERE ends_at <= clock_timestamp() - $1::float8 * interval '1 ms'
        ORDER BY ends_at LIMIT $2::bigint FOR UPDATE SKIP LOCKED))
      RETURNING *
    ), added AS (
      INSERT INTO audit (actor_account_id, actor_address, credential, via, peer, on_behalf_account_id, on_behalf_address, act, target,
        person_id, account_id, unit_id, detail)
      SELECT actor_account_id, actor_address, credential, via, peer, on_behalf_account_id, on_behalf_address, act, target, person_id, account_id,
        unit_id, detail
      FROM (${asEntries('over')}) AS entries ORDER BY last_at
      RETURNING 1
    )
    SELECT count(*) AS settled FROM added`,
};

/** Counters that are no entries yet as what they will be, on `audit AS a`'s columns. They have no number. */
export const runningCounts = sql.raw(`(
  SELECT 0 AS id, last_at AS at, '' AS program, NULL::bigint AS plan_id, NULL::jsonb AS before, NULL::jsonb AS after, entries.*
  FROM (${asEntries('audit_tally')}) AS entries)`);
