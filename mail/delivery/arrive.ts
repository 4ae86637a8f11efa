import { randomUUID } from 'node:crypto';
import { type EmailAddress, formatEmailAddress } from '#kernel/email-address.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import { type ContentFacts, scanContent } from '#mail/mime/content-facts.ts';
import type { EnvelopeRecipient, ReceivedMessage } from '#mail/smtp/backend.ts';
import { countReceived } from '#mail/smtp/rules.ts';
import { completedSubmission, withoutForgedVerdicts } from './arriving-octets.ts';
import type { Delivery, LocalCopy } from './commit-deliveries.ts';
import type { Arrived, DeliveryDeps } from './delivery-deps.ts';
import { deliveryLimits } from './limits.ts';
import { claimedAuthors } from './submission-rules.ts';
import { localTracePrefix, relayTracePrefix, type TraceFacts } from './trace-fields.ts';
import { withPreparedBodies } from './with-prepared-bodies.ts';

/**
 * Takes one received message through its checks and puts it, in one transaction, into every mailbox and queue it is for. When it
 * answers ok, all of that is durable; when it refuses, nothing of the message is left.
 */
export async function arrive(deps: DeliveryDeps, message: ReceivedMessage): Promise<Result<{ id: string }>> {
  using _memory = await deps.checkingMemory.take(message.spool.sizeOctets);
  const id = randomUUID();
  const at = deps.clock.now();
  const octets = ownOctets(deps, message, await message.spool.read(), at);
  const facts = scanContent(octets);
  const checked = await checkContent(deps, { message, at }, octets, facts);
  if (!checked.ok) {
    deps.log.info({
      event: 'delivery.refused',
      id,
      ...envelopeFacts(message),
      kind: checked.refusal.kind,
      reason: checked.refusal.message,
    });
    return checked;
  }
  const trace: TraceFacts = { message, hostname: deps.hostname, id, at };
  const delivery: Omit<Delivery, 'content'> = {
    local: localCopies(trace, message.recipients),
    remote: remoteCopy(trace, message),
    receivedAt: at,
    actorAccountId: message.session?.actor.accountId ?? null,
    cameFrom: { origin: message.session === null ? 'outside' : 'own', sentAs: sentAs(message) },
  };
  await withPreparedBodies(deps, [octets], ([body]) => deps.commits.submit({ ...delivery, content: { body: body!, facts } }));
  if (delivery.remote) deps.wakeQueue();
  if (facts.headerLength <= deliveryLimits.answeredHeaderOctetsMax && message.recipients.some(isAnswered))
    deps.answer?.(arrivedAs(message, octets, facts));
  deps.log.info({ event: 'delivery.accepted', id, ...envelopeFacts(message), octets: octets.length, messageId: facts.messageId });
  return ok({ id });
}

const isAnswered = ({ destination }: EnvelopeRecipient) => destination.kind === 'local' && destination.isAnswered === true;

/** Without the rest of the octets, which would stay in memory for as long. */
function arrivedAs({ sender, session, recipients }: ReceivedMessage, octets: Buffer, facts: ContentFacts): Arrived {
  const { subject, messageId, references, to, cc } = facts;
  const header = octets.toString('latin1', 0, facts.headerLength);
  return {
    message: { sender, session, recipients: recipients.filter(isAnswered) },
    header,
    facts: { subject, messageId, references, to, cc },
  };
}

function ownOctets(deps: DeliveryDeps, message: ReceivedMessage, octets: Buffer, at: Date): Buffer {
  const honest = withoutForgedVerdicts(octets, deps.hostname);
  return message.door === 'submission' ? completedSubmission(honest, { hostname: deps.hostname, at }) : honest;
}

async function checkContent(
  deps: DeliveryDeps,
  { message, at }: { readonly message: ReceivedMessage; readonly at: Date },
  octets: Buffer,
  facts: ContentFacts,
): Promise<Result<void>> {
  if (countReceived(octets.subarray(0, facts.headerLength)) > deliveryLimits.receivedFieldsMax)
    return refused(refusal('limit', 'Too many Received fields: the message is in a loop'));
  if (message.session) {
    const authors = await checkAuthors(deps, message.session, octets, facts);
    if (!authors.ok) return authors;
  }
  const actorAccountId = message.session?.actor.accountId ?? null;
  const local = message.recipients.find(({ destination }) => destination.kind === 'local')?.destination;
  return deps.scan(octets, message.door, {
    ...{ at, actorAccountId, sentAs: sentAs(message) },
    accountId: local?.kind === 'local' ? local.accountId : null,
  });
}

/** The address of ours that it comes from, where it does. */
function sentAs({ session, sender }: ReceivedMessage): string | null {
  return session === null || sender === null ? null : formatEmailAddress(sender);
}

async function checkAuthors(deps: DeliveryDeps, session: Session, octets: Buffer, facts: ContentFacts): Promise<Result<void>> {
  const authors = claimedAuthors(octets, facts);
  if (!authors.ok) return authors;
  for (const author of authors.value) {
    const allowed = await deps.maySendAs(session, author);
    if (!allowed.ok) return allowed;
  }
  return ok();
}

// Two addresses of one account are one copy: the first by which it was named.
function localCopies(trace: TraceFacts, recipients: readonly EnvelopeRecipient[]): LocalCopy[] {
  const copies = new Map<number, LocalCopy>();
  for (const { destination } of recipients) {
    if (destination.kind !== 'local' || copies.has(destination.accountId)) continue;
    copies.set(destination.accountId, { accountId: destination.accountId, prefix: localTracePrefix(trace, destination.address) });
  }
  return [...copies.values()];
}

function remoteCopy(trace: TraceFacts, message: ReceivedMessage): Delivery['remote'] {
  const recipients = message.recipients.flatMap(({ destination, notify, originalRecipient }) =>
    destination.kind === 'remote' ? [queued(destination.address, notify, originalRecipient)] : [],
  );
  if (recipients.length === 0) return null;
  return {
    prefix: relayTracePrefix(trace),
    envelopeFrom: message.sender === null ? '' : formatEmailAddress(message.sender),
    envelopeId: message.envelopeId,
    dsnReturn: message.dsnReturn,
    requiresSmtpUtf8: message.smtpUtf8,
    requires8BitMime: message.body === '8bitmime',
    actorAccountId: message.session?.actor.accountId ?? null,
    recipients,
    expiresAt: new Date(trace.at.getTime() + deliveryLimits.queueLifetimeMs),
  };
}

const queued = (address: EmailAddress, notify: EnvelopeRecipient['notify'], originalRecipient: string | null) => ({
  address: formatEmailAddress(address),
  domain: address.domain,
  notify,
  originalRecipient,
});

/** What the log says of a message: who to whom, never what. */
function envelopeFacts(message: ReceivedMessage) {
  return {
    door: message.door,
    peer: message.peer.address,
    actor: message.session?.actor.address,
    sender: message.sender === null ? '<>' : formatEmailAddress(message.sender),
    recipients: message.recipients.slice(0, 20).map(({ address }) => formatEmailAddress(address)),
    recipientCount: message.recipients.length,
  };
}
