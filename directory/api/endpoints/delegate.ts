import { createRoute } from '@hono/zod-openapi';
import { endAccess } from '#directory/access/end-access.ts';
import { giveAccess } from '#directory/access/give-access.ts';
import type { AccountId, GrantId } from '#kernel/ids.ts';
import { ok, refused } from '#kernel/result.ts';
import { delegationBody, endedDelegationSchema, idsParam, madeDelegationSchema, reasonBody } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { apiRefusal } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { anyAccount } from '../the-account.ts';
import { idempotencyHeader } from '../write-headers.ts';

const notAPerson = apiRefusal('invalid', {
  vi: 'Chỉ uỷ quyền cho tài khoản đang dùng của một người',
  en: 'A mailbox is delegated to a person, whose account is not closed',
});

export function addDelegate(app: Api, deps: ApiDeps): void {
  addGiving(app, deps);
  addEnding(app, deps);
}

function addGiving(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/accounts/{id}/delegations', operationId: 'delegate', tags: ['accounts'], security: withToken },
    summary: 'Let a person use a mailbox: one’s own, or as the operator, who opens it',
    middleware: [authenticated(deps)],
    request: {
      ...{ params: idParam, headers: idempotencyHeader },
      body: { content: { 'application/json': { schema: delegationBody } }, required: true },
    },
    responses: replies({ 201: { description: 'It is done', schema: madeDelegationSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { to, rights, until = null, reason } = context.req.valid('json');
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    // The end of that day in Vietnam.
    const validTo = until === null ? null : new Date(`${until}T24:00:00+07:00`);
    return doAct(context, deps, {
      reason,
      async does(permit) {
        const account = await anyAccount(context, permit.tx, accountId);
        if (!account.ok) return account;
        const reader = await anyAccount(context, permit.tx, to as AccountId);
        if (!reader.ok) return reader;
        const { id, personId, address, state } = reader.value;
        if (personId === null || state === 'closed') return refused(notAPerson);
        const given = { account: account.value, to: { accountId: id, personId, address }, rights, validTo, reason: reason ?? null };
        const done = await giveAccess(permit, { actorAccountId, ...given, now: deps.clock.now() });
        return done.ok ? ok(address) : done;
      },
      answer: (address) => ({
        ...{ status: 201, location: `/api/v1/accounts/${accountId}/delegations` },
        body: { accountId, to: address, rights, until },
      }),
    });
  });
}

function addEnding(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/accounts/{id}/delegations/{delegationId}/end', operationId: 'endDelegation' },
    ...{ tags: ['accounts'], security: withToken },
    summary: 'End a delegation of a mailbox at once',
    middleware: [authenticated(deps)],
    request: {
      ...{ params: idsParam('id', 'delegationId'), headers: idempotencyHeader },
      body: { content: { 'application/json': { schema: reasonBody } }, required: true },
    },
    responses: replies({ 200: { description: 'It is done', schema: endedDelegationSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { reason } = context.req.valid('json');
    const { id, delegationId } = context.req.valid('param');
    const [accountId, grantId] = [id as AccountId, delegationId as GrantId];
    const actorAccountId = context.get('bearer').accountId;
    return doAct(context, deps, {
      reason,
      async does({ tx }) {
        const account = await anyAccount(context, tx, accountId);
        return account.ok ? endAccess(tx, { actorAccountId, account: account.value, grantId, reason: reason ?? null }) : account;
      },
      answer: () => ({
        ...{ status: 200, location: `/api/v1/accounts/${accountId}/delegations` },
        body: { id: grantId, accountId, isEnded: true },
      }),
    });
  });
}
