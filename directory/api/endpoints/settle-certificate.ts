import { createRoute } from '@hono/zod-openapi';
import { settleCertificate } from '#directory/certificates/settle-certificate.ts';
import type { CertificateId } from '#kernel/ids.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { settleCertificateBody, settledCertificateSchema } from '../certificate-schemas.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { certificateAsRead } from '../shown-certificate.ts';
import { settlingHeaders } from '../write-headers.ts';

export function addSettleCertificate(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/certificates/{id}/settle', operationId: 'settleCertificate', tags: ['certificates'], security: withToken },
    summary: 'Note what was done with a certificate: revoked, handed over or issued anew',
    middleware: [authenticated(deps)],
    request: {
      params: idParam,
      headers: settlingHeaders,
      body: { content: { 'application/json': { schema: settleCertificateBody } }, required: true },
    },
    responses: replies({ 200: { description: 'What it is now', schema: settledCertificateSchema } }, 404, 409, 412, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { as, reason } = context.req.valid('json');
    const id = context.req.valid('param').id as CertificateId;
    const actorAccountId = context.get('bearer').accountId;
    const today = vietnamDate(deps.clock.now());
    return doAct(context, deps, {
      reason,
      async does({ tx }) {
        const asRead = await certificateAsRead(context, tx, id);
        return asRead.ok ? settleCertificate(tx, { id, as, reason, actorAccountId, today }) : asRead;
      },
      answer: (settled) => ({ status: 200, location: null, body: { ...settled } }),
    });
  });
}
