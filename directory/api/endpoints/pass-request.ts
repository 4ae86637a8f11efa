import { createRoute, type z } from '@hono/zod-openapi';
import { correctRequest } from '#directory/requests/correct-request.ts';
import { endorseRequest, refuseRequest, returnRequest, withdrawRequest } from '#directory/requests/pass-on.ts';
import type { RequestDeps, RequestDone, RequestRefusal, StepInput } from '#directory/requests/request.ts';
import type { Result } from '#kernel/result.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { replies, withToken } from '../replies.ts';
import { correctionBody, mayHaveReasonBody, requestDoneSchema, withReasonBody } from '../request-schemas.ts';
import { idParam } from '../schemas.ts';
import { requestDepsOf, takeStep } from '../take-request-step.ts';
import { settlingHeaders } from '../write-headers.ts';

type Pass = (deps: RequestDeps, input: StepInput) => Promise<Result<RequestDone, RequestRefusal>>;

const steps: readonly {
  path: string;
  operationId: string;
  summary: string;
  body: typeof withReasonBody | typeof mayHaveReasonBody;
  pass: Pass;
}[] = [
  { path: 'return', operationId: 'returnRequest', summary: 'Give it back to be corrected', body: withReasonBody, pass: returnRequest },
  {
    path: 'endorse',
    operationId: 'endorseRequest',
    summary: 'Vouch for it, and pass it on',
    body: mayHaveReasonBody,
    pass: endorseRequest,
  },
  { path: 'refuse', operationId: 'refuseRequest', summary: 'Refuse it as a whole', body: withReasonBody, pass: refuseRequest },
  {
    path: 'withdraw',
    operationId: 'withdrawRequest',
    summary: 'The unit wants it no more',
    body: mayHaveReasonBody,
    pass: withdrawRequest,
  },
];

const responses = replies({ 200: { description: 'Where it stands now', schema: requestDoneSchema } }, 404, 409, 412, 413, 415, 422);
const requestWith = <Body extends z.ZodType>(schema: Body, required: boolean) => ({
  ...{ params: idParam, headers: settlingHeaders, body: { required, content: { 'application/json': { schema } } } },
});

/** Who may is asked in the transaction of each step, of the request as it is then. */
export function addPassRequests(app: Api, deps: ApiDeps): void {
  for (const { path, operationId, summary, body, pass } of steps) {
    const route = createRoute({
      ...{ method: 'post', path: `/requests/{id}/${path}`, operationId, tags: ['requests'], security: withToken, summary, responses },
      middleware: [authenticated(deps)],
      request: requestWith(body, body === withReasonBody),
    });
    app.openapi(route, (context) => {
      const { reason } = context.req.valid('json') ?? {};
      return takeStep(context, deps, context.req.valid('param').id, (input) => pass(requestDepsOf(deps), { ...input, reason }));
    });
  }
  const correcting = createRoute({
    ...{
      method: 'post',
      path: '/requests/{id}/correct',
      operationId: 'correctRequest',
      tags: ['requests'],
      security: withToken,
      responses,
    },
    summary: 'Change lines; one that came back is submitted again by that',
    middleware: [authenticated(deps)],
    request: requestWith(correctionBody, true),
  });
  app.openapi(correcting, (context) => {
    const body = context.req.valid('json');
    return takeStep(context, deps, context.req.valid('param').id, (input) => correctRequest(requestDepsOf(deps), { ...input, ...body }));
  });
}
