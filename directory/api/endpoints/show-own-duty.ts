import { createRoute } from '@hono/zod-openapi';
import { findActor } from '#directory/access/roles/facts-sql.ts';
import { readCalendar } from '#directory/calendar/read-calendar.ts';
import { ownDuty } from '#directory/duties/own-duty.ts';
import { readPersonFacts } from '#directory/people/person-facts-sql.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { ownDutySchema } from '../duty-schemas.ts';
import { replies, withToken } from '../replies.ts';

export function addShowOwnDuty(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/duties/today', operationId: 'showOwnDuty', tags: ['duties'], security: withToken },
    summary: 'What is left to read today: the own mailbox, and those of units for which one is responsible',
    middleware: [authenticated(deps)],
    responses: replies({ 200: { description: 'Today', schema: ownDutySchema } }),
  });
  app.openapi(route, async (context) => {
    const { accountId } = context.get('bearer');
    const { database, week } = deps;
    const now = deps.clock.now();
    const day = vietnamDate(now);
    const actor = await findActor({ database }, accountId);
    const facts = actor?.personId == null ? undefined : await readPersonFacts(database, actor.personId);
    const held = (facts?.posts ?? []).filter(
      ({ isCalledOff, validFrom, validTo }) => !isCalledOff && validFrom <= day && (validTo === null || validTo >= day),
    );
    const calendar = await readCalendar(database, { from: day, to: day }, week);
    const today = await ownDuty(database, { accountId, unitIds: held.map(({ unitId }) => unitId), calendar, now });
    context.header('Cache-Control', 'no-store');
    const mailboxes = today.mailboxes.map((mailbox) => ({ ...mailbox, parts: [...mailbox.parts] }));
    return context.json({ ...today, mailboxes }, 200);
  });
}
