import { createRoute, type z } from '@hono/zod-openapi';
import { type AddedCertificate, addCertificate } from '#directory/certificates/add-certificate.ts';
import { rehearseInTransaction } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { addCertificateBody, addedCertificateSchema } from '../certificate-schemas.ts';
import { doAct } from '../do-act.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { theAccount } from '../the-account.ts';
import { idempotencyHeader } from '../write-headers.ts';

type Asked = z.infer<typeof addCertificateBody>;

/** Enters a certificate from its public file. Who issued it is for whoever verifies mail: it is written down, not believed. */
export function addAddCertificate(app: Api, deps: ApiDeps): void {
  const added = { schema: addedCertificateSchema };
  const route = createRoute({
    ...{ method: 'post', path: '/certificates', operationId: 'addCertificate', tags: ['certificates'], security: withToken },
    summary: 'Enter a certificate as one of an account’s, or look at what would be entered',
    middleware: [authenticated(deps)],
    request: { headers: idempotencyHeader, body: { content: { 'application/json': { schema: addCertificateBody } }, required: true } },
    responses: replies(
      { 200: { description: 'A dry run: what the file says', ...added }, 201: { description: 'Entered', ...added } },
      ...([404, 409, 413, 415, 422] as const),
    ),
  });
  app.openapi(route, async (context) => {
    const asked = context.req.valid('json');
    const { reason, dryRun } = asked;
    if (!dryRun)
      return doAct(context, deps, {
        reason,
        does: ({ tx }) => enter(context, deps, { tx, asked }),
        answer: (entered) => ({ status: 201, location: `/api/v1/certificates/${entered.id}`, body: shown(entered, false) }),
      });
    const rehearsed = await rehearseInTransaction(deps.database, (tx) => enter(context, deps, { tx, asked }));
    context.header('Cache-Control', 'no-store');
    return rehearsed.ok ? context.json(shown(rehearsed.value, true), 200) : problem(context, rehearsed.refusal);
  });
}

async function enter(
  context: ApiContext,
  deps: ApiDeps,
  { tx, asked }: { readonly tx: Tx; readonly asked: Asked },
): Promise<Result<AddedCertificate>> {
  const accountId = asked.accountId as AccountId;
  const account = await theAccount(context, tx, { accountId, act: 'certificate.manage' });
  if (!account.ok) return account;
  const { id, address } = account.value;
  const actorAccountId = context.get('bearer').accountId;
  const post = asked.post === undefined ? null : { unitId: asked.post.unitId as UnitId, title: asked.post.title.normalize('NFC') };
  const file = Buffer.from(asked.file, 'base64');
  const reason = asked.reason ?? null;
  return addCertificate(tx, { account: { id, address }, file, post, actorAccountId, reason, now: deps.clock.now() });
}

function shown(entered: AddedCertificate, isRehearsed: boolean): z.infer<typeof addedCertificateSchema> {
  const { id, addresses, keyUsage, notBefore, notAfter, ...said } = entered;
  const days = { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
  return { ...said, ...days, id: isRehearsed ? null : id, addresses: [...addresses], keyUsage: [...keyUsage] };
}
