import { z } from '@hono/zod-openapi';
import { announcementLimits } from '#directory/announcements/limits.ts';
import { announcementKinds } from '#directory/announcements/tables.ts';

const id = z.int().positive();
const moment = z.iso.datetime();
const kind = z.enum(announcementKinds);
const title = z.string().min(1).max(announcementLimits.titleCharactersMax);
const body = z.string().min(1).max(announcementLimits.bodyCharactersMax);

export const announcementBody = z.strictObject({
  kind,
  title: title.openapi({ description: 'Vietnamese, one line' }),
  body: body.openapi({ description: 'Plain text' }),
  titleEn: title.nullable().openapi({ description: 'Both in English, or neither' }),
  bodyEn: body.nullable(),
  beginsAt: moment,
  endsAt: moment,
  unitId: id.nullable().openapi({ description: 'For those who work there or below; null: for everybody' }),
  isPublic: z.boolean().openapi({ description: 'Shown before signing in: maintenance for everybody alone' }),
});

const shownText = { kind, title: z.string(), body: z.string(), titleEn: z.string().nullable(), bodyEn: z.string().nullable() };

export const currentAnnouncementsSchema = z
  .object({ items: z.array(z.object({ id, revision: z.int(), ...shownText, beginsAt: moment, endsAt: moment })) })
  .openapi('CurrentAnnouncements');

export const announcementSchema = z
  .object({
    ...{ id, revision: z.int(), ...shownText, beginsAt: moment, endsAt: moment },
    ...{ unitId: id.nullable(), isPublic: z.boolean(), madeAt: moment },
    endedAt: moment.nullable().openapi({ description: 'Ended early' }),
    mailedAt: moment.nullable().openapi({ description: 'Mail was ordered' }),
    state: z.enum(['to-come', 'shown', 'over', 'ended']),
  })
  .openapi('Announcement');

export const announcementInFullSchema = z
  .object({
    ...announcementSchema.shape,
    mayCorrect: z.boolean().openapi({ description: 'It has neither begun nor ended, and was not mailed' }),
    recipients: z.int().openapi({ description: 'Mailboxes that mail ordered now would reach' }),
    mail: z.object({ told: z.int(), waiting: z.int(), unreached: z.int() }).nullable().openapi({ description: 'null: none was ordered' }),
  })
  .openapi('AnnouncementInFull');

export const mailedSchema = z.object({ id, recipients: z.int() }).openapi('MailedAnnouncement');
