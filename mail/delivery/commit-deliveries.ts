import { type Database, isStatementsFault } from '#io/database.ts';
import { inGatheredTransaction } from '#io/together.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { enqueue, type NewQueueMessage } from '#mail/queue/enqueue-sql.ts';
import { addMessages, type NewMessage } from '#mail/store/add-messages.ts';
import { BodySwept, type PreparedContent, storeContents } from '#mail/store/content-sql.ts';
import { noFlags } from '#mail/store/flags.ts';
import { inboxesOf } from '#mail/store/mailbox-sql.ts';
import { noteTraffic, type Traffic } from '#mail/traffic/note-traffic-sql.ts';
import type { Origin } from '#mail/traffic/tables.ts';

/** An account that should receive has no INBOX: this delivery's fault, nobody else's. */
export class NoInbox extends Error {
  override readonly name = 'NoInbox';
}

/**
 * Whether an error that ended a group's transaction may come from one delivery alone: a statement that PostgreSQL refused (it names a
 * severity; 08, 53 and 57 are the server's own troubles), an account without INBOX, a body swept meanwhile. A lost connection meets all.
 */
export function isOneDeliverysFault(error: unknown): boolean {
  if (error instanceof NoInbox || error instanceof BodySwept) return true;
  return isStatementsFault(error);
}

/** One message, checked and prepared, for everybody it is for. */
export interface Delivery {
  readonly content: PreparedContent;
  readonly local: readonly LocalCopy[];
  readonly remote: Omit<NewQueueMessage, 'contentId'> | null;
  readonly receivedAt: Date;
  readonly actorAccountId: AccountId | null;
  /** Left out: from this system itself. */
  readonly cameFrom?: CameFrom;
}

export interface CameFrom {
  readonly origin: Exclude<Origin, 'system'>;
  /** The address of ours that it was sent from. */
  readonly sentAs: string | null;
}

export interface LocalCopy {
  readonly accountId: AccountId;
  readonly prefix: Buffer;
}

/**
 * Puts each message into every local INBOX and the outbound queue, all in one transaction: when it resolves all of it is durable, when
 * it throws none of it is. Answers the mailboxes that changed. A group that is not `isAlone` waits for no row that somebody holds for long.
 */
export async function commitDeliveries(database: Database, deliveries: readonly Delivery[], isAlone = true): Promise<MailboxId[]> {
  return inGatheredTransaction(database, isAlone, (tx) => storeDeliveries(tx, deliveries));
}

export async function storeDeliveries(tx: Tx, deliveries: readonly Delivery[]): Promise<MailboxId[]> {
  const accountIds = new Set(deliveries.flatMap((delivery) => delivery.local.map((copy) => copy.accountId)));
  const contents = deliveries.map((delivery) => delivery.content);
  const [inboxes, contentIds] = await Promise.all([inboxesOf(tx, [...accountIds]), storeContents(tx, contents)]);
  const messages: NewMessage[] = [];
  for (const [index, delivery] of deliveries.entries()) {
    const contentId = contentIds[index]!;
    for (const copy of delivery.local) messages.push(newMessage(delivery, copy, contentId, inboxes));
    if (delivery.remote) await enqueue(tx, { ...delivery.remote, contentId });
  }
  const added = await addMessages(tx, messages);
  if (added === null) throw new NoInbox('an INBOX vanished between look-up and delivery');
  noteTraffic(tx, deliveries.map(trafficOf));
  return [...new Set(added.map((one) => one.mailboxId))];
}

function trafficOf({ content, local, remote, receivedAt, actorAccountId, cameFrom }: Delivery): Traffic {
  const { signedKind } = content.facts;
  return {
    ...{ at: receivedAt, origin: 'system', sentAs: null, actorAccountId, ...cameFrom },
    accountIds: local.map((copy) => copy.accountId),
    outsideRecipients: remote?.recipients.length ?? 0,
    octets: content.body.sizeOctets,
    isSigned: signedKind === 'multipart-signed' || signedKind === 'opaque',
  };
}

function newMessage(
  delivery: Delivery,
  copy: LocalCopy,
  contentId: NewMessage['contentId'],
  inboxes: ReadonlyMap<AccountId, MailboxId>,
): NewMessage {
  const mailboxId = inboxes.get(copy.accountId);
  if (mailboxId === undefined) throw new NoInbox(`account ${copy.accountId} has no INBOX`);
  return {
    accountId: copy.accountId,
    mailboxId,
    contentId,
    contentOctets: delivery.content.body.sizeOctets,
    prefix: copy.prefix,
    flags: noFlags,
    internalDate: delivery.receivedAt,
    actorAccountId: delivery.actorAccountId,
    emailId: null,
  };
}
