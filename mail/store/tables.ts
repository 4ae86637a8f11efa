import type { Generated } from 'kysely';
import type { AccountId, BodyId, ContentId, MailboxId, MessageId, QueueMessageId, QueueRecipientId } from '#kernel/ids.ts';

/** Rows of the store as the driver gives them (src/migrations says what each means). */
export interface StoreTables {
  body: {
    id: Generated<BodyId>;
    hash: Buffer;
    size_octets: number;
    storage: 'inline' | 'file' | 's3';
    encoding: 'raw' | 'zstd';
    location: string;
    octets: Buffer | null;
    frame_index: Buffer | null;
    created_at: Generated<Date>;
    tombstoned_at: Date | null;
  };
  content: {
    id: Generated<ContentId>;
    body_id: BodyId;
    size_octets: number;
    header_octets: number;
    envelope: Buffer;
    body_structure: Buffer;
    body_brief: Buffer;
    parts: unknown;
    facts: unknown;
    message_id_header: string | null;
    in_reply_to: string[];
    reference_ids: string[];
    subject: string;
    base_subject: string;
    sent_at: Date | null;
    scanner_version: number;
    ends_with_crlf: Generated<boolean>;
  };
  mailbox: {
    id: Generated<MailboxId>;
    account_id: AccountId;
    name: string;
    special_use: SpecialUse | null;
    uidvalidity: number;
    uidnext: Generated<number>;
    highestmodseq: Generated<number>;
    expunge_floor_modseq: Generated<number>;
    messages: Generated<number>;
    unseen: Generated<number>;
    deleted: Generated<number>;
    size_octets: Generated<number>;
    is_subscribed: Generated<boolean>;
    created_at: Generated<Date>;
    deleted_at: Date | null;
  };
  message: {
    account_id: AccountId;
    mailbox_id: MailboxId;
    uid: number;
    id: Generated<MessageId>;
    content_id: ContentId;
    prefix: Buffer;
    size_octets: number;
    internal_date: Date;
    saved_at: Generated<Date>;
    email_id: number;
    actor_account_id: AccountId | null;
    expunged_at: Date | null;
    expunged_modseq: number | null;
    expunge_reason: ExpungeReason | null;
  };
  message_state: {
    mailbox_id: MailboxId;
    uid: number;
    flags: number;
    keywords: string[];
    modseq: number;
  };
  queue_message: {
    id: Generated<QueueMessageId>;
    content_id: ContentId;
    prefix: Buffer;
    envelope_from: string;
    envelope_id: string | null;
    dsn_return: 'full' | 'headers' | null;
    requires_smtputf8: boolean;
    requires_8bitmime: boolean;
    actor_account_id: AccountId | null;
    created_at: Generated<Date>;
    expires_at: Date;
  };
  queue_recipient: {
    id: Generated<QueueRecipientId>;
    queue_message_id: QueueMessageId;
    address: string;
    domain: string;
    dsn_notify: string[];
    original_recipient: string | null;
    state: Generated<'waiting' | 'held' | 'delivered' | 'failed'>;
    attempts: Generated<number>;
    next_attempt_at: Generated<Date>;
    leased_until: Date | null;
    last_reply: string | null;
    last_host: string | null;
    delay_notified_at: Date | null;
    finished_at: Date | null;
  };
  /** The store keeps the owner's counters; everything else of an account is the directory's. */
  account: {
    id: Generated<AccountId>;
    quota_octets: number;
    used_octets: number;
    used_messages: number;
    change_counter: number;
  };
}

export type SpecialUse = 'sent' | 'drafts' | 'trash' | 'junk' | 'archive' | 'flagged' | 'important' | 'all';
export type ExpungeReason = 'expunge' | 'move' | 'mailbox-deleted' | 'replaced' | 'withdrawn' | 'retention';
