import { createRoute } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { holdMailbox, releaseMailbox } from '#directory/people/legal-hold.ts';
import { readPersonFacts } from '#directory/people/person-facts-sql.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { holdSchema, reasonNeededBody } from '../act-schemas.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { nobody } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

const acts = {
  hold: { does: holdMailbox, isHeld: true, summary: 'Put somebody’s mailbox under legal hold: nothing of it is deleted' },
  release: { does: releaseMailbox, isHeld: false, summary: 'Lift the legal hold on somebody’s mailbox' },
} as const;

export function addHoldMailbox(app: Api, deps: ApiDeps): void {
  for (const name of ['hold', 'release'] as const) {
    const route = createRoute({
      ...{ method: 'post', path: `/people/{id}/${name}`, operationId: `${name}Mailbox`, tags: ['people'], security: withToken },
      summary: acts[name].summary,
      middleware: [authenticated(deps), allowed(deps, 'account.hold')],
      request: {
        ...{ params: idParam, headers: idempotencyHeader },
        body: { content: { 'application/json': { schema: reasonNeededBody } }, required: true },
      },
      responses: replies({ 200: { description: 'It is done', schema: holdSchema } }, 404, 409, 413, 415, 422),
    });
    app.openapi(route, (context) => {
      const { reason } = context.req.valid('json');
      return change(context, deps, { ...acts[name], personId: context.req.valid('param').id as PersonId, reason });
    });
  }
}

type Change = (typeof acts)['hold' | 'release'] & { readonly personId: PersonId; readonly reason: string };

async function change(context: ApiContext, deps: ApiDeps, { does, isHeld, personId, reason }: Change): Promise<Response> {
  const actorAccountId = context.get('bearer').accountId;
  return doAct(context, deps, {
    reason,
    async does(permit): Promise<Result<AccountId>> {
      const facts = await readPersonFacts(deps.database, personId);
      if (facts === undefined) return refused(nobody);
      const { accountId: id, address } = facts;
      const may = await authorise({ tx: permit.tx }, { actorAccountId, act: 'account.hold', target: { of: 'account', accountId: id } });
      if (!may.ok) return may;
      const done = await does(permit, { account: { id, address }, actorAccountId, reason });
      return done.ok ? ok(id) : done;
    },
    answer: (accountId) => ({ status: 200, location: `/api/v1/people/${personId}`, body: { id: personId, accountId, isHeld } }),
  });
}
