import { createRoute } from '@hono/zod-openapi';
import { passkeyLimits } from '#directory/access/web-session/passkeys/limits.ts';
import { addPasskey, offerPasskey, removeOwnPasskey, renameOwnPasskey } from '#directory/access/web-session/passkeys/own-passkeys.ts';
import { listKnownAt, listPasskeys } from '#directory/access/web-session/passkeys/passkey-list-sql.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { attemptAct } from '../do-act.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer, webOwner } from '../web/only-web.ts';
import { textIdParam } from '../web/own-schemas.ts';
import {
  addedPasskeySchema,
  attestationBody,
  attestationOptionsSchema,
  ownPasskeysSchema,
  passkeyNameBody,
} from '../web/passkey-schemas.ts';
import { passkeysHere } from '../web/passkeys-here.ts';

/** Passkeys of one's own: the first may be what an administrator sets up at the first sign-in. */
export function addOwnPasskeys(app: Api, deps: ApiDeps): void {
  addAdding(app, deps);
  addKeeping(app, deps);
}

function addAdding(app: Api, deps: ApiDeps): void {
  const common = {
    tags: ['me'],
    security: withSession,
    middleware: [authenticated(deps, { evenIf: ['second-factor-needed'] }), onlyWeb],
  };
  const offer = createRoute({
    ...{ method: 'post', path: '/me/passkeys/options', operationId: 'offerPasskey', ...common },
    summary: 'Begin to add a passkey: what a browser is to ask a device for',
    request: { headers: webHeaders },
    responses: replies({ 200: { description: 'For navigator.credentials.create', schema: attestationOptionsSchema } }),
  });
  app.openapi(offer, async (context) => {
    const party = passkeysHere(context, deps);
    if (!party.ok) return problem(context, party.refusal);
    const owner = webOwner(context);
    const known = await listKnownAt(deps.database, owner.accountId, party.value.id);
    const wanted = { owner, party: party.value, known };
    const offered = await attemptAct(context, deps, ({ tx }) => offerPasskey({ ...deps.web, tx }, wanted));
    context.header('Cache-Control', 'no-store');
    return offered.ok ? context.json(offered.value, 200) : problem(context, offered.refusal);
  });
  const add = createRoute({
    ...{ method: 'post', path: '/me/passkeys', operationId: 'addPasskey', ...common },
    summary: 'Add it; as the first second factor it ends all other sessions, and mail programs need app passwords from now on',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: attestationBody } } } },
    responses: replies({ 201: { description: 'Added', schema: addedPasskeySchema } }, 409, 415),
  });
  app.openapi(add, async (context) => {
    const party = passkeysHere(context, deps);
    if (!party.ok) return problem(context, party.refusal);
    const { name, ...shown } = context.req.valid('json');
    const wanted = { owner: webOwner(context), party: party.value, shown, name };
    const added = await attemptAct(context, deps, ({ tx }) => addPasskey({ ...deps.web, tx }, wanted));
    context.header('Cache-Control', 'no-store');
    if (!added.ok) return problem(context, added.refusal);
    const { id, recoveryCodes } = added.value;
    return context.json({ id, recoveryCodes: recoveryCodes === null ? null : [...recoveryCodes] }, 201);
  });
}

function addKeeping(app: Api, deps: ApiDeps): void {
  const common = { tags: ['me'], security: withSession, middleware: [authenticated(deps), onlyWeb] };
  const list = createRoute({
    ...{ method: 'get', path: '/me/passkeys', operationId: 'listOwnPasskeys', ...common },
    summary: 'One’s own passkeys',
    responses: replies({ 200: { description: 'The oldest first', schema: ownPasskeysSchema } }),
  });
  app.openapi(list, async (context) => {
    const found = await listPasskeys(deps.database, webBearer(context).accountId);
    const items = found.map(({ id, name, rpId: host, isSynced, isBackedUp, madeAt, usedAt }) => ({
      ...{ id, name, host, isSynced, isBackedUp },
      ...{ madeAt: madeAt.toISOString(), lastUsedAt: usedAt?.toISOString() ?? null },
    }));
    const party = passkeysHere(context, deps);
    context.header('Cache-Control', 'no-store');
    const hosts = [...deps.web.hosts.names];
    return context.json({ max: passkeyLimits.perAccountMax, hosts, here: party.ok ? party.value.id : null, items }, 200);
  });
  const rename = createRoute({
    ...{ method: 'put', path: '/me/passkeys/{id}', operationId: 'renameOwnPasskey', ...common },
    summary: 'Call one by another name',
    request: {
      params: textIdParam,
      headers: webHeaders,
      body: { required: true, content: { 'application/json': { schema: passkeyNameBody } } },
    },
    responses: { ...replies({}, 404, 415), 204: { description: 'Renamed' } },
  });
  app.openapi(rename, async (context) => {
    const change = { owner: webOwner(context), id: context.req.valid('param').id, name: context.req.valid('json').name };
    const renamed = await attemptAct(context, deps, ({ tx }) => renameOwnPasskey(tx, change));
    return renamed.ok ? context.body(null, 204) : problem(context, renamed.refusal);
  });
  const remove = createRoute({
    ...{ method: 'delete', path: '/me/passkeys/{id}', operationId: 'removeOwnPasskey', ...common },
    summary: 'Remove one: it opens nothing any more, and all other sessions end',
    request: { params: textIdParam, headers: webHeaders },
    responses: { ...replies({}, 404), 204: { description: 'Removed' } },
  });
  app.openapi(remove, async (context) => {
    const gone = { owner: webOwner(context), id: context.req.valid('param').id };
    const removed = await attemptAct(context, deps, ({ tx }) => removeOwnPasskey({ tx }, gone));
    return removed.ok ? context.body(null, 204) : problem(context, removed.refusal);
  });
}
