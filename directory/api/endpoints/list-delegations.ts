import { createRoute, z } from '@hono/zod-openapi';
import { type ListedGrant, listGrants } from '#directory/access/grant-list-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import type { AccountId } from '#kernel/ids.ts';
import { delegationSchema } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';

/** For who may look at the account, and for who may end what was granted on it, such as the head of its unit. */
export function addListDelegations(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/accounts/{id}/delegations', operationId: 'listDelegations', tags: ['accounts'], security: withToken },
    summary: 'What was granted on a mailbox, in force or to come',
    middleware: [authenticated(deps)],
    request: { params: idParam },
    responses: replies({ 200: { description: 'All of them', schema: z.object({ items: z.array(delegationSchema) }) } }),
  });
  app.openapi(route, async (context) => {
    const accountId = context.req.valid('param').id as AccountId;
    const asked = { actorAccountId: context.get('bearer').accountId, target: { of: 'account', accountId } as const };
    const mayEnd = await authorise(deps, { ...asked, act: 'delegation.end' });
    const may = mayEnd.ok ? mayEnd : await authorise(deps, { ...asked, act: 'account.read' });
    if (!may.ok) return problem(context, may.refusal);
    return context.json({ items: (await listGrants(deps, accountId)).map(shown) }, 200);
  });
}

function shown({ principalKind: kind, rights, validFrom, validTo, ...grant }: ListedGrant): z.infer<typeof delegationSchema> {
  return { ...grant, kind, rights: [...rights], validFrom: validFrom.toISOString(), validTo: validTo?.toISOString() ?? null };
}
