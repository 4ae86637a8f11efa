import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Announcement } from './announcement.ts';
import type { AnnouncementTables } from './tables.ts';

export interface AnnouncementRow extends Announcement {
  readonly id: number;
  readonly revision: number;
  readonly madeAt: Date;
  /** Ended early. */
  readonly endedAt: Date | null;
  /** Mail was ordered. */
  readonly mailedAt: Date | null;
}

const columns = [
  ...(['id', 'kind', 'title', 'body', 'title_en as titleEn', 'body_en as bodyEn', 'begins_at as beginsAt', 'ends_at as endsAt'] as const),
  ...([
    'unit_id as unitId',
    'is_public as isPublic',
    'revision',
    'made_at as madeAt',
    'ended_at as endedAt',
    'mailed_at as mailedAt',
  ] as const),
] as const;

/** The newest first; `before`: only older ones. */
export function listAnnouncements(
  database: Database,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<AnnouncementRow[]> {
  let query = tablesOf<AnnouncementTables>(database).selectFrom('announcement').select(columns).orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}

export function findAnnouncement(database: Database, id: number): Promise<AnnouncementRow | undefined> {
  return tablesOf<AnnouncementTables>(database).selectFrom('announcement').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Locked until the transaction ends. */
export function lockAnnouncement(tx: Tx, id: number): Promise<AnnouncementRow | undefined> {
  return tablesIn<AnnouncementTables>(tx).selectFrom('announcement').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Of those that are neither over nor ended. */
export async function countOpen(tx: Tx, now: Date): Promise<number> {
  const { open } = await tablesIn<AnnouncementTables>(tx)
    .selectFrom('announcement')
    .select((of) => of.fn.countAll<number>().as('open'))
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirstOrThrow();
  return open;
}

const rowOf = (given: Announcement) => ({
  ...{ kind: given.kind, title: given.title, body: given.body, title_en: given.titleEn, body_en: given.bodyEn },
  ...{ begins_at: given.beginsAt, ends_at: given.endsAt, unit_id: given.unitId, is_public: given.isPublic },
});

export function insertAnnouncement(tx: Tx, given: Announcement, by: AccountId | null): Promise<AnnouncementRow> {
  return tablesIn<AnnouncementTables>(tx)
    .insertInto('announcement')
    .values({ ...rowOf(given), made_by: by })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export function correctRow(tx: Tx, id: number, given: Announcement): Promise<AnnouncementRow> {
  return tablesIn<AnnouncementTables>(tx)
    .updateTable('announcement')
    .set((of) => ({ ...rowOf(given), revision: of('revision', '+', 1) }))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function markEnded(tx: Tx, id: number, endedAt: Date): Promise<void> {
  await tablesIn<AnnouncementTables>(tx).updateTable('announcement').set({ ended_at: endedAt }).where('id', '=', id).execute();
}

export async function markMailed(tx: Tx, id: number, mailedAt: Date): Promise<void> {
  await tablesIn<AnnouncementTables>(tx).updateTable('announcement').set({ mailed_at: mailedAt }).where('id', '=', id).execute();
}
