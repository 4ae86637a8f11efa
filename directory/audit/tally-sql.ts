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

// subject is an address where mail was sent, else a folder. What was done in one's own mailbox is on nobody's behalf.
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
      SELECT nullif(over.actor_account_id, 0), actor.address, nullif(over.credential, ''), over.via, nullif(over.network, ''),
        CASE WHEN is_other THEN account.id END, CASE WHEN is_other THEN owner.address END, over.act,
        CASE WHEN over.act = 'message.send' THEN nullif(over.subject, '') ELSE owner.address END, account.person_id, account.id, account.unit_id,
        jsonb_build_object('count', over.amount, 'first', to_char(over.first_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          'last', to_char(over.last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
          || CASE WHEN over.subject <> '' AND over.act <> 'message.send' THEN jsonb_build_object('folder', over.subject) ELSE '{}' END
      FROM over
      LEFT JOIN LATERAL (SELECT address.account_id FROM address JOIN domain ON domain.id = address.domain_id WHERE over.act = 'message.send'
        AND address.local_part = split_part(over.subject, '@', 1) AND domain.name = split_part(over.subject, '@', 2)) AS sender ON true
      LEFT JOIN account ON account.id = coalesce(nullif(over.account_id, 0), sender.account_id)
      LEFT JOIN LATERAL (SELECT address.local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = address.domain_id
        WHERE address.account_id = account.id AND address.kind = 'primary') AS owner ON true
      LEFT JOIN LATERAL (SELECT address.local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = address.domain_id
        WHERE address.account_id = over.actor_account_id AND address.kind = 'primary') AS actor ON true
      CROSS JOIN LATERAL (SELECT over.actor_account_id <> 0 AND account.id <> over.actor_account_id AS is_other) AS whose
      ORDER BY over.first_at
      RETURNING 1
    )
    SELECT count(*) AS settled FROM added`,
};
