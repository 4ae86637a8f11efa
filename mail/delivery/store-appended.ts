import { attemptInTransaction, type Database } from '#io/database.ts';
import type { AccountId, MailboxId, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { addMessages, type NewMessage } from '#mail/store/add-messages.ts';
import { type PreparedContent, storeContent } from '#mail/store/content-sql.ts';
import type { Flags } from '#mail/store/flags.ts';
import type { DeliveryDeps } from './delivery-deps.ts';

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
  const prepared: PreparedContent[] = [];
  const discardAll = () => Promise.all(prepared.map(({ body }) => deps.bodies.discard(body)));
  for (const { octets } of messages) {
    const facts = scanContent(octets);
    const scanned = await deps.scan(octets, facts);
    if (!scanned.ok) {
      await discardAll();
      return scanned;
    }
    prepared.push({ body: await deps.bodies.prepare(octets), facts });
  }
  const stored = await commitAll(deps.database, target, messages, prepared).catch(async (cause) => {
    await discardAll();
    throw cause;
  });
  if (!stored.ok) {
    await discardAll();
    return stored;
  }
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
    const rows: NewMessage[] = [];
    for (const [index, { octets, flags, internalDate }] of messages.entries()) {
      const contentId = await storeContent(tx, prepared[index]!);
      rows.push({ ...target, contentId, contentOctets: octets.length, prefix: Buffer.alloc(0), flags, internalDate, emailId: null });
    }
    const added = await addMessages(tx, rows);
    const first = added?.[0];
    if (!added || !first) return refused(refusal('not-found', 'Mailbox no longer exists'));
    return ok({ uidValidity: first.uidValidity, uids: added.map((one) => one.uid) });
  });
}
