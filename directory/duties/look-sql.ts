import { type Database, type HotStatement, integers, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { InboxNow, InboxSince } from './mailbox-port.ts';

export interface LookRow {
  readonly accountId: AccountId;
  readonly actorAccountId: AccountId;
  readonly day: string;
  readonly halfHour: number;
}

/** Where each INBOX stood when it was last looked at. */
export async function readMarks(database: Database, accountIds: readonly AccountId[]): Promise<readonly InboxSince[]> {
  return queryOn<InboxSince & Record<string, unknown>>(database, selectMarks, [integers(accountIds)]);
}

const selectMarks: HotStatement = {
  name: 'duties-marks',
  text: `
    SELECT asked.id AS "accountId", coalesce(uidnext, 1) AS "sinceUid"
    FROM unnest($1::bigint[]) AS asked (id) LEFT JOIN duty_inbox ON duty_inbox.account_id = asked.id`,
};

/** Adds looks to what is there, beside other processes that do the same, and remembers where the INBOXes stand now. */
export async function addLooks(database: Database, looks: readonly LookRow[], inboxes: readonly InboxNow[]): Promise<void> {
  await queryOn(database, insertLooks, [
    integers(looks.map((look) => look.accountId)),
    integers(looks.map((look) => look.actorAccountId)),
    looks.map((look) => look.day),
    integers(looks.map((look) => look.halfHour)),
    integers(inboxes.map((inbox) => inbox.accountId)),
    integers(inboxes.map((inbox) => inbox.uidNext)),
  ]);
}

// In order of the keys, so that processes that write the same rows take turns and none waits in a circle.
const insertLooks: HotStatement = {
  name: 'duties-add-looks',
  text: `
    WITH marked AS (
      INSERT INTO duty_inbox AS mark (account_id, uidnext) SELECT * FROM unnest($5::bigint[], $6::bigint[]) ORDER BY 1
      ON CONFLICT (account_id) DO UPDATE SET uidnext = excluded.uidnext WHERE mark.uidnext < excluded.uidnext)
    INSERT INTO duty_look AS look (account_id, day, actor_account_id, half_hours)
    SELECT account, day, actor, bit_or(1::bigint << half_hour)
    FROM unnest($1::bigint[], $2::bigint[], $3::date[], $4::int[]) AS given (account, actor, day, half_hour)
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (account_id, day, actor_account_id) DO UPDATE SET half_hours = look.half_hours | excluded.half_hours
    WHERE look.half_hours | excluded.half_hours <> look.half_hours`,
};

/** Forgets some of the looks before a day; how many. */
export async function forgetLooks(database: Database, before: string, limit: number): Promise<number> {
  const [row] = await queryOn<{ gone: number }>(database, deleteLooks, [before, limit]);
  return row!.gone;
}

const deleteLooks: HotStatement = {
  name: 'duties-forget-looks',
  text: `
    WITH gone AS (
      DELETE FROM duty_look WHERE ctid = ANY (ARRAY(SELECT ctid FROM duty_look WHERE day < $1::date ORDER BY day LIMIT $2::bigint)) RETURNING 1)
    SELECT count(*) AS gone FROM gone`,
};
