import type { CountedActName } from '#directory/audit/act-tally.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { MailboxId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import { storeAppended } from '#mail/delivery/store-appended.ts';
import type { ImapAccount } from '#mail/imap/backend.ts';
import { quotaOf } from '#mail/store/account-sql.ts';
import { type MailboxRow, setSubscribed } from '#mail/store/mailbox-sql.ts';
import { createMailbox, deleteMailbox, renameMailbox } from '#mail/store/mailboxes.ts';
import { deletedOctetsOf } from '#mail/store/message-sql.ts';
import { hasRoom } from '#mail/store/quota.ts';
import { recentCountsOf } from '#mail/store/recent-sql.ts';
import { setSharedSubscribed } from '#mail/store/shared-mailbox-sql.ts';
import { countedMailbox } from './counted-mailbox.ts';
import { imapAcl } from './imap-acl.ts';
import type { ImapHouseDeps } from './imap-backend-deps.ts';
import { openImapMailbox } from './imap-mailbox.ts';
import { imapMetadata } from './imap-metadata.ts';
import { limitedMailbox } from './limited-mailbox.ts';
import { lookedMailbox } from './looked-mailbox.ts';
import { demand, MailboxRoots, sharedPrefix } from './mailbox-roots.ts';
import { messageToStore } from './message-to-store.ts';
import { type Place, SessionMailboxes, statusOf } from './session-mailboxes.ts';

/** What one signed-in session sees and may do: its own mailboxes, and others' below `Shared/`. */
export function imapAccount(deps: ImapHouseDeps, session: Session, hiddenCapabilities: ReadonlySet<string>): ImapAccount {
  const { database, watch } = deps;
  const access = deps.followAccess(session.actor.personId);
  const roots = new MailboxRoots(session, access);
  const mailboxes = new SessionMailboxes(database, session, roots);

  const into = async (name: string) => {
    const target = await mailboxes.place(name);
    return target.ok ? mayPutInto(target.value) : target;
  };

  // APPEND asks before it takes the octets, and then stores them: one look-up serves both, rights are asked anew.
  let asked: { readonly name: string; readonly place: Place } | null = null;

  const countIn = (row: MailboxRow) => (act: CountedActName, amount: number) =>
    deps.acts.count(session, act, { accountId: row.account_id, subject: row.name }, amount);

  return {
    session,
    hiddenCapabilities,
    stillAllowed: () => deps.stillAllowed(session),
    sharedPrefix: roots.seesShared ? sharedPrefix : null,
    acl: imapAcl(deps, session, mailboxes),
    metadata: imapMetadata(deps, session, mailboxes),
    list: () => mailboxes.list(),
    watchMailbox: (mailboxId, listener) => watch.watch(Number(mailboxId) as MailboxId, listener),
    async deletedOctets(mailboxIds) {
      const octets = await deletedOctetsOf(database, mailboxIds.map(Number) as MailboxId[]);
      return new Map([...octets].map(([id, sum]) => [String(id), sum]));
    },
    async recentCounts(mailboxIds) {
      const counts = await recentCountsOf(database, mailboxIds.map(Number) as MailboxId[]);
      return new Map([...counts].map(([id, count]) => [String(id), count]));
    },
    async status(name) {
      const found = await mailboxes.place(name);
      return found.ok ? ok(statusOf(found.value.row)) : found;
    },
    async create(name, specialUse) {
      const named = await mailboxes.organised(name);
      if (!named.ok) return named;
      const { root, inner } = named.value;
      const made = await attemptInTransaction(database, (tx) => createMailbox(tx, root.accountId, inner, specialUse));
      return made.ok ? ok({ mailboxId: String(made.value.id) }) : made;
    },
    async remove(name) {
      const found = await mailboxes.place(name);
      if (!found.ok) return found;
      const { row, root } = found.value;
      // With the folder go its messages.
      const may =
        row.messages > 0 ? demand(root.rightsOn(row.id), 'mail.organise', 'mail.delete') : demand(root.rightsOn(row.id), 'mail.organise');
      if (!may.ok) return may;
      const gone = await attemptInTransaction(database, (tx) => deleteMailbox(tx, root.accountId, row.name));
      if (!gone.ok) return gone;
      watch.announce([gone.value.id]);
      if (root.accountId !== session.actor.accountId) countIn(row)('mailbox.remove', row.messages);
      return ok();
    },
    async rename(from, to) {
      const old = await mailboxes.organised(from);
      if (!old.ok) return old;
      const next = await mailboxes.organised(to);
      if (!next.ok) return next;
      const { root } = old.value;
      if (root.accountId !== next.value.root.accountId)
        return refused(refusal('invalid', 'A mailbox stays in its account: move the messages instead'));
      const renamed = await attemptInTransaction(database, (tx) => renameMailbox(tx, root.accountId, old.value.inner, next.value.inner));
      if (renamed.ok) watch.announce((await mailboxes.rowsOf(root)).map((row) => row.id));
      return renamed;
    },
    async subscribe(name, subscribed) {
      const found = await mailboxes.place(name);
      if (!found.ok) return found;
      const { row, root } = found.value;
      if (root === roots.own && roots.isOwn) await setSubscribed(database, row.id, subscribed);
      else await setSharedSubscribed(database, session.actor.accountId, row.id, subscribed);
      return ok();
    },
    async open(name, mode) {
      const found = await mailboxes.place(name);
      if (!found.ok) return found;
      const { row, root } = found.value;
      const stored = openImapMailbox(deps, session, row, mode === 'read-only', (target) => mailboxes.find(target));
      const opened = lookedMailbox(stored, row, (look) => deps.looks.note(row.account_id, session.actor.accountId, look));
      const mailbox = root.accountId === session.actor.accountId ? opened : countedMailbox(opened, countIn(row));
      const target = async (text: string) => {
        const named = await into(text);
        return named.ok ? ok({ isSameAccount: named.value.root.accountId === root.accountId }) : named;
      };
      return ok(
        limitedMailbox(mailbox, { name: root.prefix + row.name, rights: () => root.rightsOn(row.id), hold: access.hold(), target }),
      );
    },
    async append(name, messages) {
      const target = asked?.name === name ? mayPutInto(asked.place) : await into(name);
      asked = null;
      if (!target.ok) return target;
      const { row, root } = target.value;
      return storeAppended(
        { ...deps.delivery, database },
        { accountId: root.accountId, mailboxId: row.id, actorAccountId: session.actor.accountId },
        messages.map((message) => messageToStore(message, deps.clock)),
      );
    },
    async mayAppend(name, more) {
      const target = await into(name);
      if (!target.ok) return target;
      asked = { name, place: target.value };
      return hasRoom(await quotaOf(database, target.value.root.accountId), more);
    },
    async quotaRootOf(name) {
      const found = await mailboxes.place(name);
      return found.ok ? ok(found.value.root.quotaRoot) : found;
    },
    async quota(quotaRoot) {
      const root = quotaRoot === '' ? roots.own : await roots.sharedAt(quotaRoot);
      if (!root) return refused(refusal('not-found', 'No such quota root'));
      return ok(await quotaOf(database, root.accountId));
    },
    async close() {
      access[Symbol.dispose]();
    },
  };
}

function mayPutInto(place: Place): Result<Place> {
  const may = demand(place.root.rightsOn(place.row.id), 'mail.organise');
  return may.ok ? ok(place) : may;
}
