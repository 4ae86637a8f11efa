import type { Refusal } from '#kernel/refusal.ts';
import type { ApiContext, ApiDeps } from '../api-env.ts';
import { apiEvents } from '../events.ts';
import { type ApiRefusal, problem } from '../problem.ts';
import { blockedSignIn } from './sign-in-problems.ts';

/** Why the identity provider opened nothing: the log says what it was, by the id that the answer has. */
export function ssoProblem(context: ApiContext, { log }: Pick<ApiDeps, 'log'>, refused: Refusal): Response {
  const { kind, detail: why } = refused;
  const { address: peer } = context.env.peer;
  log.warn({ event: apiEvents.ssoRefused, requestId: context.get('requestId'), peer, kind, why }, apiEvents.ssoRefused);
  return problem(context, kind === 'throttled' ? blockedSignIn : refused);
}

/** As `ssoProblem`, within a session, which goes on. */
export function ssoProofProblem(context: ApiContext, deps: Pick<ApiDeps, 'log'>, refused: Refusal): Response {
  const kept: ApiRefusal = refused.kind === 'unauthenticated' ? { ...refused, kind: 'invalid', type: 'wrong-proof' } : refused;
  return ssoProblem(context, deps, kept);
}

/** null: there is no identity provider. */
export function ssoLabel(context: ApiContext, { web }: Pick<ApiDeps, 'web'>): string | null {
  return web.oidc?.label[context.get('language')] ?? null;
}
