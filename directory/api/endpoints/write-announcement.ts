import { createRoute, type z } from '@hono/zod-openapi';
import type { Announcement } from '#directory/announcements/announcement.ts';
import type { AnnouncementRow } from '#directory/announcements/announcement-sql.ts';
import { mailAnnouncement } from '#directory/announcements/mail-announcement.ts';
import { correctAnnouncement, endAnnouncement, makeAnnouncement } from '#directory/announcements/write-announcement.ts';
import type { UnitId } from '#kernel/ids.ts';
import { reasonBody } from '../act-schemas.ts';
import { announcementBody, announcementSchema, mailedSchema } from '../announcement-schemas.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { shownAnnouncement } from '../shown-announcement.ts';
import { idempotencyHeader } from '../write-headers.ts';

const body = { required: true, content: { 'application/json': { schema: announcementBody } } } as const;
const tags = ['announcements'];

export function addWriteAnnouncement(app: Api, deps: ApiDeps): void {
  const middleware = [authenticated(deps), allowed(deps, 'announcement.write')];
  const by = (context: ApiContext) => ({ actorAccountId: context.get('bearer').accountId, now: deps.clock.now() });
  const answer = (status: number) => (row: AnnouncementRow) => ({
    ...{ status, location: `/api/v1/announcements/${row.id}`, body: shownAnnouncement(row, deps.clock.now()) },
  });
  const making = createRoute({
    ...{ method: 'post', path: '/announcements', operationId: 'makeAnnouncement', tags, security: withToken, middleware },
    summary: 'Make an announcement: a banner on every page while it lasts',
    request: { headers: idempotencyHeader, body },
    responses: replies({ 201: { description: 'The announcement', schema: announcementSchema } }, 409, 413, 415, 422),
  });
  app.openapi(making, (context) => {
    const given = givenOf(context.req.valid('json'));
    return doAct(context, deps, { does: ({ tx }) => makeAnnouncement(tx, by(context), given), answer: answer(201) });
  });
  const correcting = createRoute({
    ...{ method: 'put', path: '/announcements/{id}', operationId: 'correctAnnouncement', tags, security: withToken, middleware },
    summary: 'Correct an announcement before it begins',
    request: { params: idParam, headers: idempotencyHeader, body },
    responses: replies({ 200: { description: 'The announcement', schema: announcementSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(correcting, (context) => {
    const given = givenOf(context.req.valid('json'));
    const { id } = context.req.valid('param');
    return doAct(context, deps, { does: ({ tx }) => correctAnnouncement(tx, by(context), id, given), answer: answer(200) });
  });
  const ending = createRoute({
    ...{ method: 'post', path: '/announcements/{id}/end', operationId: 'endAnnouncement', tags, security: withToken, middleware },
    summary: 'End an announcement early: it is shown no more, and told to nobody any more',
    request: {
      params: idParam,
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: reasonBody } } },
    },
    responses: replies({ 200: { description: 'The announcement', schema: announcementSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(ending, (context) => {
    const { id } = context.req.valid('param');
    const { reason } = context.req.valid('json');
    return doAct(context, deps, { does: ({ tx }) => endAnnouncement(tx, by(context), id, reason), answer: answer(200) });
  });
  const mailing = createRoute({
    ...{ method: 'post', path: '/announcements/{id}/mail', operationId: 'mailAnnouncement', tags, security: withToken },
    summary: 'Mail an announcement to everybody it is for, once; they are told little by little',
    middleware: [authenticated(deps), allowed(deps, 'announcement.mail')],
    request: { params: idParam, headers: idempotencyHeader },
    responses: replies({ 200: { description: 'It is ordered', schema: mailedSchema } }, 404, 409, 422),
  });
  app.openapi(mailing, (context) => {
    const { id } = context.req.valid('param');
    return doAct(context, deps, {
      does: ({ tx }) => mailAnnouncement(tx, { id, ...by(context) }),
      answer: ({ recipients }) => ({ status: 200, location: `/api/v1/announcements/${id}`, body: { id, recipients } }),
    });
  });
}

const givenOf = ({ beginsAt, endsAt, unitId, ...same }: z.infer<typeof announcementBody>): Announcement => ({
  ...{ ...same, unitId: unitId as UnitId | null, beginsAt: new Date(beginsAt), endsAt: new Date(endsAt) },
});
