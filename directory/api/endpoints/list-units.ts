import { createRoute, z } from '@hono/zod-openapi';
import { searchKey } from '#directory/naming/fold-name.ts';
import { unitKinds } from '#directory/naming/unit-kind.ts';
import { listUnitsOn, type UnitOnDay } from '#directory/org/unit-versions-sql.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { day, idQuery, pageOf, pageQuery, searchQuery, unitSchema } from '../schemas.ts';

const query = z.strictObject({
  q: searchQuery,
  parent: idQuery('Only units directly below this one'),
  kind: z.enum(unitKinds).optional(),
  on: day.optional().openapi({ description: 'As they were on that day; left out: today' }),
  ...pageQuery,
});

export function addListUnits(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/units', operationId: 'listUnits', tags: ['units'], security: withToken },
    summary: 'Units of a day in their order of rank',
    middleware: [authenticated(deps), allowed(deps, 'directory.read')],
    request: { query },
    responses: replies({ 200: { description: 'A page of units', schema: pageOf(unitSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const of = { list: 'units', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const from = after.value?.[1] ?? 0;
    const found = (await listUnitsOn(deps.database, filter.on ?? null)).filter((unit) => unit.id > from && matches(unit, filter));
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = last === undefined || found.length <= limit ? null : writeCursor(deps.tokenKey, of, ['', last.id]);
    return context.json({ items, next }, 200);
  });
}

type Filter = Omit<z.infer<typeof query>, 'limit' | 'cursor'>;

/** A few thousand units at most: looking through them takes less than asking for a part of them. */
function matches(unit: UnitOnDay, { q, parent, kind }: Filter): boolean {
  return (
    (parent === undefined || unit.parentId === parent) &&
    (kind === undefined || unit.kind === kind) &&
    (q === undefined || isFound(unit, q))
  );
}

function isFound({ name, address }: UnitOnDay, text: string): boolean {
  const wanted = searchKey(text).split(' ');
  const words = searchKey(name).split(' ');
  const inName = wanted.every((one) => one !== '' && words.some((word) => word.startsWith(one)));
  return inName || address?.startsWith(text.trim().toLowerCase()) === true;
}
