import { ok } from '#kernel/result.ts';
import type { ImapBackend } from '#mail/imap/backend.ts';
import { hiddenCapabilities } from '#mail/store/hidden-capability-sql.ts';
import { RecentClaims } from '#mail/store/recent-claims.ts';
import { imapAccount } from './imap-account.ts';
import type { ImapBackendDeps } from './imap-backend-deps.ts';

/** IMAP over the store and the directory. */
export function imapBackend(deps: ImapBackendDeps): ImapBackend {
  const shared = { ...deps, recentClaims: new RecentClaims(deps.database) };
  return {
    async signIn(input) {
      const session = await deps.signIn(input);
      if (!session.ok) return session;
      const hidden = await hiddenCapabilities(deps.database, session.value.account.id);
      return ok(imapAccount(shared, session.value, new Set(hidden)));
    },
  };
}
