import { proveApiToken } from '#directory/access/prove-api-token.ts';
import { findActor } from '#directory/access/roles/facts-sql.ts';
import { proveWebSession } from '#directory/access/web-session/prove-web-session.ts';
import { type Hearing, hearingOf } from '#directory/live/hearing.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { ApiContext, ApiDeps } from './api-env.ts';
import { sessionCookie } from './web/cookies.ts';

/**
 * Asks again, for as long as somebody follows: whether the token or session they came with still stands, and what they may hear of today. Waiting
 * for news is no use of a session, which grows idle meanwhile.
 */
export function followerProof(context: ApiContext, deps: ApiDeps): () => Promise<Hearing | null> {
  const { accountId, by } = context.get('bearer');
  const { peer } = context.env;
  const token = /^Bearer +([^ ]+) *$/i.exec(context.req.header('authorization') ?? '')?.[1];
  const cookie = sessionCookie(context);
  const bearerNow = async (): Promise<AccountId | undefined> => {
    if (by === 'token') {
      const proved = token === undefined ? undefined : await proveApiToken(deps, token, peer);
      return proved?.ok ? proved.value.accountId : undefined;
    }
    const session = cookie === undefined ? null : await proveWebSession(deps.web, cookie, { isUse: false });
    return session?.hindrance === null ? session.accountId : undefined;
  };
  return async () => {
    if ((await bearerNow()) !== accountId) return null;
    const actor = await findActor(deps, accountId);
    return actor === undefined ? null : hearingOf(actor);
  };
}
