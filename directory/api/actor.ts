import type { ActOrigin } from '#directory/audit/act.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { ApiContext } from './api-env.ts';

interface ApiActor {
  readonly actorAccountId: AccountId;
  readonly origin: ActOrigin;
}

/** Who acts, from where, and by which token or session: for the audit. */
export function actorOf(context: ApiContext): ApiActor {
  const bearer = context.get('bearer');
  const credential =
    bearer.by === 'token' ? ({ kind: 'api-token', id: bearer.tokenId } as const) : ({ kind: 'web-session', id: bearer.id } as const);
  return { actorAccountId: bearer.accountId, origin: { via: 'http', peer: context.env.peer.address, credential } };
}
