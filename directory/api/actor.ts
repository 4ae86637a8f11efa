import type { ActOrigin } from '#directory/audit/act.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { ApiContext } from './api-env.ts';
import { isProvedLately } from './web/proved-lately.ts';

interface ApiActor {
  readonly actorAccountId: AccountId;
  readonly origin: ActOrigin;
  /** Whether they have shown lately who they are. */
  readonly isProved: boolean;
}

/** Who acts, from where, and by which token or session: for the audit. */
export function actorOf(context: ApiContext): ApiActor {
  const bearer = context.get('bearer');
  const credential =
    bearer.by === 'token' ? ({ kind: 'api-token', id: bearer.tokenId } as const) : ({ kind: 'web-session', id: bearer.id } as const);
  const origin = { via: 'http', peer: context.env.peer.address, credential } as const;
  return { actorAccountId: bearer.accountId, origin, isProved: isProvedLately(bearer) };
}
