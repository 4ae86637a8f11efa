import { createRoute } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { currentFor, currentPublic } from '#directory/announcements/current-sql.ts';
import { currentAnnouncementsSchema } from '../announcement-schemas.ts';
import type { Api, ApiDeps, ApiEnv } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { keptFor } from '../kept-for.ts';
import { apiLimits } from '../limits.ts';
import { apiRefusal, problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { shownCurrent } from '../shown-announcement.ts';
import { webHeaders, withoutSession } from '../web/documented.ts';
import { onlyFromOwnPages, ownHeader } from '../web/same-origin.ts';
import { onlySafely } from '../web/sign-in-problems.ts';

const responses = replies({ 200: { description: 'Announcements, the most urgent first', schema: currentAnnouncementsSchema } });

export function addCurrentAnnouncements(app: Api, deps: ApiDeps): void {
  const own = createRoute({
    ...{ method: 'get', path: '/announcements/current', operationId: 'currentAnnouncements', tags: ['announcements'], security: withToken },
    summary: 'What whoever asks is to be told now',
    middleware: [authenticated(deps)],
    responses,
  });
  app.openapi(own, async (context) =>
    context.json(shownCurrent(await currentFor(deps.database, context.get('bearer').accountId, deps.clock.now())), 200),
  );
  // Anybody may ask this, so the database is asked for all of them together.
  const told = keptFor(apiLimits.publicKeptMs, () => currentPublic(deps.database, deps.clock.now()));
  const before = createRoute({
    ...{ method: 'get', path: '/session/announcements', operationId: 'publicAnnouncements', tags: ['session'], security: withoutSession },
    summary: 'Maintenance that everybody is to be told of before signing in',
    middleware: [onlySafely, onlyFromOwnPages(deps), onlyWithOwnHeader],
    request: { headers: webHeaders },
    responses,
  });
  app.openapi(before, async (context) => context.json(shownCurrent(await told()), 200));
}

/** For the page before signing in, and no list for others to fetch. */
const onlyWithOwnHeader = createMiddleware<ApiEnv>((context, next) =>
  context.req.header(ownHeader) === '1' ? next() : Promise.resolve(problem(context, notOurs)),
);
const notOurs = apiRefusal('forbidden', { vi: 'Chỉ dành cho trang đăng nhập', en: 'This is for the page of signing in' });
