import type { CountedActName } from '#directory/audit/act-tally.ts';
import type { Look, LookTally } from '#directory/duties/look-tally.ts';
import type { Database } from '#io/database.ts';
import { attemptInTransaction } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';
import type { Maildrop, Pop3Backend } from '#mail/pop3/backend.ts';
import type { BodyStore } from '#mail/store/body-store.ts';
import { type MailboxRow, mailboxNamed } from '#mail/store/mailbox-sql.ts';
import type { MailboxWatch } from '#mail/store/mailbox-watch.ts';
import type { MaildropLock, MaildropLocks } from '#mail/store/maildrop-locks.ts';
import { maildropOf } from '#mail/store/maildrop-sql.ts';
import { messagePieces } from '#mail/store/message-pieces.ts';
import { takeOutNamed } from '#mail/store/take-out-messages.ts';
import type { SessionActs } from './session-acts.ts';

export interface Pop3BackendDeps {
  readonly database: Database;
  readonly bodies: BodyStore;
  readonly watch: MailboxWatch;
  readonly locks: MaildropLocks;
  readonly signIn: (input: { username: string; password: string; peer: Peer }) => Promise<Result<Session>>;
  /** Whether the session's access still stands, as last checked. */
  readonly stillAllowed: (session: Session) => boolean;
  /** What the audit hears of a session. */
  readonly acts: Pick<SessionActs, 'count'>;
  /** What the duty to read hears of it. */
  readonly looks: Pick<LookTally, 'note'>;
}

/** POP3 over the store and the directory: the INBOX and nothing else. */
export function pop3Backend(deps: Pop3BackendDeps): Pop3Backend {
  return {
    async signIn(input) {
      const session = await deps.signIn(input);
      if (!session.ok) return session;
      const lock = await deps.locks.take(session.value.account.id);
      if (lock === null) return refused(refusal('conflict', 'Another POP3 session has this mailbox open'));
      try {
        return ok(await openMaildrop(deps, session.value, lock));
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
  };
}

async function openMaildrop(deps: Pop3BackendDeps, session: Session, lock: MaildropLock): Promise<Maildrop> {
  const { database, watch } = deps;
  const inbox = await mailboxNamed(database, session.account.id, 'INBOX');
  if (!inbox) throw new Error(`account ${session.account.id} has no INBOX`);
  const count = countIn(deps, session, inbox);
  const look = (what: Look) => deps.looks.note(session.account.id, session.actor.accountId, what);
  count('mailbox.open', 1);
  look('checked');
  return {
    session,
    uidValidity: inbox.uidvalidity,
    messages: await maildropOf(database, inbox.id),
    standing() {
      if (!deps.stillAllowed(session)) return 'access-ended';
      return lock.isHeld() ? 'good' : 'lock-lost';
    },
    read(uid) {
      count('mailbox.fetch', 1);
      return wholly(messagePieces(deps, inbox.id, uid), () => look('read'));
    },
    async remove(uids) {
      const removed = await remove(deps, inbox, lock, uids);
      if (removed.ok && removed.value.length > 0) watch.announce([inbox.id]);
      if (removed.ok) count('mailbox.remove', removed.value.length);
      if (removed.ok && removed.value.length > 0) look('read');
      return removed.ok ? ok() : removed;
    },
    close: () => lock.release(),
  };
}

/** TOP stops before the end: whoever looks at the beginning of everything is a program. */
async function* wholly(pieces: AsyncIterable<Buffer>, then: () => void): AsyncIterable<Buffer> {
  yield* pieces;
  then();
}

/** In one's own mailbox nothing is counted. */
function countIn({ acts }: Pop3BackendDeps, session: Session, inbox: MailboxRow) {
  return (act: CountedActName, amount: number) => {
    if (session.account.id === session.actor.accountId) return;
    acts.count(session, act, { accountId: session.account.id, subject: inbox.name }, amount);
  };
}

function remove({ database }: Pop3BackendDeps, inbox: MailboxRow, lock: MaildropLock, uids: readonly number[]) {
  return attemptInTransaction(database, async (tx) => {
    if (!(await lock.spend(tx))) return refused(refusal('conflict', 'The mailbox is no longer held by this session'));
    return takeOutNamed(tx, { accountId: inbox.account_id, mailboxId: inbox.id }, uids);
  });
}
