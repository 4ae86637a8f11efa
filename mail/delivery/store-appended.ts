import { attemptInTransaction, type Database } from '#io/database.ts';
import type { AccountId, ContentId, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { type ContentFacts, scanContent } from '#mail/mime/content-facts.ts';
import { addMessages, type NewMessage } from '#mail/store/add-messages.ts';
import { storeContents } from '#mail/store/content-sql.ts';
import { applyFlags, checkFlags, type Flags, noFlags } from '#mail/store/flags.ts';
import type { MailboxRef } from '#mail/store/lock-places.ts';
import { type ReplaceOutcome, replaceMessage } from '#mail/store/replace-message.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { withPreparedBodies } from './with-prepared-bodies.ts';

export interface MessageToStore {
  readonly octets: Buffer;
  readonly flags: Flags;
  readonly internalDate: Date;
}

type Deps = Pick<DeliveryDeps, 'bodies' | 'scan' | 'watch' | 'checkingMemory' | 'log'> & { readonly database: Database };

interface Target extends MailboxRef {
  readonly actorAccountId: AccountId;
}

/**
 * Stores what a client puts into a mailbox itself (IMAP APPEND): through the same scanners as arriving mail, octets unchanged, all or
 * none, durable when it resolves. Answers UIDs in the order given.
 */
export async function storeAppended(
  deps: Deps,
  target: Target,
  messages: readonly MessageToStore[],
): Promise<Result<{ uidValidity: number; uids: Uid[] }>> {
  const stored = await store(deps, target, messages, addAll);
  if (stored.ok) deps.watch.announce([target.mailboxId]);
  return stored;
}

/** As storeAppended with one message, which takes the place of another in the same transaction (IMAP REPLACE). */
export async function storeReplacement(
  deps: Deps,
  target: Target,
  replaced: { readonly mailbox: MailboxRef; readonly uid: Uid },
  message: MessageToStore,
): Promise<Result<ReplaceOutcome>> {
  const stored = await store(deps, target, [message], (tx, [row]) => replaceMessage(tx, replaced.mailbox, replaced.uid, row!));
  if (stored.ok) deps.watch.announce([target.mailboxId, replaced.mailbox.mailboxId]);
  return stored;
}

async function addAll(tx: Tx, rows: readonly NewMessage[]): Promise<Result<{ uidValidity: number; uids: Uid[] }>> {
  const added = await addMessages(tx, rows);
  const first = added?.[0];
  if (!added || !first) return refused(refusal('not-found', 'Mailbox no longer exists'));
  return ok({ uidValidity: first.uidValidity, uids: added.map((one) => one.uid) });
}

async function store<T>(
  deps: Deps,
  target: Target,
  messages: readonly MessageToStore[],
  put: (tx: Tx, rows: readonly NewMessage[]) => Promise<Result<T>>,
): Promise<Result<T>> {
  using _memory = await deps.checkingMemory.take(messages.reduce((sum, message) => sum + message.octets.length, 0));
  const facts: ContentFacts[] = [];
  for (const { octets, flags } of messages) {
    const checked = checkFlags(flags);
    if (!checked.ok) return checked;
    const scannedFacts = scanContent(octets);
    const scanned = await deps.scan(octets, 'imap');
    if (!scanned.ok) return scanned;
    facts.push(scannedFacts);
  }
  const octets = messages.map((message) => message.octets);
  const stored = await withPreparedBodies(deps, octets, (bodies) =>
    attemptInTransaction(deps.database, (tx) => {
      const contents = storeContents(
        tx,
        bodies.map((body, index) => ({ body, facts: facts[index]! })),
      );
      return put(
        tx,
        messages.map((message, index) =>
          rowOf(
            target,
            message,
            contents.then((ids) => ids[index]!),
          ),
        ),
      );
    }),
  );
  if (stored.ok)
    deps.log.info({ event: 'delivery.stored', actor: target.actorAccountId, mailbox: target.mailboxId, messages: messages.length });
  return stored;
}

function rowOf(target: Target, { octets, flags, internalDate }: MessageToStore, contentId: Promise<ContentId>): NewMessage {
  return {
    ...target,
    contentId,
    contentOctets: octets.length,
    prefix: Buffer.alloc(0),
    flags: applyFlags(noFlags, 'set', flags),
    internalDate,
    emailId: null,
  };
}
