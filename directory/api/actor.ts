import type { ActOrigin } from '#directory/audit/act.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { ApiContext } from './api-env.ts';

interface ApiActor {
  readonly actorAccountId: AccountId;
  readonly origin: ActOrigin;
}

/** Whose program acts, from where and by which token: for the audit. */
export function actorOf(context: ApiContext): ApiActor {
  const { accountId, tokenId } = context.get('bearer');
  const { address } = context.env.peer;
  return { actorAccountId: accountId, origin: { via: 'http', peer: address, credential: { kind: 'api-token', id: tokenId } } };
}
