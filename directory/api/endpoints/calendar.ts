import { createRoute, z } from '@hono/zod-openapi';
import { changeCalendar } from '#directory/calendar/change-calendar.ts';
import { firstYear, lastYear, nameCharactersMax } from '#directory/calendar/limits.ts';
import { exceptionalDays } from '#directory/calendar/read-calendar.ts';
import { reason } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { day, inBoth } from '../schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

const year = z.coerce
  .number()
  .pipe(z.int().min(firstYear).max(lastYear))
  .openapi({ type: 'integer', description: 'A year', example: 2026 });
const calendarSchema = z
  .object({
    year: z.int(),
    items: z.array(z.object({ day, isWorking: z.boolean(), name: inBoth, from: z.enum(['law', 'set']) })),
  })
  .openapi('Calendar');
const setDaySchema = z.object({ day, isWorking: z.boolean().nullable() }).openapi('CalendarDay');
const dayBody = z.strictObject({
  day,
  set: z
    .strictObject({ isWorking: z.boolean(), name: z.string().trim().min(1).max(nameCharactersMax) })
    .nullable()
    .openapi({ description: 'null: what the law and the week say again' }),
  reason: reason.optional(),
});

/** Holidays and working days, by which terms and duties are counted. */
export function addCalendar(app: Api, deps: ApiDeps): void {
  const list = createRoute({
    ...{ method: 'get', path: '/calendar', operationId: 'showCalendar', tags: ['calendar'], security: withToken },
    summary: 'Days of a year that are not as their weekday is',
    middleware: [authenticated(deps), allowed(deps, 'directory.read')],
    request: { query: z.strictObject({ year }) },
    responses: replies({ 200: { description: 'Days off, and worked, in order', schema: calendarSchema } }),
  });
  app.openapi(list, async (context) => {
    const { year: asked } = context.req.valid('query');
    return context.json({ year: asked, items: await exceptionalDays(deps.database, asked) }, 200);
  });
  const change = createRoute({
    ...{ method: 'post', path: '/calendar', operationId: 'setCalendarDay', tags: ['calendar'], security: withToken },
    summary: 'Make a day one off, or to be worked, or what the law says again',
    middleware: [authenticated(deps)],
    request: { headers: idempotencyHeader, body: { content: { 'application/json': { schema: dayBody } }, required: true } },
    responses: replies({ 200: { description: 'The day', schema: setDaySchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(change, (context) => {
    const { day: which, set, reason: why = null } = context.req.valid('json');
    const actorAccountId = context.get('bearer').accountId;
    return doAct(context, deps, {
      does: ({ tx }) => changeCalendar(tx, { actorAccountId, day: which, set, reason: why }),
      answer: () => ({ status: 200, location: '/api/v1/calendar', body: { day: which, isWorking: set?.isWorking ?? null } }),
    });
  });
}
