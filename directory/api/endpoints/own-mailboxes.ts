import { createRoute } from '@hono/zod-openapi';
import { listAppPasswordsOpening, revokeAppPasswordOpening } from '#directory/access/opening-app-passwords.ts';
import { ownMailboxes } from '#directory/access/own-mailboxes.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { attemptAct } from '../do-act.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { openingAppPasswordsSchema, ownMailboxesSchema } from '../web/own-data-schemas.ts';
import { textIdParam } from '../web/own-schemas.ts';

const oneOf = idParam.extend({
  appPassword: textIdParam.shape.id.openapi({ description: 'Of the app password', param: { name: 'appPassword', in: 'path' } }),
});

/** The mailboxes that one uses: how full they are, and, for who says who uses them, by whose devices they are opened. */
export function addOwnMailboxes(app: Api, deps: ApiDeps): void {
  const common = { tags: ['me'], security: withSession, middleware: [authenticated(deps), onlyWeb] };
  const list = createRoute({
    ...{ method: 'get', path: '/me/mailboxes', operationId: 'listOwnMailboxes', ...common },
    summary: 'The own mailbox, those of units and of others that one reads, and how full they are',
    responses: replies({ 200: { description: 'The own one first', schema: ownMailboxesSchema } }),
  });
  app.openapi(list, async (context) => {
    const items = (await ownMailboxes(deps.database, webBearer(context))).map((one) => ({ ...one, rights: [...one.rights] }));
    return context.json({ items }, 200);
  });
  const devices = createRoute({
    ...{ method: 'get', path: '/me/mailboxes/{id}/app-passwords', operationId: 'listOpeningAppPasswords', ...common },
    summary: 'Whose app passwords open a mailbox: for its owner, the head of its unit, and who may manage it',
    request: { params: idParam },
    responses: replies({ 200: { description: 'The last used first', schema: openingAppPasswordsSchema } }),
  });
  app.openapi(devices, async (context) => {
    const { accountId: actorAccountId } = webBearer(context);
    const asked = { actorAccountId, accountId: context.req.valid('param').id as AccountId };
    const found = await listAppPasswordsOpening(deps.database, asked);
    if (!found.ok) return problem(context, found.refusal);
    const items = found.value.map(({ owner: { accountId, ...owner }, createdAt, expiresAt, lastUsedAt, ...one }) => ({
      ...{ ...one, owner: { ...owner, isMe: accountId === actorAccountId }, createdAt: createdAt.toISOString() },
      ...{ expiresAt: expiresAt?.toISOString() ?? null, lastUsedAt: lastUsedAt?.toISOString() ?? null },
    }));
    return context.json({ items }, 200);
  });
  const revoke = createRoute({
    ...{ method: 'delete', path: '/me/mailboxes/{id}/app-passwords/{appPassword}', operationId: 'revokeOpeningAppPassword', ...common },
    summary: 'End one of them, whosoever it is; what is signed in with it ends within a second',
    request: { params: oneOf, headers: webHeaders },
    responses: { ...replies({}, 404), 204: { description: 'Ended' } },
  });
  app.openapi(revoke, async (context) => {
    const { id, appPassword } = context.req.valid('param');
    const asked = { actorAccountId: webBearer(context).accountId, accountId: id as AccountId, id: appPassword };
    const revoked = await attemptAct(context, deps, ({ tx }) => revokeAppPasswordOpening(tx, asked));
    return revoked.ok ? context.body(null, 204) : problem(context, revoked.refusal);
  });
}
