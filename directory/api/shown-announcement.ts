import type { z } from '@hono/zod-openapi';
import type { AnnouncementRow } from '#directory/announcements/announcement-sql.ts';
import type { CurrentAnnouncement } from '#directory/announcements/current-sql.ts';
import type { announcementSchema, currentAnnouncementsSchema } from './announcement-schemas.ts';

type Shown = z.infer<typeof announcementSchema>;

export function shownAnnouncement(row: AnnouncementRow, now: Date): Shown {
  const { madeAt, endedAt, mailedAt, beginsAt, endsAt, ...same } = row;
  return {
    ...same,
    ...{ beginsAt: beginsAt.toISOString(), endsAt: endsAt.toISOString(), madeAt: madeAt.toISOString() },
    ...{ endedAt: endedAt?.toISOString() ?? null, mailedAt: mailedAt?.toISOString() ?? null, state: stateOf(row, now) },
  };
}

export function stateOf(
  { beginsAt, endsAt, endedAt }: Pick<AnnouncementRow, 'beginsAt' | 'endsAt' | 'endedAt'>,
  now: Date,
): Shown['state'] {
  if (endedAt !== null) return 'ended';
  if (endsAt <= now) return 'over';
  return beginsAt <= now ? 'shown' : 'to-come';
}

export function shownCurrent(items: readonly CurrentAnnouncement[]): z.infer<typeof currentAnnouncementsSchema> {
  return { items: items.map((one) => ({ ...one, beginsAt: one.beginsAt.toISOString(), endsAt: one.endsAt.toISOString() })) };
}
