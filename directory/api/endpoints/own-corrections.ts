import { createRoute } from '@hono/zod-openapi';
import { listOwnCorrections } from '#directory/own-data/correction-sql.ts';
import { askForCorrection, withdrawCorrection } from '#directory/own-data/corrections.ts';
import { correctionLimits } from '#directory/own-data/limits.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { attemptAct } from '../do-act.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { correctionBody, correctionSchema, ownCorrectionsSchema, shownCorrection } from '../web/own-data-schemas.ts';

/** What one says is wrong in what is kept of oneself, and what became of that. */
export function addOwnCorrections(app: Api, deps: ApiDeps): void {
  const common = { tags: ['me'], security: withSession, middleware: [authenticated(deps), onlyWeb] };
  const list = createRoute({
    ...{ method: 'get', path: '/me/corrections', operationId: 'listOwnCorrections', ...common },
    summary: 'One’s own requests for correction',
    responses: replies({ 200: { description: 'The latest first', schema: ownCorrectionsSchema } }),
  });
  app.openapi(list, async (context) => {
    const found = await listOwnCorrections(deps.database, webBearer(context).accountId, correctionLimits.ownListedMax);
    return context.json({ items: found.map(shownCorrection) }, 200);
  });
  const ask = createRoute({
    ...{ method: 'post', path: '/me/corrections', operationId: 'askForCorrection', ...common },
    summary: 'Say what is wrong in what is kept of oneself; who keeps the directory answers',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: correctionBody } } } },
    responses: replies({ 201: { description: 'Asked', schema: correctionSchema } }, 413, 415),
  });
  app.openapi(ask, async (context) => {
    const { field, wanted, note = null } = context.req.valid('json');
    const asked = { field, wanted, note };
    const made = await attemptAct(context, deps, ({ tx }) => askForCorrection({ ...deps, tx }, webBearer(context), asked));
    return made.ok ? context.json(shownCorrection(made.value), 201) : problem(context, made.refusal);
  });
  const withdraw = createRoute({
    ...{ method: 'delete', path: '/me/corrections/{id}', operationId: 'withdrawCorrection', ...common },
    summary: 'Withdraw one that nobody answered yet',
    request: { params: idParam, headers: webHeaders },
    responses: { ...replies({}, 404, 409), 204: { description: 'Withdrawn' } },
  });
  app.openapi(withdraw, async (context) => {
    const { id } = context.req.valid('param');
    const withdrawn = await attemptAct(context, deps, ({ tx }) => withdrawCorrection(tx, webBearer(context), id));
    return withdrawn.ok ? context.body(null, 204) : problem(context, withdrawn.refusal);
  });
}
