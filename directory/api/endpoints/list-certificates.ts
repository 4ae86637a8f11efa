import { createRoute, z } from '@hono/zod-openapi';
import { authorise, type Target } from '#directory/access/roles/authorise.ts';
import { listCertificates } from '#directory/certificates/list-certificates-sql.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { certificateSchema, certificateStateSchema, expiringQuery } from '../certificate-schemas.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { flagQuery, idQuery, pageOf, pageQuery } from '../schemas.ts';
import { shownCertificate } from '../shown-certificate.ts';

const query = z.strictObject({
  account: idQuery('Only of this account; who may not see everybody’s names one'),
  state: certificateStateSchema.optional(),
  waiting: flagQuery('Only those with which something is to be done: to hand over, to revoke, to issue anew'),
  expiring: expiringQuery,
  unit: idQuery('Only of this unit and those below it; a unit administrator names one, a head the own, and sees that one alone'),
  ...pageQuery,
});

export function addListCertificates(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/certificates', operationId: 'listCertificates', tags: ['certificates'], security: withToken },
    summary: 'The register of certificates, in the order they were entered',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'A page of certificates', schema: pageOf(certificateSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const accountId = filter.account as AccountId | undefined;
    const unitId = filter.unit as UnitId | undefined;
    const target: Target =
      accountId !== undefined ? { of: 'account', accountId } : unitId !== undefined ? { of: 'unit', unitId } : { of: 'system' };
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'certificate.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const of = { list: 'certificates', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const expiring = filter.expiring === undefined ? undefined : { days: filter.expiring, now: deps.clock.now() };
    const within = unitId === undefined ? undefined : { unitId, alone: may.value.by === 'unit-head' };
    const waiting = filter.waiting ? { from: null, to: null } : undefined;
    const asked = { accountId, state: filter.state, waiting, expiring, within, after: after.value?.[1], limit: limit + 1 };
    const found = await listCertificates(deps.database, asked);
    const last = found.length > limit ? found[limit - 1] : undefined;
    return context.json(
      { items: found.slice(0, limit).map(shownCertificate), next: last ? writeCursor(deps.tokenKey, of, ['', last.id]) : null },
      200,
    );
  });
}
