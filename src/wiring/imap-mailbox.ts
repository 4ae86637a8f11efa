import { attemptInTransaction } from '#io/database.ts';
import type { AccountId, ModSeq, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { Tx } from '#kernel/tx.ts';
import { storeReplacement } from '#mail/delivery/store-appended.ts';
import type { CopiedMessages, ImapMailbox, MessageFacts, MessageState } from '#mail/imap/backend.ts';
import type { PartFacts } from '#mail/mime/content-facts.ts';
import { changesSince, vanishedSince, wholeMailbox } from '#mail/store/changes-since.ts';
import { copyMessages, moveMessages } from '#mail/store/copy-messages.ts';
import type { MailboxRef } from '#mail/store/lock-places.ts';
import type { MailboxRow } from '#mail/store/mailbox-sql.ts';
import { briefFactsOf, factsOf, type MessageFactsRow, type MessageStateRow, sizesOf } from '#mail/store/message-sql.ts';
import { readMessage, readMessages } from '#mail/store/read-message.ts';
import { firstRecentOf } from '#mail/store/recent-sql.ts';
import { searchColumnOf } from '#mail/store/search-columns-sql.ts';
import { searchTexts } from '#mail/store/search-texts.ts';
import { storeFlags } from '#mail/store/store-flags.ts';
import { expungeDeleted } from '#mail/store/take-out-messages.ts';
import { threadRootsOf } from '#mail/store/thread-roots-sql.ts';
import type { FindMailbox, ImapHouseDeps } from './imap-backend-deps.ts';
import { messageToStore } from './message-to-store.ts';

/** One open mailbox of the store, as the IMAP room sees it. */
export function openImapMailbox(deps: ImapHouseDeps, session: Session, row: MailboxRow, readOnly: boolean, find: FindMailbox): ImapMailbox {
  const { database, bodies, watch } = deps;
  const ref = { accountId: row.account_id, mailboxId: row.id };
  const actor = session.actor.accountId;
  const stops = new Set<() => void>();

  async function since(seen: { highestModSeq: ModSeq; uidNext: number }) {
    const { changed, ...rest } = await changesSince(database, row.id, seen);
    return { ...rest, changed: changed.map(stateOf) };
  }

  async function transfer<T extends CopiedMessages>(
    uids: readonly Uid[],
    targetName: string,
    act: (tx: Tx, source: MailboxRef, uids: readonly Uid[], target: MailboxRef, actor: AccountId) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const target = await find(targetName);
    if (!target.ok) return refused(refusal('not-found', 'No such target mailbox'));
    const targetRef = { accountId: target.value.account_id, mailboxId: target.value.id };
    const done = await attemptInTransaction(database, (tx) => act(tx, ref, uids, targetRef, actor));
    if (done.ok) watch.announce([row.id, target.value.id]);
    return done;
  }

  return {
    name: row.name,
    mailboxId: String(row.id),
    uidValidity: row.uidvalidity,
    readOnly,
    async load() {
      const { changed, ...rest } = await wholeMailbox(database, row.id);
      return { ...rest, changed: changed.map(stateOf), vanished: [] };
    },
    changesSince: since,
    vanishedSince: (modSeq) => vanishedSince(database, row.id, modSeq),
    async recentFrom(uidNext) {
      if (!readOnly) return deps.recentClaims.claim(row.id, uidNext);
      return Math.min(await firstRecentOf(database, row.id), uidNext);
    },
    onChange(listener) {
      const stop = watch.watch(row.id, listener);
      stops.add(stop);
      return () => {
        stops.delete(stop);
        stop();
      };
    },
    async facts(uids, extent = 'all') {
      return new Map((await readFacts[extent](database, row.id, uids)).map((facts) => [facts.uid, messageFacts(facts)]));
    },
    searchColumn: (name, uids) => searchColumnOf(database, row.id, name, uids) as never, // the statement gives each what its name says
    threadRoots: async (uids) =>
      new Map((await threadRootsOf(database, row.id, uids)).map(({ uid, email_id, root }) => [uid, root ?? `M${email_id}`])),
    findText: (where, text) => searchTexts(database, ref, where, text),
    read: (uid, start, end) => readMessage({ database, bodies }, row.id, uid, start, end),
    readMany: (requests) => readMessages({ database, bodies }, row.id, requests),
    async store(uids, change, unchangedSince) {
      const changed = await storeFlags(database, { mailbox: ref, uids, change, unchangedSince });
      if (!changed.ok) return changed;
      watch.announce([row.id]);
      const states = changed.value.states.map(({ uid, flags, modSeq }) => ({ uid, modSeq, bits: flags.bits, keywords: flags.keywords }));
      return ok({ states, modified: changed.value.modified });
    },
    async expunge(uids) {
      const gone = await attemptInTransaction(database, (tx) => expungeDeleted(tx, ref, uids));
      if (gone.ok && gone.value.uids.length > 0) watch.announce([row.id]);
      return gone;
    },
    async replace(uid, targetName, message) {
      const target = await find(targetName);
      if (!target.ok) return target;
      const targetRef = { accountId: target.value.account_id, mailboxId: target.value.id, actorAccountId: actor };
      return storeReplacement({ ...deps.delivery, database }, targetRef, { mailbox: ref, uid }, messageToStore(message, deps.clock));
    },
    copy: (uids, target) => transfer(uids, target, copyMessages),
    move: (uids, target) => transfer(uids, target, moveMessages),
    close() {
      for (const stop of stops) stop();
      stops.clear();
    },
  };
}

const readFacts = { all: factsOf, list: briefFactsOf, size: sizesOf };

const stateOf = (row: MessageStateRow): MessageState => ({ uid: row.uid, modSeq: row.modseq, bits: row.flags, keywords: row.keywords });

function messageFacts(row: MessageFactsRow): MessageFacts {
  return {
    uid: row.uid,
    emailId: `M${row.email_id}`,
    internalDate: row.internal_date,
    savedDate: row.saved_at,
    sizeOctets: row.size_octets,
    prefixOctets: row.prefix_octets,
    headerOctets: row.header_octets,
    envelope: row.envelope,
    bodyStructure: row.body_structure,
    body: row.body_brief,
    parts: row.parts as readonly PartFacts[],
    subject: row.subject,
    sentAt: row.sent_at,
  };
}
