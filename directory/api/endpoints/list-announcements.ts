import { createRoute, z } from '@hono/zod-openapi';
import { findAnnouncement, listAnnouncements } from '#directory/announcements/announcement-sql.ts';
import { countRecipients, mailProgress } from '#directory/announcements/notice-sql.ts';
import { noSuchAnnouncement } from '#directory/announcements/write-announcement.ts';
import { announcementInFullSchema, announcementSchema } from '../announcement-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { idParam, pageOf, pageQuery } from '../schemas.ts';
import { shownAnnouncement } from '../shown-announcement.ts';

export function addListAnnouncements(app: Api, deps: ApiDeps): void {
  const middleware = [authenticated(deps), allowed(deps, 'announcement.read')];
  const list = createRoute({
    ...{
      method: 'get',
      path: '/announcements',
      operationId: 'listAnnouncements',
      tags: ['announcements'],
      security: withToken,
      middleware,
    },
    summary: 'All announcements that were made, the newest first',
    request: { query: z.strictObject(pageQuery) },
    responses: replies({ 200: { description: 'A page of announcements', schema: pageOf(announcementSchema) } }),
  });
  app.openapi(list, async (context) => {
    const { limit, cursor } = context.req.valid('query');
    const of = { list: 'announcements' };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const found = await listAnnouncements(deps.database, { before: after.value?.[1], limit: limit + 1 });
    const items = found.slice(0, limit).map((one) => shownAnnouncement(one, deps.clock.now()));
    const last = found.length > limit ? items.at(-1) : undefined;
    return context.json({ items, next: last ? writeCursor(deps.tokenKey, of, ['', last.id]) : null }, 200);
  });
  const show = createRoute({
    ...{
      method: 'get',
      path: '/announcements/{id}',
      operationId: 'showAnnouncement',
      tags: ['announcements'],
      security: withToken,
      middleware,
    },
    summary: 'An announcement, and how far the telling by mail is',
    request: { params: idParam },
    responses: replies({ 200: { description: 'The announcement', schema: announcementInFullSchema } }, 404),
  });
  app.openapi(show, async (context) => {
    const { id } = context.req.valid('param');
    const { database } = deps;
    const found = await findAnnouncement(database, id);
    if (found === undefined) return problem(context, noSuchAnnouncement);
    const shown = shownAnnouncement(found, deps.clock.now());
    const isMailed = found.mailedAt !== null;
    const [recipients, mail] = await Promise.all([countRecipients(database, found.unitId), isMailed ? mailProgress(database, id) : null]);
    return context.json({ ...shown, mayCorrect: shown.state === 'to-come' && !isMailed, recipients, mail }, 200);
  });
}
