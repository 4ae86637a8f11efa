import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { accountDuty } from '#directory/duties/account-duty.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { accountDutySchema, spanQuery } from '../duty-schemas.ts';
import { tagged } from '../entity-tag.ts';
import { apiRefusal, problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { reportDays } from '../report-days.ts';
import { idParam } from '../schemas.ts';

const noSuchAccount = apiRefusal('not-found', { vi: 'Không có tài khoản này', en: 'There is no such account' });

export function addShowDuty(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/accounts/{id}/duty', operationId: 'showDuty', tags: ['duties'], security: withToken },
    summary: 'One mailbox and the duty to read it, day by day',
    middleware: [authenticated(deps)],
    request: { params: idParam, query: z.strictObject(spanQuery) },
    responses: { ...replies({ 200: { description: 'The days', schema: accountDutySchema } }, 404), ...notModified },
  });
  app.openapi(route, async (context) => {
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    const target = { of: 'account', accountId } as const;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'duty.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const days = await reportDays(deps, context.req.valid('query'));
    if (!days.ok) return problem(context, days.refusal);
    const duty = await accountDuty(deps.database, { accountId, ...days.value });
    return duty === undefined ? problem(context, noSuchAccount) : tagged(context, duty);
  });
}
