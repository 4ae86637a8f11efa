import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { AnnouncementKind } from './tables.ts';

/** What is shown now. */
export interface CurrentAnnouncement {
  readonly id: number;
  readonly revision: number;
  readonly kind: AnnouncementKind;
  readonly title: string;
  readonly body: string;
  readonly titleEn: string | null;
  readonly bodyEn: string | null;
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

const shown = sql`announcement.id, revision, announcement.kind, title, body, title_en AS "titleEn", body_en AS "bodyEn",
  begins_at AS "beginsAt", ends_at AS "endsAt"`;
const urgentFirst = sql`ORDER BY announcement.kind = 'urgent' DESC, announcement.kind = 'maintenance' DESC, announcement.id DESC`;

/** For whoever has this account: those for everybody, and those for a unit in which they hold a post today, or one above it. */
export async function currentFor(database: Database, accountId: AccountId, now: Date): Promise<readonly CurrentAnnouncement[]> {
  const { rows } = await sql<CurrentAnnouncement>`
    WITH RECURSIVE own (id) AS (
      SELECT post.unit_id FROM account JOIN appointment ON appointment.person_id = account.person_id JOIN post ON post.id = post_id
      WHERE account.id = ${accountId}::bigint
        AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
        AND today_in_vietnam() BETWEEN post.valid_from AND coalesce(post.valid_to, 'infinity')
      UNION SELECT parent_id FROM own JOIN unit ON unit.id = own.id WHERE parent_id IS NOT NULL)
    SELECT ${shown} FROM announcement
    WHERE ended_at IS NULL AND begins_at <= ${now} AND ends_at > ${now} AND (unit_id IS NULL OR unit_id IN (SELECT id FROM own))
    ${urgentFirst}`.execute(tablesOf(database));
  return rows;
}

/** For whoever has not signed in. */
export async function currentPublic(database: Database, now: Date): Promise<readonly CurrentAnnouncement[]> {
  const { rows } = await sql<CurrentAnnouncement>`
    SELECT ${shown} FROM announcement WHERE ended_at IS NULL AND begins_at <= ${now} AND ends_at > ${now} AND is_public ${urgentFirst}`.execute(
    tablesOf(database),
  );
  return rows;
}
