import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { type ListedApproval, listApprovals } from '#directory/access/two-people/approval-sql.ts';
import { approveAct } from '#directory/access/two-people/approve.ts';
import type { AccountId } from '#kernel/ids.ts';
import { approvalSchema, approvedSchema } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { flagQuery, idParam } from '../schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

export function addApprovals(app: Api, deps: ApiDeps): void {
  addList(app, deps);
  addApproving(app, deps);
}

function addList(app: Api, deps: ApiDeps): void {
  const query = z.strictObject({ all: flagQuery('Those that were used or are over too') });
  const route = createRoute({
    ...{ method: 'get', path: '/approvals', operationId: 'listApprovals', tags: ['approvals'], security: withToken },
    summary: 'Acts that wait for a second person: one’s own, those one may approve, and all for who reads the audit',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'The latest first, at most 200', schema: z.object({ items: z.array(approvalSchema) }) } }),
  });
  app.openapi(route, async (context) => {
    const listed = await listApprovals(deps.database, context.req.valid('query').all);
    const { accountId: actorAccountId } = context.get('bearer');
    const reads = await authorise(deps, { actorAccountId, act: 'audit.read', target: { of: 'system' } });
    const visible: ListedApproval[] = [];
    // One after another: two hundred questions at once would take every connection there is.
    for (const one of listed) if (reads.ok || (await concerns(deps, one, actorAccountId))) visible.push(one);
    return context.json({ items: visible.map(shown) }, 200);
  });
}

/** Whether somebody who does not read everything about acts may know of a proposal: who made it, and who might do the act themselves. */
async function concerns(deps: ApiDeps, { proposerId, act, target }: ListedApproval, actorAccountId: AccountId): Promise<boolean> {
  return proposerId === actorAccountId || (await authorise(deps, { actorAccountId, act, target })).ok;
}

function shown({ id, act, shown: what, reason, proposedBy, ...one }: ListedApproval): z.infer<typeof approvalSchema> {
  const { proposedAt, expiresAt, approvedBy, usedAt } = one;
  const days = { proposedAt: proposedAt.toISOString(), expiresAt: expiresAt.toISOString(), usedAt: usedAt?.toISOString() ?? null };
  return { id, act, shown: what, reason, proposedBy, approvedBy, ...days };
}

function addApproving(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/approvals/{id}/approve', operationId: 'approve', tags: ['approvals'], security: withToken },
    summary: 'Approve an act as the second person, who may do it themselves and did not propose it',
    middleware: [authenticated(deps)],
    request: { params: idParam, headers: idempotencyHeader },
    responses: replies({ 200: { description: 'Whoever proposed it asks again, and it is done', schema: approvedSchema } }, 404, 409, 422),
  });
  app.openapi(route, (context) => {
    const approvalId = context.req.valid('param').id;
    const approverAccountId = context.get('bearer').accountId;
    return doAct(context, deps, {
      does: ({ tx }) => approveAct(tx, { approvalId, approverAccountId }),
      answer: (proposal) => ({
        status: 200,
        location: '/api/v1/approvals',
        body: { id: approvalId, shown: proposal.shown, isApproved: true },
      }),
    });
  });
}
