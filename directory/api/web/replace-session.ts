import { proveWebSession } from '#directory/access/web-session/prove-web-session.ts';
import { markWebSessionEnded } from '#directory/access/web-session/web-session-sql.ts';
import { inTransaction } from '#io/database.ts';
import type { ApiContext, ApiDeps } from '../api-env.ts';
import { sessionCookie, setSessionCookie } from './cookies.ts';

/** The browser forgets the session that it had, so that ends: nobody else finds it open. */
export async function replaceSession(context: ApiContext, { web, database }: ApiDeps, shown: string): Promise<void> {
  const former = await proveWebSession(web, sessionCookie(context) ?? '');
  if (former !== null) await inTransaction(database, (tx) => markWebSessionEnded(tx, former.id, former.accountId));
  setSessionCookie(context, shown);
}

/** From where, and by what program. */
export function browserOf({ req, env }: ApiContext) {
  return { peer: env.peer, userAgent: req.header('user-agent') ?? '' };
}
