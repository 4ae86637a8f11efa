import { createRoute } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { historyOf } from '#directory/certificates/certificate-sql.ts';
import { listCertificates, readDer } from '#directory/certificates/list-certificates-sql.ts';
import type { CertificateId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { certificateInFullSchema } from '../certificate-schemas.ts';
import { entityTag, isKnown } from '../entity-tag.ts';
import { problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { noSuchCertificate, shownCertificate } from '../shown-certificate.ts';

export function addShowCertificate(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/certificates/{id}', operationId: 'showCertificate', tags: ['certificates'], security: withToken },
    summary: 'A certificate with all that it has been; its ETag is of what it is now',
    middleware: [authenticated(deps)],
    request: { params: idParam },
    responses: { ...replies({ 200: { description: 'The certificate', schema: certificateInFullSchema } }, 404), ...notModified },
  });
  app.openapi(route, async (context) => {
    const { database } = deps;
    const id = context.req.valid('param').id as CertificateId;
    const [found] = await listCertificates(database, { id, limit: 1 });
    const target = found === undefined ? ({ of: 'system' } as const) : ({ of: 'account', accountId: found.accountId } as const);
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database }, { actorAccountId, act: 'certificate.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const der = await readDer(database, id);
    if (found === undefined || der === undefined) return problem(context, noSuchCertificate);
    const certificate = shownCertificate(found);
    const etag = entityTag(certificate);
    context.header('ETag', etag);
    context.header('Cache-Control', 'private, no-cache');
    if (isKnown(context, etag)) return context.body(null, 304);
    const history = (await historyOf(database, id)).map(({ at, ...change }) => ({ ...change, at: at.toISOString() }));
    return context.json({ ...certificate, pem: pemOf(der), history }, 200);
  });
}

/** RFC 7468. */
function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
