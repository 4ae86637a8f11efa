import { attemptInTransaction, type Database } from '#io/database.ts';
import type { AccountId, MailboxId, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type ContentFacts, scanContent } from '#mail/mime/content-facts.ts';
import { addMessages, type NewMessage } from '#mail/store/add-messages.ts';
import { type PreparedContent, storeContents } from '#mail/store/content-sql.ts';
import { applyFlags, checkFlags, type Flags, noFlags } from '#mail/store/flags.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { withPreparedBodies } from './with-prepared-bodies.ts';

export interface MessageToStore {
  readonly octets: Buffer;
  readonly flags: Flags;
  readonly internalDate: Date;
}

/**
 * Stores what a client puts into a mailbox itself (IMAP APPEND): through the same scanners as arriving mail, octets unchanged, all or
 * none, durable when it resolves. Answers UIDs in the order given.
 */
export async function storeAppended(
  deps: Pick<DeliveryDeps, 'bodies' | 'scan' | 'watch' | 'checkingMemory' | 'log'> & { readonly database: Database },
  target: { accountId: AccountId; mailboxId: MailboxId; actorAccountId: AccountId },
  messages: readonly MessageToStore[],
): Promise<Result<{ uidValidity: number; uids: Uid[] }>> {
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
    commitAll(
      deps.database,
      target,
      messages,
      bodies.map((body, index) => ({ body, facts: facts[index]! })),
    ),
  );
  if (!stored.ok) return stored;
  deps.watch.announce([target.mailboxId]);
  deps.log.info({ event: 'delivery.stored', actor: target.actorAccountId, mailbox: target.mailboxId, messages: messages.length });
  return stored;
}

function commitAll(
  database: Database,
  target: { accountId: AccountId; mailboxId: MailboxId; actorAccountId: AccountId },
  messages: readonly MessageToStore[],
  prepared: readonly PreparedContent[],
): Promise<Result<{ uidValidity: number; uids: Uid[] }>> {
  return attemptInTransaction(database, async (tx) => {
    const contentIds = storeContents(tx, prepared);
    const rows = messages.map(
      ({ octets, flags, internalDate }, index): NewMessage => ({
        ...target,
        contentId: contentIds.then((ids) => ids[index]!),
        contentOctets: octets.length,
        prefix: Buffer.alloc(0),
        flags: applyFlags(noFlags, 'set', flags),
        internalDate,
        emailId: null,
      }),
    );
    const added = await addMessages(tx, rows);
    const first = added?.[0];
    if (!added || !first) return refused(refusal('not-found', 'Mailbox no longer exists'));
    return ok({ uidValidity: first.uidValidity, uids: added.map((one) => one.uid) });
  });
}
