import { ok } from '#kernel/result.ts';
import type { ImapBackend } from '#mail/imap/backend.ts';
import { imapAccount } from './imap-account.ts';
import type { ImapBackendDeps } from './imap-backend-deps.ts';

/** IMAP over the store and the directory. */
export function imapBackend(deps: ImapBackendDeps): ImapBackend {
  return {
    async signIn(input) {
      const session = await deps.signIn(input);
      return session.ok ? ok(imapAccount(deps, session.value)) : session;
    },
  };
}
