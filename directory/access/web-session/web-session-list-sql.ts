import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { webSessionLimits } from './limits.ts';
import type { WebProof } from './tables.ts';
import { standing, withOwner } from './web-session-sql.ts';

export interface ListedWebSession {
  readonly id: string;
  readonly network: string;
  readonly userAgent: string;
  readonly proofs: readonly WebProof[];
  readonly createdAt: Date;
  readonly usedAt: Date;
  readonly endsAt: Date;
}

/** Those of one account that go on, the last used first. */
export function listWebSessions(database: Database, accountId: AccountId, idleMs: number): Promise<ListedWebSession[]> {
  return queryOn<ListedWebSession>(database, list, [accountId, idleMs, webSessionLimits.liveMax]);
}

const list: HotStatement = {
  name: 'web-list-sessions',
  text: `
    SELECT session.id, session.network, session.user_agent AS "userAgent", session.proofs, session.created_at AS "createdAt",
      session.used_at AS "usedAt", session.ends_at AS "endsAt"
    FROM ${withOwner}
    WHERE session.account_id = $1::bigint AND ${standing}
    ORDER BY session.used_at DESC, session.id LIMIT $3::int`,
};
