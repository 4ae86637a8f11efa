import { createRoute } from '@hono/zod-openapi';
import { endOutage, noteOutage } from '#directory/duties/note-outage.ts';
import type { OutageRow } from '#directory/duties/outage-sql.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { endedOutageBody, newOutageBody, notedOutageSchema } from '../duty-schemas.ts';
import { replies, withToken } from '../replies.ts';
import { idempotencyHeader } from '../write-headers.ts';

export function addNoteOutage(app: Api, deps: ApiDeps): void {
  const middleware = [authenticated(deps), allowed(deps, 'outage.note')];
  const noting = createRoute({
    ...{ method: 'post', path: '/outages', operationId: 'noteOutage', tags: ['duties'], security: withToken, middleware },
    summary: 'Note when the system was not there, or will not be',
    request: { headers: idempotencyHeader, body: { required: true, content: { 'application/json': { schema: newOutageBody } } } },
    responses: replies({ 201: { description: 'The outage', schema: notedOutageSchema } }, 409, 413, 415, 422),
  });
  app.openapi(noting, (context) => {
    const { kind, beginsAt, endsAt, note } = context.req.valid('json');
    const given = { kind, note, beginsAt: new Date(beginsAt), endsAt: endsAt === null ? null : new Date(endsAt) };
    return doAct(context, deps, {
      does: ({ tx }) => noteOutage(tx, { actorAccountId: context.get('bearer').accountId, now: deps.clock.now(), ...given }),
      answer: (noted) => ({ status: 201, location: null, body: shown(noted) }),
    });
  });
  const ending = createRoute({
    ...{ method: 'post', path: '/outages/end', operationId: 'endOutage', tags: ['duties'], security: withToken, middleware },
    summary: 'The outage that goes on has ended',
    request: { headers: idempotencyHeader, body: { required: true, content: { 'application/json': { schema: endedOutageBody } } } },
    responses: replies({ 200: { description: 'The outage', schema: notedOutageSchema } }, 409, 413, 415, 422),
  });
  app.openapi(ending, (context) => {
    const now = deps.clock.now();
    const { endsAt } = context.req.valid('json');
    const ended = { actorAccountId: context.get('bearer').accountId, endsAt: endsAt === undefined ? now : new Date(endsAt), now };
    return doAct(context, deps, {
      does: ({ tx }) => endOutage(tx, ended),
      answer: (noted) => ({ status: 200, location: null, body: shown(noted) }),
    });
  });
}

const shown = ({ id, kind, beginsAt, endsAt, note }: OutageRow) => ({
  ...{ id, kind, note },
  beginsAt: beginsAt.toISOString(),
  endsAt: endsAt?.toISOString() ?? null,
});
