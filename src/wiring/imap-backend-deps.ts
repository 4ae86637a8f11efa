import type { LookTally } from '#directory/duties/look-tally.ts';
import type { Database } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';
import type { PersonId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';
import type { DeliveryDeps } from '#mail/delivery/delivery-deps.ts';
import type { BodyStore } from '#mail/store/body-store.ts';
import type { MailboxRow } from '#mail/store/mailbox-sql.ts';
import type { MailboxWatch } from '#mail/store/mailbox-watch.ts';
import type { RecentClaims } from '#mail/store/recent-claims.ts';
import type { FollowedAccess } from './access-follower.ts';
import type { SessionActs } from './session-acts.ts';

export interface ImapBackendDeps {
  readonly database: Database;
  readonly bodies: BodyStore;
  readonly watch: MailboxWatch;
  readonly clock: Clock;
  readonly delivery: DeliveryDeps;
  readonly signIn: (input: { username: string; password: string; peer: Peer }) => Promise<Result<Session>>;
  /** Whether the session's access still stands, as last checked. */
  readonly stillAllowed: (session: Session) => boolean;
  /** What a person may do with others' mailboxes, for as long as a session of theirs lasts. */
  readonly followAccess: (personId: PersonId) => FollowedAccess;
  /** What the audit hears of a session. */
  readonly acts: Pick<SessionActs, 'count' | 'originOf'>;
  /** What the duty to read hears of it. */
  readonly looks: Pick<LookTally, 'note'>;
}

/** What all sessions of a process share. */
export interface ImapHouseDeps extends ImapBackendDeps {
  readonly recentClaims: RecentClaims;
}

/** The mailbox a client's name stands for. */
export type FindMailbox = (name: string) => Promise<Result<MailboxRow>>;
