import type { AccountId, QueueMessageId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

// What the API asks of the mail side; src/wiring has the answers. Nothing of what a message says comes this way, not its subject either.

export const recipientStates = ['waiting', 'sending', 'held', 'delivered', 'failed'] as const;
export type RecipientState = (typeof recipientStates)[number];

export interface QueuedMessage {
  readonly id: QueueMessageId;
  readonly envelopeFrom: string;
  readonly sizeOctets: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly counts: Readonly<Record<RecipientState, number>>;
  /** The first ones. */
  readonly recipients: readonly {
    readonly address: string;
    readonly domain: string;
    readonly state: RecipientState;
    readonly attempts: number;
    readonly nextAttemptAt: string | null;
    readonly lastReply: string | null;
    readonly lastHost: string | null;
    readonly finishedAt: string | null;
  }[];
}

export interface QueueQuestion {
  /** `open`: not finished. */
  readonly state: RecipientState | 'open';
  readonly domain?: string | undefined;
  readonly sender?: string | undefined;
  readonly after?: QueueMessageId | undefined;
  readonly limit: number;
}

/** Gives how many recipients of the message it was done to; those in another state, or being sent, are left alone. */
type QueueAct = (tx: Tx) => Promise<number>;

export const queueActs = ['retry', 'hold', 'release', 'cancel'] as const;

/** The outbound queue. */
export interface MailQueue {
  page(question: QueueQuestion): Promise<readonly QueuedMessage[]>;
  find(id: QueueMessageId): Promise<QueuedMessage | undefined>;
  /** Who sent it, '' for the null reverse-path; undefined: there is no such message. */
  senderOf(tx: Tx, id: QueueMessageId): Promise<string | undefined>;
  /** Reads what the act needs before its transaction. Who cancels may leave the sender untold. */
  readyTo(act: (typeof queueActs)[number], id: QueueMessageId, options: { readonly notify: boolean }): Promise<QueueAct>;
}

/** How the services stand, not older than some seconds. */
export interface SystemStatus {
  readonly readAt: Date;
  /** Milliseconds in which it answered a question. */
  readonly databaseAnswerMs: number;
  /** Whether files can be written where bodies are kept. */
  readonly isBodyStoreWritable: boolean;
  readonly scanner: 'none' | 'reached' | 'silent';
  /** `to`: the relay; null where there is none. `isReached`: null where there is nothing to reach. */
  readonly outbound: { readonly way: 'relay' | 'direct' | 'closed'; readonly to: string | null; readonly isReached: boolean | null };
  readonly queue: {
    readonly waiting: number;
    readonly held: number;
    readonly retried: number;
    readonly oldestAt: Date | null;
    readonly handedOver: readonly number[];
    readonly failedInDay: number;
  };
  /** Of the last hour by whole minutes, the running one last. */
  readonly mailByMinute: { readonly received: readonly number[]; readonly sent: readonly number[] };
  readonly mailToday: { readonly received: number; readonly sent: number; readonly stopped: number };
  readonly storage: {
    readonly mailOctets: number;
    readonly databaseOctets: number;
    /** Of the disk that holds the data folder. */
    readonly freeOctets: number;
    readonly diskOctets: number;
    /** What all mailboxes may hold together. */
    readonly quotaOctets: number;
    /** Mailboxes that hold nine tenths of what they may. */
    readonly nearlyFull: number;
    readonly largest: readonly {
      readonly accountId: AccountId;
      readonly address: string;
      readonly usedOctets: number;
      readonly quotaOctets: number;
    }[];
  };
}

export type ReadStatus = () => Promise<SystemStatus>;
