import { createRoute } from '@hono/zod-openapi';
import { lastAccountUse, listDevices } from '#directory/access/device-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import { listWebSessions } from '#directory/access/web-session/web-session-list-sql.ts';
import { lastLook } from '#directory/duties/last-look-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { accountUseSchema } from '../account-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { apiLimits } from '../limits.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';

/** Names of devices and when they were used: never from where, nor anything that would open the mailbox. */
export function addShowAccountUse(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/accounts/{id}/use', operationId: 'showAccountUse', tags: ['accounts'], security: withToken },
    summary: 'By what a mailbox is used, and when it last was',
    middleware: [authenticated(deps)],
    request: { params: idParam },
    responses: replies({ 200: { description: 'Devices and sessions, the last used first', schema: accountUseSchema } }),
  });
  app.openapi(route, async (context) => {
    const { database } = deps;
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database }, { actorAccountId, act: 'device.read', target: { of: 'account', accountId } });
    if (!may.ok) return problem(context, may.refusal);
    const [usedAt, look, devices, sessions] = await Promise.all([
      lastAccountUse(database, accountId),
      lastLook(database, accountId),
      listDevices(database, accountId, apiLimits.devicesShownMax),
      listWebSessions(database, accountId, deps.web.rules.idleMs),
    ]);
    context.header('Cache-Control', 'no-store');
    return context.json(
      {
        signedInOn: usedAt?.toISOString() ?? null,
        lastRead: look === undefined ? null : { at: look.at.toISOString(), by: look.by },
        devices: devices.map(({ createdAt, expiresAt, lastUsedAt, ...device }) => ({
          ...device,
          ...{
            createdAt: createdAt.toISOString(),
            expiresAt: expiresAt?.toISOString() ?? null,
            lastUsedAt: lastUsedAt?.toISOString() ?? null,
          },
        })),
        sessions: sessions.map((session) => ({ userAgent: session.userAgent, usedAt: session.usedAt.toISOString() })),
      },
      200,
    );
  });
}
