import { attemptInTransaction } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';

import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import { storeAppended } from '#mail/delivery/store-appended.ts';
import type { AppendedMessage, ImapAccount, ImapBackend, ListedMailbox, MailboxStatus } from '#mail/imap/backend.ts';
import { quotaOf } from '#mail/store/account-sql.ts';
import { canonicalMailboxName } from '#mail/store/mailbox-name.ts';
import { type MailboxRow, mailboxesOf, mailboxNamed, setSubscribed } from '#mail/store/mailbox-sql.ts';
import { createMailbox, deleteMailbox, renameMailbox } from '#mail/store/mailboxes.ts';
import type { ImapBackendDeps } from './imap-backend-deps.ts';
import { openImapMailbox } from './imap-mailbox.ts';

/** IMAP over the store and the directory. */
export function imapBackend(deps: ImapBackendDeps): ImapBackend {
  return {
    async signIn(input) {
      const session = await deps.signIn(input);
      return session.ok ? ok(imapAccount(deps, session.value)) : session;
    },
  };
}

const noSuchMailbox = refusal('not-found', 'No such mailbox');

function imapAccount(deps: ImapBackendDeps, session: Session): ImapAccount {
  const { database, watch } = deps;
  const accountId = session.account.id;

  async function find(text: string): Promise<Result<MailboxRow>> {
    const name = canonicalMailboxName(text);
    // What cannot be a name is no mailbox's name.
    if (!name.ok) return refused(noSuchMailbox);
    const row = await mailboxNamed(database, accountId, name.value);
    return row ? ok(row) : refused(noSuchMailbox);
  }

  return {
    session,
    stillAllowed: () => deps.stillAllowed(session),
    async list() {
      return (await mailboxesOf(database, accountId)).map(listed);
    },
    async status(name) {
      const found = await find(name);
      return found.ok ? ok(statusOf(found.value)) : found;
    },
    async create(name, specialUse) {
      const made = await attemptInTransaction(database, (tx) => createMailbox(tx, accountId, name, specialUse));
      return made.ok ? ok({ mailboxId: String(made.value.id) }) : made;
    },
    async remove(name) {
      const gone = await attemptInTransaction(database, (tx) => deleteMailbox(tx, accountId, name));
      if (!gone.ok) return gone;
      watch.announce([gone.value.id]);
      return ok();
    },
    async rename(from, to) {
      const renamed = await attemptInTransaction(database, (tx) => renameMailbox(tx, accountId, from, to));
      if (renamed.ok) watch.announce((await mailboxesOf(database, accountId)).map((row) => row.id));
      return renamed;
    },
    async subscribe(name, subscribed) {
      const found = await find(name);
      if (!found.ok) return found;
      await setSubscribed(database, found.value.id, subscribed);
      return ok();
    },
    async open(name, mode) {
      const found = await find(name);
      return found.ok ? ok(openImapMailbox(deps, session, found.value, mode === 'read-only', find)) : found;
    },
    async append(name, messages) {
      const found = await find(name);
      if (!found.ok) return found;
      const target = { accountId, mailboxId: found.value.id, actorAccountId: session.actor.accountId };
      return storeAppended(
        { ...deps.delivery, database },
        target,
        messages.map((message) => toStore(message, deps.clock)),
      );
    },
    async mayAppend(name, octets) {
      const found = await find(name);
      if (!found.ok) return found;
      const quota = await quotaOf(database, accountId);
      if (quota.usedOctets + octets > quota.limitOctets) return refused(refusal('over-quota', 'Mailbox is over its quota'));
      return ok();
    },
    quota: () => quotaOf(database, accountId),
    close: async () => undefined,
  };
}

function toStore(message: AppendedMessage, clock: Clock) {
  return {
    octets: message.octets,
    flags: { bits: message.flags.bits, keywords: message.flags.keywords },
    internalDate: message.internalDate ?? clock.now(),
  };
}

const listed = (row: MailboxRow): ListedMailbox => ({
  name: row.name,
  mailboxId: String(row.id),
  specialUse: row.special_use,
  isSubscribed: row.is_subscribed,
  isSelectable: true,
});

const statusOf = (row: MailboxRow): MailboxStatus => ({
  mailboxId: String(row.id),
  messages: row.messages,
  unseen: row.unseen,
  deleted: row.deleted,
  uidNext: row.uidnext,
  uidValidity: row.uidvalidity,
  highestModSeq: row.highestmodseq,
  sizeOctets: row.size_octets,
});
