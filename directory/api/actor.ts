import type { PlanActor } from '#directory/lifecycle/plan.ts';
import type { ApiContext } from './api-env.ts';

/** Whose program acts, from where and by which token: for the audit. */
export function actorOf(context: ApiContext): PlanActor {
  const { accountId, tokenId } = context.get('bearer');
  const { address } = context.env.peer;
  return { actorAccountId: accountId, origin: { via: 'http', peer: address, credential: { kind: 'api-token', id: tokenId } } };
}
