import type { ContentId, QueueMessageId, QueueRecipientId } from '#kernel/ids.ts';

/** NOTIFY of RFC 3461 §4.1; empty means the sender said nothing. */
export type DsnNotify = 'never' | 'success' | 'failure' | 'delay';

export interface QueuedRecipient {
  readonly id: QueueRecipientId;
  readonly address: string;
  readonly notify: readonly DsnNotify[];
  /** `rfc822;address` as ORCPT gave it, decoded. */
  readonly originalRecipient: string | null;
  /** Hand-overs begun, this one included. */
  readonly attempts: number;
  readonly delayNotifiedAt: Date | null;
}

/** What concerns the message whoever its recipients are. */
export interface QueuedMessage {
  readonly messageId: QueueMessageId;
  readonly contentId: ContentId;
  readonly prefix: Buffer;
  /** '' is the null reverse-path. */
  readonly envelopeFrom: string;
  readonly envelopeId: string | null;
  readonly dsnReturn: 'full' | 'headers' | null;
  readonly requiresSmtpUtf8: boolean;
  readonly requires8BitMime: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Recipients of one message in one domain, leased to this process until `leasedUntil`. */
export interface Claim extends QueuedMessage {
  readonly domain: string;
  readonly recipients: readonly QueuedRecipient[];
  /** The database's clock when the claim was made: all rules about time go by it. */
  readonly claimedAt: Date;
  /** Also the proof of holding the lease: a later holder has a later one. */
  readonly leasedUntil: Date;
}

/** What the other side (or the way there) answered for one recipient. */
export type Outcome =
  | {
      readonly kind: 'delivered';
      readonly answer: Answer /** The next server took over the duty of DSNs (RFC 3461 §5.2.2). */;
      readonly dsnPassedOn: boolean;
    }
  | {
      readonly kind: 'deferred';
      readonly answer: Answer;
      /** The way there failed, not this message. */
      readonly unreachable: boolean;
      /** Nothing was tried: come back after this long, instead of by the schedule. */
      readonly retryInMs?: number;
    }
  | { readonly kind: 'refused'; readonly answer: Answer };

export interface Answer {
  /** One line, control characters gone, bounded. */
  readonly reply: string;
  /** RFC 3463 status. */
  readonly status: string;
  /** Whose words the reply is: the server's, or ours when none answered. */
  readonly from: 'server' | 'here';
  readonly host: string | null;
}
