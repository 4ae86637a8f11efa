import { sql } from 'kysely';
import { type Database, integers, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { dutySpans } from './duty-span-sql.ts';

export interface MailboxUnlooked {
  readonly accountId: AccountId;
  readonly kind: 'personal' | 'unit';
  readonly name: string;
  readonly address: string;
}

interface Asked {
  readonly day: string;
  /** The half hours of the part of the day. */
  readonly mask: bigint;
  readonly kinds: readonly MailboxUnlooked['kind'][];
}

/** Mailboxes that are to be read on that day and that nobody has looked at in that part of it; a person's is looked at by its owner. */
export async function readUnlooked(database: Database, { day, mask, kinds }: Asked): Promise<readonly MailboxUnlooked[]> {
  const { rows } = await sql<MailboxUnlooked>`
    WITH ${dutySpans()}
    SELECT own.id AS "accountId", own.kind, coalesce(unit.name, person.display_name) AS name, local_part || '@' || domain.name AS address
    FROM duty_account AS own LEFT JOIN unit ON unit.id = own.unit_id LEFT JOIN person ON person.id = own.person_id
    JOIN address ON address.account_id = own.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE own.kind = ANY (${kinds}::text[]) AND ${day}::date <@ span AND NOT EXISTS (
      SELECT FROM duty_look WHERE account_id = own.id AND day = ${day}::date AND half_hours & ${mask.toString()}::bigint <> 0
        AND (own.kind = 'unit' OR actor_account_id = own.id))
    ORDER BY own.id`.execute(tablesOf(database));
  return rows;
}

export interface Responsible {
  readonly mailboxId: AccountId;
  readonly accountId: AccountId;
  readonly address: string;
}

/**
 * Who is to read units' mailboxes: whoever may by being head or having a post, and of others who may those that work there or may put the
 * mail in order. Who may only read, from elsewhere, inspects. Without those who are away or locked out that day.
 */
export async function readResponsible(
  database: Database,
  unitAccounts: readonly AccountId[],
  day: string,
): Promise<readonly Responsible[]> {
  const { rows } = await sql<Responsible>`
    WITH ${dutySpans()}, seat AS (
      SELECT appointment.person_id, post.id AS post_id, post.unit_id, post.kind
      FROM appointment JOIN post ON post.id = appointment.post_id
      WHERE ${day}::date BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
        AND ${day}::date BETWEEN post.valid_from AND coalesce(post.valid_to, 'infinity')
    ), reader AS (
      SELECT DISTINCT target.id AS mailbox_id, who.person_id
      FROM access_grant JOIN account AS target ON target.id = target_account_id
      LEFT JOIN mailbox ON mailbox.id = target_mailbox_id
      JOIN LATERAL (
        SELECT principal_id AS person_id, 'organise' = ANY (rights) OR EXISTS (
          SELECT FROM seat WHERE seat.person_id = principal_id AND seat.unit_id = target.unit_id) AS is_duty WHERE principal_kind = 'person'
        UNION ALL SELECT seat.person_id, true FROM seat
          WHERE principal_kind = 'post' AND post_id = principal_id OR principal_kind = 'head' AND seat.unit_id = principal_id AND kind = 'head'
        UNION ALL SELECT member.person_id, true FROM principal_group_member AS member WHERE principal_kind = 'group' AND group_id = principal_id
      ) AS who ON who.is_duty
      WHERE target.id = ANY (${integers(unitAccounts)}::bigint[]) AND 'read' = ANY (rights) AND coalesce(mailbox.name, 'INBOX') = 'INBOX'
        AND revoked_at IS NULL AND access_grant.valid_from <= now() AND coalesce(access_grant.valid_to, 'infinity') > now()
    )
    SELECT mailbox_id AS "mailboxId", account.id AS "accountId", local_part || '@' || domain.name AS address
    FROM reader JOIN account USING (person_id)
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN excused ON excused.account_id = account.id
    WHERE account.state = 'active' AND NOT coalesce(${day}::date <@ excused.days, false)
    ORDER BY account.id, mailbox_id`.execute(tablesOf(database));
  return rows;
}

/** Whether nobody else has reminded them at that hour of that day: then it is ours to do, in this very transaction. */
export async function claimReminder(tx: Tx, day: string, hour: string, accountId: AccountId): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    INSERT INTO duty_reminder (day, hour, account_id) VALUES (${day}, ${hour}, ${accountId}) ON CONFLICT DO NOTHING`.execute(tablesIn(tx));
  return numAffectedRows > 0n;
}

export async function forgetReminders(database: Database, before: string): Promise<void> {
  await sql`DELETE FROM duty_reminder WHERE day < ${before}::date`.execute(tablesOf(database));
}
