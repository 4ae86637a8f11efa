import { createRoute } from '@hono/zod-openapi';
import { grantRole, revokeRole } from '#directory/access/roles/assign-role.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { givenRoleSchema, reasonBody, revokedRoleSchema, roleBody } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

export function addGiveRole(app: Api, deps: ApiDeps): void {
  addGiving(app, deps);
  addTaking(app, deps);
}

function addGiving(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/roles', operationId: 'giveRole', tags: ['roles'], security: withToken },
    summary: 'Give somebody a role, no wider and no longer than one’s own',
    middleware: [authenticated(deps)],
    request: { headers: idempotencyHeader, body: { content: { 'application/json': { schema: roleBody } }, required: true } },
    responses: replies({ 201: { description: 'The role', schema: givenRoleSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { accountId, role, unitId = null, from: validFrom = null, until: validTo = null, reason } = context.req.valid('json');
    const actorAccountId = context.get('bearer').accountId;
    const given = { accountId: accountId as AccountId, role, unitId: unitId as UnitId | null, validFrom, validTo };
    return doAct(context, deps, {
      reason,
      does: (permit) => grantRole(permit, { actorAccountId, ...given }),
      answer: ({ assignmentId: id }) => ({
        ...{ status: 201, location: `/api/v1/roles?account=${accountId}` },
        body: { id, accountId, role },
      }),
    });
  });
}

function addTaking(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/roles/{id}/revoke', operationId: 'revokeRole', tags: ['roles'], security: withToken },
    summary: 'Take a role back at once',
    middleware: [authenticated(deps)],
    request: {
      ...{ params: idParam, headers: idempotencyHeader },
      body: { content: { 'application/json': { schema: reasonBody } }, required: true },
    },
    responses: replies({ 200: { description: 'It is done', schema: revokedRoleSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { reason } = context.req.valid('json');
    const { id: assignmentId } = context.req.valid('param');
    const actorAccountId = context.get('bearer').accountId;
    return doAct(context, deps, {
      reason,
      does: ({ tx }) => revokeRole(tx, { actorAccountId, assignmentId, reason: reason ?? null }),
      answer: ({ id, accountId, role }) => ({
        ...{ status: 200, location: `/api/v1/roles?account=${accountId}` },
        body: { id, accountId, role, standing: 'revoked' },
      }),
    });
  });
}
