import type { ModSeq, Uid } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';
import type { MailAddress } from '#mail/mime/address-list.ts';
import type { PartFacts } from '#mail/mime/content-facts.ts';
import type { LinksOfMessage } from './thread-links.ts';

// What the IMAP room needs from the rest of the house. src/wiring satisfies it from the store and the directory;
// the room's own tests satisfy it from memory. Nothing here knows SQL or octets on the wire.

export interface ImapBackend {
  /** Checks a name and password. Slow on purpose after failures; the refusal says no more than it must. */
  signIn(input: { username: string; password: string; peer: Peer }): Promise<Result<ImapAccount>>;
}

/** A signed-in session's view of the mailboxes it may see. Mailbox names are UTF-8, NFC, `/` between levels, `INBOX` upper case. */
export interface ImapAccount {
  readonly session: Session;
  /** Rejects work once access has ended (checked at least every 500 ms): the server then says BYE. */
  stillAllowed(): boolean;
  list(): Promise<ListedMailbox[]>;
  status(name: string): Promise<Result<MailboxStatus>>;
  /** How many messages of each mailbox no session was shown yet (RFC 3501 §2.3.2), by mailbox id; those with none may be absent. */
  recentCounts(mailboxIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Octets of the messages with \Deleted, by mailbox id; mailboxes with none may be absent. */
  deletedOctets(mailboxIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Calls back soon after a change in a mailbox that was listed, as `ImapMailbox.onChange` does. Returns the way to stop. */
  watchMailbox(mailboxId: string, listener: () => void): () => void;
  create(name: string, specialUse: SpecialUse | null): Promise<Result<{ mailboxId: string }>>;
  remove(name: string): Promise<Result<void>>;
  rename(from: string, to: string): Promise<Result<void>>;
  subscribe(name: string, subscribed: boolean): Promise<Result<void>>;
  open(name: string, mode: 'read-only' | 'read-write'): Promise<Result<ImapMailbox>>;
  /** All or nothing (RFC 3502 MULTIAPPEND). Sizes were checked by the caller against `appendOctetsMax`. */
  append(name: string, messages: readonly AppendedMessage[]): Promise<Result<{ uidValidity: number; uids: Uid[] }>>;
  /** Whether an append would be taken, before the literal is read: mailbox exists, may be written, quota allows. */
  mayAppend(name: string, more: { readonly octets: number; readonly messages: number }): Promise<Result<void>>;
  /** Before the names of other people's and units' mailboxes; null when this session sees its own only. */
  readonly sharedPrefix: string | null;
  /** The quota root that a mailbox counts against: '' for one's own account, its owner's address for a shared one. */
  quotaRootOf(name: string): Promise<Result<string>>;
  quota(root: string): Promise<Result<QuotaUse>>;
  readonly acl: ImapAcl;
  readonly metadata: ImapMetadata;
  /** Capabilities that this account's clients are not told of, in capitals: for the odd client that breaks on one. */
  readonly hiddenCapabilities: ReadonlySet<string>;
  close(): Promise<void>;
}

export interface QuotaUse {
  readonly usedOctets: number;
  readonly limitOctets: number;
  readonly usedMessages: number;
  /** null: only octets are limited. */
  readonly limitMessages: number | null;
}

/** Who may use a mailbox (RFC 4314). Rights are letters; which go together is the directory's matter. */
export interface ImapAcl {
  myRights(name: string): Promise<Result<string>>;
  list(name: string): Promise<Result<readonly { readonly identifier: string; readonly letters: string }[]>>;
  /** What could be given: each entry of `optional` is letters that are given and taken together. */
  listRights(name: string, identifier: string): Promise<Result<{ required: string; optional: readonly string[] }>>;
  change(name: string, change: AclChange): Promise<Result<void>>;
}

/** Annotations (RFC 5464) by entry name in lower case; the mailbox '' is the server. */
export interface ImapMetadata {
  /** All that the session may see. */
  read(mailbox: string): Promise<Result<ReadonlyMap<string, Buffer>>>;
  /** All or none; null removes. */
  write(mailbox: string, changes: ReadonlyMap<string, Buffer | null>): Promise<Result<void>>;
}

export interface AclChange {
  readonly identifier: string;
  readonly operation: 'set' | 'add' | 'remove' | 'delete';
  readonly letters: string;
}

export type SpecialUse = 'sent' | 'drafts' | 'trash' | 'junk' | 'archive' | 'flagged' | 'important' | 'all';

export interface ListedMailbox {
  readonly name: string;
  readonly mailboxId: string;
  readonly specialUse: SpecialUse | null;
  readonly isSubscribed: boolean;
  readonly isSelectable: boolean;
  /** The session's own rights, as letters of RFC 4314. */
  readonly rights: string;
  /** Where it costs nothing more, so that LIST-STATUS asks once for all. */
  readonly status?: MailboxStatus;
}

export interface MailboxStatus {
  readonly mailboxId: string;
  readonly messages: number;
  readonly unseen: number;
  readonly deleted: number;
  readonly uidNext: number;
  readonly uidValidity: number;
  readonly highestModSeq: ModSeq;
  readonly sizeOctets: number;
}

export interface AppendedMessage {
  readonly octets: Buffer;
  readonly flags: FlagSet;
  readonly internalDate: Date | null;
}

/** System flags as bits, keywords as atoms (compared without regard to case, kept as first written). `\Recent` is a session's own (recent-messages.ts). */
export interface FlagSet {
  readonly bits: number;
  readonly keywords: readonly string[];
}
export const flagBits = { '\\Seen': 1, '\\Answered': 2, '\\Flagged': 4, '\\Deleted': 8, '\\Draft': 16 } as const;

export interface MessageState extends FlagSet {
  readonly uid: Uid;
  readonly modSeq: ModSeq;
}

/** What changed in a mailbox since a modseq: states of messages new or changed, and UIDs gone. Ascending UIDs. */
export interface MailboxChanges {
  readonly highestModSeq: ModSeq;
  readonly uidNext: number;
  readonly changed: readonly MessageState[];
  readonly vanished: readonly Uid[];
}

/**
 * How much of the facts is looked at. `list`: not the structure (`bodyStructure`, `body`, `parts` are empty), which is half of what there is to
 * read; `size`: nothing of the content (`headerOctets` 0, `envelope` and `subject` empty, `sentAt` null too).
 */
export type FactsExtent = 'size' | 'list' | 'all';

/** What never changes about a message. */
export interface MessageFacts {
  readonly uid: Uid;
  readonly emailId: string;
  /** Only where it was asked for (thread-id.ts). */
  readonly threadId?: string;
  readonly internalDate: Date;
  readonly savedDate: Date;
  /** Octets of the whole message: this delivery's trace prefix and the shared content (RFC822.SIZE). */
  readonly sizeOctets: number;
  readonly prefixOctets: number;
  /** Octets of the content's own header, blank line included. */
  readonly headerOctets: number;
  /** Serialised as IMAP writes them (RFC 9051 §7.5.2), parentheses included. */
  readonly envelope: Buffer;
  readonly bodyStructure: Buffer;
  readonly body: Buffer;
  /** Offsets are into the content; add prefixOctets for the whole message. */
  readonly parts: readonly PartFacts[];
  readonly subject: string;
  readonly sentAt: Date | null;
}

/** Addresses, and the names of the groups that hold them. */
export type AddressColumn = readonly [addresses: readonly MailAddress[], groups: readonly string[] | null];

/**
 * What SEARCH, SORT and THREAD ask about a message, one at a time. Never changes. Moments are milliseconds, texts decoded, message ids without
 * angle brackets.
 */
export interface SearchColumns {
  readonly size: number;
  readonly internal: number;
  readonly saved: number;
  readonly 'email-id': string;
  /** And the beginning of the serialised ENVELOPE, one character per octet: it holds the Date field as written. */
  readonly sent: readonly [sentAt: number | null, envelopeStart: string];
  readonly subject: string;
  readonly from: AddressColumn;
  readonly to: AddressColumn;
  readonly cc: AddressColumn;
  readonly bcc: AddressColumn;
  readonly 'message-id': string | null;
  readonly 'in-reply-to': readonly string[];
  readonly references: readonly string[];
  /** RFC 5256 §2.2: the moment of the Date field, else that of arrival. */
  readonly date: number;
  /** RFC 5256 §2.1. */
  readonly 'base-subject': string;
  readonly 'first-from': MailAddress | null;
  readonly 'first-to': MailAddress | null;
  readonly 'first-cc': MailAddress | null;
  /**
   * All that RFC 5256 §3 makes threads of: its own id, its ancestors (References, else the first of In-Reply-To), whether the base subject leaves
   * something out; and then `date` and `base-subject`.
   */
  readonly links: readonly [...links: LinksOfMessage, date: number, baseSubject: string];
}

/** One thing about messages, in any order; without those that are gone. */
export interface SearchColumn<Name extends keyof SearchColumns> {
  readonly uids: readonly Uid[];
  readonly values: readonly SearchColumns[Name][];
}

/** An open mailbox. The server keeps sequence numbers; the backend knows only UIDs. */
export interface ImapMailbox {
  readonly name: string;
  readonly mailboxId: string;
  readonly uidValidity: number;
  readonly readOnly: boolean;
  /** The session's rights as letters of RFC 4314 when it was opened; left out: all. Which flags can be kept follows from them. */
  readonly rights?: string;
  /** Whether it may still be read, as last checked; left out: as long as the session may go on. */
  stillAllowed?(): boolean;
  /** The client asks for news, by NOOP, CHECK or IDLE; left out: nobody wants to know. */
  checked?(): void;
  /** The whole state, ascending UIDs: at SELECT. */
  load(): Promise<MailboxChanges>;
  /**
   * Since a state of the mailbox that was seen: its modseq, and its UIDNEXT, from which on messages are new. `vanished` is complete, or null when
   * older than what is remembered.
   */
  changesSince(seen: {
    readonly highestModSeq: ModSeq;
    readonly uidNext: number;
  }): Promise<Omit<MailboxChanges, 'vanished'> & { readonly vanished: readonly Uid[] | null }>;
  /** What went since a modseq, as in `changesSince`. */
  vanishedSince(modSeq: ModSeq): Promise<readonly Uid[] | null>;
  /**
   * From which UID on messages below `uidNext` were shown to no session yet; `uidNext` when there are none. Unless the mailbox was opened
   * read-only they are this session's from then on.
   */
  recentFrom(uidNext: number): Promise<number>;
  /** Calls back, soon after a change by anyone in any process (may be spurious, never carries data). Returns the way to stop. */
  onChange(listener: () => void): () => void;
  /** All facts, unless less will do. */
  facts(uids: readonly Uid[], extent?: FactsExtent): Promise<Map<Uid, MessageFacts>>;
  /** For whole mailboxes, some thousand messages at a time. */
  searchColumn<Name extends keyof SearchColumns>(name: Name, uids: readonly Uid[]): Promise<SearchColumn<Name>>;
  /**
   * Asks an index of words, where there is one, which messages have a folded text (`foldForSearch`) in their body, their header, or either
   * (`text`); null: not to be answered so. Of the delivery's own prefix and `unindexedFields` (mail/mime) it need not know.
   */
  findText?(where: 'text' | 'body' | 'header', text: string): Promise<FoundText | null>;
  /** The message id that heads each message's thread, as it names it itself, else its own; of messages without any, the email id. */
  threadRoots(uids: readonly Uid[]): Promise<ReadonlyMap<Uid, string>>;
  /** Octets [start, end) of the whole message (prefix, then content). Large bodies are read in part. */
  read(uid: Uid, start: number, end: number): Promise<Buffer>;
  /** Many small stretches at once, answers in order, where the store can do that in one round; else `read` is called for each. */
  readMany?(requests: readonly { readonly uid: Uid; readonly start: number; readonly end: number }[]): Promise<Buffer[]>;
  /**
   * Changes flags; with `unchangedSince` leaves alone (and names in `modified`) what has a greater modseq (RFC 7162 §3.1.3).
   * Answers the new states of the messages that were changed; messages already expunged are skipped silently.
   */
  store(
    uids: readonly Uid[],
    change: { readonly operation: 'set' | 'add' | 'remove'; readonly flags: FlagSet },
    unchangedSince: ModSeq | null,
  ): Promise<Result<{ states: readonly MessageState[]; modified: readonly Uid[] }>>;
  /** Expunges those of `uids` (all when null) that have \Deleted. Answers what went, ascending, and the modseq of it. */
  expunge(uids: readonly Uid[] | null): Promise<Result<{ uids: Uid[]; highestModSeq: ModSeq }>>;
  /** Puts a message into `target` and takes an old one out of here, whatever its flags, both or neither (RFC 8508). */
  replace(uid: Uid, target: string, message: AppendedMessage): Promise<Result<ReplacedMessage>>;
  /** One transaction, all or none of those that still exist (RFC 9051 §6.4.7); COPYUID pairs in order. */
  copy(uids: readonly Uid[], target: string): Promise<Result<CopiedMessages>>;
  /** As copy, and gone from here, in the same transaction (RFC 6851). */
  move(uids: readonly Uid[], target: string): Promise<Result<CopiedMessages & { highestModSeq: ModSeq }>>;
  close(): void;
}

export interface FoundText {
  readonly matched: readonly Uid[];
  /** Of these the index does not know all: they are to be read. */
  readonly unindexed: readonly Uid[];
}

export interface ReplacedMessage {
  readonly uidValidity: number;
  /** Of the new one. */
  readonly uid: Uid;
  /** The old one, unless it was gone already. */
  readonly gone: readonly Uid[];
  /** Of the mailbox the old one stood in. */
  readonly highestModSeq: ModSeq;
}

export interface CopiedMessages {
  readonly uidValidity: number;
  readonly sourceUids: readonly Uid[];
  readonly targetUids: readonly Uid[];
}
