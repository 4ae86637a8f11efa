// Branded identifiers: a MailboxId cannot be passed where an AccountId is meant. All are PostgreSQL bigint identities,
// read as numbers (the driver refuses one above 2^53 rather than round it).

declare const brand: unique symbol;
type Id<Name extends string> = number & { readonly [brand]: Name };

export type AccountId = Id<'account'>;
export type AddressId = Id<'address'>;
export type DomainId = Id<'domain'>;
export type UnitId = Id<'unit'>;
export type PersonId = Id<'person'>;
export type PostId = Id<'post'>;
export type AppointmentId = Id<'appointment'>;
export type GrantId = Id<'grant'>;
export type PlanId = Id<'plan'>;
export type RequestId = Id<'request'>;
export type MailboxId = Id<'mailbox'>;
export type MessageId = Id<'message'>;
export type ContentId = Id<'content'>;
export type BodyId = Id<'body'>;
export type QueueMessageId = Id<'queue-message'>;
export type QueueRecipientId = Id<'queue-recipient'>;
export type ReportId = Id<'report'>;
export type CertificateId = Id<'certificate'>;

/** IMAP unique identifier: 1 … 2^32-1 (RFC 9051 §2.3.1.1). */
export type Uid = number & { readonly [brand]: 'uid' };
/** Modification sequence of a mailbox: 1 … 2^53-1 here, 2^63-1 on the wire (RFC 7162 §3.1). */
export type ModSeq = number & { readonly [brand]: 'modseq' };
