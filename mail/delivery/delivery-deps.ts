import type { JobGatherer } from '#io/job-gatherer.ts';
import type { Clock } from '#kernel/clock.ts';
import type { EmailAddress } from '#kernel/email-address.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { ContentFacts } from '#mail/mime/content-facts.ts';
import type { Door, ReceivedMessage } from '#mail/smtp/backend.ts';
import type { BodyStore } from '#mail/store/body-store.ts';
import type { Delivery } from './commit-deliveries.ts';
import type { OctetBudget } from './octet-budget.ts';

/** Whose a message is that is scanned: what is stopped counts for them. */
export interface ScannedFor {
  readonly at: Date;
  readonly actorAccountId: AccountId | null;
  /** The address of ours that it comes from. */
  readonly sentAs: string | null;
  /** A mailbox it is for; null where there is none here. */
  readonly accountId: AccountId | null;
}

/** A message that is durable, as far as an answer to it goes. */
export interface Arrived {
  readonly message: Pick<ReceivedMessage, 'sender' | 'session' | 'recipients'>;
  /** Its octets one per character. */
  readonly header: string;
  readonly facts: Pick<ContentFacts, 'subject' | 'messageId' | 'references' | 'to' | 'cc'>;
}

/** What delivery needs of the house. */
export interface DeliveryDeps {
  readonly hostname: string;
  readonly clock: Clock;
  readonly bodies: BodyStore;
  /** Commits, and tells the sessions that have the mailboxes open. */
  readonly commits: JobGatherer<Delivery, undefined>;
  readonly checkingMemory: OctetBudget;
  readonly watch: { announce(mailboxIds: Iterable<MailboxId>): void };
  readonly wakeQueue: () => void;
  /** Virus scanners and the like, in order; refused kinds: content-refused for good, unavailable when a scanner does not answer. */
  readonly scan: (octets: Buffer, origin: Door | 'imap', whose: ScannedFor) => Promise<Result<void>>;
  /** Whether the person of a session may write as this address. */
  readonly maySendAs: (session: Session, address: EmailAddress) => Promise<Result<void>>;
  /** Told of every message that is durable and for somebody in whose place senders are answered. It must not throw. Left out: nobody is. */
  readonly answer?: (arrived: Arrived) => void;
  readonly log: { info(fields: object): void };
}
