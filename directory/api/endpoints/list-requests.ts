import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { findActor } from '#directory/access/roles/facts-sql.ts';
import { reachOf } from '#directory/access/roles/within-reach.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import { neverDue, pageOfAwaited, pageOfFollowed } from '#directory/requests/inbox-sql.ts';
import type { ListedRequest } from '#directory/requests/request-page-sql.ts';
import { requestStates } from '#directory/requests/tables.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { apiLimits } from '../limits.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { requestSchema } from '../request-schemas.ts';
import { idQuery, pageOf, pageQuery } from '../schemas.ts';
import { shownRequest } from '../shown-request.ts';

const query = z.strictObject({
  unit: idQuery('Only of this unit and those beneath it; else of all within one’s reach'),
  state: z.enum(requestStates).optional(),
  q: z.string().trim().min(1).max(apiLimits.queryCharactersMax).optional().openapi({
    description: 'Words of the title, the unit or who it is about, or the number; marks and case do not matter',
  }),
  waiting: z.enum(['me']).optional().openapi({ description: 'Only those whose next step is one’s own, what is due first before the rest' }),
  ...pageQuery,
});
type Filter = Omit<z.infer<typeof query>, 'limit' | 'cursor'>;
type Position = readonly [key: string, id: number] | undefined;

export function addListRequests(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/requests', operationId: 'listRequests', tags: ['requests'], security: withToken },
    summary: 'Requests within one’s reach, the latest first',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'A page of requests', schema: pageOf(requestSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const of = { list: 'requests', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const found = await findRequests(context, deps, filter, after.value, limit + 1);
    if (found instanceof Response) return found;
    const last = found.length > limit ? found[limit - 1] : undefined;
    const next = last ? writeCursor(deps.tokenKey, of, [last.dueOn ?? neverDue, last.id]) : null;
    return context.json({ items: found.slice(0, limit).map(shownRequest), next }, 200);
  });
}

async function findRequests(
  context: ApiContext,
  { database }: ApiDeps,
  { unit, state, q, waiting }: Filter,
  after: Position,
  limit: number,
): Promise<readonly ListedRequest[] | Response> {
  const accountId = context.get('bearer').accountId;
  const actor = (await findActor({ database }, accountId)) ?? { isActive: false, roles: [], headed: [] };
  const reach = reachOf(actor, 'request.read');
  const seesAny = reach.everywhere || reach.below.length + reach.alone.length > 0;
  if (unit !== undefined || !seesAny) {
    const target = unit === undefined ? ({ of: 'system' } as const) : ({ of: 'unit', unitId: unit as UnitId } as const);
    const may = await authorise({ database }, { actorAccountId: accountId, act: 'request.read', target });
    if (!may.ok) return problem(context, may.refusal);
  }
  // Marks alone (`_`) are looked for as they are, and found nowhere but in addresses.
  const words = q === undefined ? undefined : (searchKey(q) || q).split(' ').slice(0, apiLimits.queryWordsMax);
  if (waiting === undefined)
    return pageOfFollowed(database, { reach, words, limit, within: unit as UnitId | undefined, state, before: after?.[1] });
  const isOperator = actor.roles.some(({ role }) => role === 'operator');
  const administered = actor.roles.flatMap(({ role, unitId }) => (role === 'unit-administrator' && unitId !== null ? [unitId] : []));
  return pageOfAwaited(database, { reach, words, limit, accountId, isOperator, administered, headed: actor.headed, after });
}
