import { createRoute, z } from '@hono/zod-openapi';
import { nameSearch } from '#directory/people/name-search.ts';
import { pageOfPeople, presences } from '#directory/people/person-page-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { apiLimits } from '../limits.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { flagQuery, idQuery, pageOf, pageQuery, personSchema, searchQuery } from '../schemas.ts';

const query = z.strictObject({
  q: searchQuery,
  unit: idQuery('Only who holds a post in this unit today'),
  below: flagQuery('With `unit`: or in a unit beneath it'),
  presence: z.enum(presences).optional(),
  ...pageQuery,
});

export function addListPeople(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/people', operationId: 'listPeople', tags: ['people'], security: withToken },
    summary: 'People by given name; with q as somebody types',
    middleware: [authenticated(deps), allowed(deps, 'directory.read')],
    request: { query },
    responses: replies({ 200: { description: 'A page of people', schema: pageOf(personSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const of = { list: 'people', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const { q, unit, below, presence } = filter;
    const found = await pageOfPeople(deps.database, {
      search: q === undefined ? undefined : nameSearch(q, apiLimits.queryWordsMax),
      presence,
      unit: unit === undefined ? undefined : { id: unit as UnitId, below },
      after: after.value,
      limit: limit + 1,
    });
    const last = found.length > limit ? found[limit - 1] : undefined;
    const items = found.slice(0, limit).map(({ listKey: _place, ...person }) => person);
    return context.json({ items, next: last ? writeCursor(deps.tokenKey, of, [last.listKey, last.id]) : null }, 200);
  });
}
