import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { AnnouncementRow } from './announcement-sql.ts';
import { announcementLimits } from './limits.ts';

/** People whose account is in use and who are in service; of a unit those who hold a post there or below today. */
const recipients = (unitId: UnitId | null) => sql`
  WITH RECURSIVE meant (id) AS (
    SELECT ${unitId}::bigint UNION SELECT unit.id FROM meant JOIN unit ON unit.parent_id = meant.id)
  SELECT account.id FROM account
  WHERE account.kind = 'personal' AND account.state = 'active'
    AND NOT EXISTS (SELECT FROM account_absence WHERE account_absence.account_id = account.id AND valid_to IS NULL
      AND account_absence.valid_from <= today_in_vietnam())
    AND (${unitId}::bigint IS NULL OR EXISTS (
      SELECT FROM appointment JOIN post ON post.id = post_id
      WHERE appointment.person_id = account.person_id AND post.unit_id IN (SELECT id FROM meant)
        AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
        AND today_in_vietnam() BETWEEN post.valid_from AND coalesce(post.valid_to, 'infinity')))`;

/** How many mailboxes an order to mail would reach. */
export async function countRecipients(database: Database, unitId: UnitId | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM (${recipients(unitId)}) AS found`.execute(
    tablesOf(database),
  );
  return rows[0]!.count;
}

/** Notes everybody who is to be told; answers how many. */
export async function noteRecipients(tx: Tx, id: number, unitId: UnitId | null): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    INSERT INTO announcement_notice (announcement_id, account_id) SELECT ${id}::bigint, found.id FROM (${recipients(unitId)}) AS found`.execute(
    tablesIn(tx),
  );
  return Number(numAffectedRows);
}

/** How far the telling is. */
export interface MailProgress {
  readonly told: number;
  readonly waiting: number;
  /** Had no mailbox to put it into. */
  readonly unreached: number;
}

export async function mailProgress(database: Database, id: number): Promise<MailProgress> {
  const { rows } = await sql<MailProgress>`
    SELECT count(*) FILTER (WHERE is_told)::int AS told, count(*) FILTER (WHERE settled_at IS NULL)::int AS waiting,
      count(*) FILTER (WHERE NOT is_told)::int AS unreached
    FROM announcement_notice WHERE announcement_id = ${id}::bigint`.execute(tablesOf(database));
  return rows[0]!;
}

export type ToTell = Pick<AnnouncementRow, 'id' | 'kind' | 'title' | 'body' | 'titleEn' | 'bodyEn' | 'beginsAt' | 'endsAt'>;

/** One that has somebody left to tell, and the pace with it: other processes find none meanwhile, of whatever announcement. */
export async function takePace(tx: Tx): Promise<ToTell | undefined> {
  const { rows: taken } = await sql<{ isMine: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtext('congthu announcement mail')) AS "isMine"`.execute(tablesIn(tx));
  if (taken[0]?.isMine !== true) return undefined;
  const { rows } = await sql<ToTell>`
    UPDATE announcement SET mailed_paced_at = clock_timestamp()
    WHERE id = (SELECT id FROM announcement
      WHERE mailed_at IS NOT NULL AND ended_at IS NULL AND ends_at > now()
        AND NOT EXISTS (SELECT FROM announcement AS other
          WHERE other.mailed_paced_at > clock_timestamp() - ${announcementLimits.toldEveryMs}::float8 * interval '1 ms')
        AND EXISTS (SELECT FROM announcement_notice WHERE announcement_id = announcement.id AND settled_at IS NULL)
      ORDER BY kind = 'urgent' DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, title, body, title_en AS "titleEn", body_en AS "bodyEn", begins_at AS "beginsAt", ends_at AS "endsAt"`.execute(
    tablesIn(tx),
  );
  return rows[0];
}

export interface Recipient {
  readonly accountId: AccountId;
  readonly address: string;
}

/** Some of those who wait, in ascending order, as everybody locks accounts. */
export async function takeRecipients(tx: Tx, id: number, countMax: number): Promise<readonly Recipient[]> {
  const { rows } = await sql<Recipient>`
    SELECT notice.account_id AS "accountId", local_part || '@' || domain.name AS address
    FROM announcement_notice AS notice
    JOIN address ON address.account_id = notice.account_id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
    WHERE notice.announcement_id = ${id}::bigint AND settled_at IS NULL
    ORDER BY notice.account_id LIMIT ${countMax} FOR UPDATE OF notice SKIP LOCKED`.execute(tablesIn(tx));
  return rows;
}

/** `told`: whose mailbox it is in. */
export async function settleRecipients(tx: Tx, id: number, of: readonly Recipient[], told: readonly AccountId[]): Promise<void> {
  await sql`
    UPDATE announcement_notice SET settled_at = now(), is_told = account_id = ANY (${told}::bigint[])
    WHERE announcement_id = ${id}::bigint AND account_id = ANY (${of.map(({ accountId }) => accountId)}::bigint[])`.execute(tablesIn(tx));
}
