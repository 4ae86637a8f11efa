import type { ModSeq, Uid } from '#kernel/ids.ts';
import { type ContentFacts, scanContent } from '#mail/mime/content-facts.ts';
import type {
  AppendedMessage,
  FlagSet,
  FoundText,
  ListedMailbox,
  MailboxStatus,
  MessageFacts,
  MessageState,
  SearchColumns,
  SpecialUse,
} from '../backend.ts';

export interface StoredMessage {
  uid: Uid;
  modSeq: ModSeq;
  bits: number;
  keywords: readonly string[];
  octets: Buffer;
  prefixOctets: number;
  internalDate: Date;
  facts: ContentFacts;
}

export class MemoryMailbox {
  readonly id: string;
  readonly uidValidity: number;
  name: string;
  specialUse: SpecialUse | null;
  isSubscribed = true;
  /** Letters of this session's rights. */
  rights = 'lrswteikxa';
  readonly acl = new Map<string, string>();
  uidNext = 1;
  highestModSeq = 1;
  /** Expunges before this modseq are forgotten. */
  expungeFloor = 0;
  messages: StoredMessage[] = [];
  expunged: { uid: Uid; modSeq: number }[] = [];
  /** No session was shown messages from this UID on; nothing is recent until a test sets it. */
  firstRecent = Number.POSITIVE_INFINITY;
  readonly listeners = new Set<() => void>();

  constructor(name: string, id: number, specialUse: SpecialUse | null) {
    this.name = name;
    this.id = `M${id}`;
    this.uidValidity = 1_000 + id;
    this.specialUse = specialUse;
  }

  nextModSeq(): ModSeq {
    this.highestModSeq += 1;
    return this.highestModSeq as ModSeq;
  }

  add(octets: Buffer, options: { flags?: FlagSet; internalDate?: Date; prefix?: string } = {}): Uid {
    const prefix = Buffer.from(options.prefix ?? '');
    const uid = this.uidNext as Uid;
    this.uidNext += 1;
    this.messages.push({
      uid,
      modSeq: this.nextModSeq(),
      bits: options.flags?.bits ?? 0,
      keywords: options.flags?.keywords ?? [],
      octets: Buffer.concat([prefix, octets]),
      prefixOctets: prefix.length,
      internalDate: options.internalDate ?? new Date('2026-11-22T01:02:03Z'),
      facts: scanContent(octets),
    });
    this.changed();
    return uid;
  }

  expunge(uids: ReadonlySet<Uid>): Uid[] {
    const gone = this.messages.filter((message) => uids.has(message.uid)).map((message) => message.uid);
    if (gone.length === 0) return gone;
    const modSeq = this.nextModSeq();
    this.messages = this.messages.filter((message) => !uids.has(message.uid));
    for (const uid of gone) this.expunged.push({ uid, modSeq });
    this.changed();
    return gone;
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** What the mailboxes of one house share. */
export interface MemoryHouse {
  readonly mailboxes: ReadonlyMap<string, MemoryMailbox>;
  /** When set, the next call that asks for facts fails with it. */
  readonly fault: Error | null;
  /** Stands in for an index of words. */
  readonly findText: ((where: 'text' | 'body' | 'header', text: string) => FoundText | null) | null;
  /** How often messages were read from, and how much. */
  reads: number;
  octetsRead: number;
}

export function addAppended(mailbox: MemoryMailbox, message: AppendedMessage): Uid {
  return mailbox.add(message.octets, {
    flags: message.flags,
    ...(message.internalDate === null ? {} : { internalDate: message.internalDate }),
  });
}

export function listed(mailbox: MemoryMailbox): ListedMailbox {
  const { name, id, specialUse, isSubscribed, rights } = mailbox;
  return { name, mailboxId: id, specialUse, isSubscribed, isSelectable: true, rights };
}

export function statusOf(mailbox: MemoryMailbox): MailboxStatus {
  return {
    mailboxId: mailbox.id,
    messages: mailbox.messages.length,
    unseen: mailbox.messages.filter((message) => (message.bits & 1) === 0).length,
    deleted: mailbox.messages.filter((message) => (message.bits & 8) !== 0).length,
    uidNext: mailbox.uidNext,
    uidValidity: mailbox.uidValidity,
    highestModSeq: mailbox.highestModSeq as ModSeq,
    sizeOctets: mailbox.messages.reduce((sum, message) => sum + message.octets.length, 0),
  };
}

export function stateOf({ uid, modSeq, bits, keywords }: StoredMessage): MessageState {
  return { uid, modSeq, bits, keywords };
}

export function factsOf(message: StoredMessage): MessageFacts {
  const { facts } = message;
  return {
    uid: message.uid,
    emailId: `E${message.uid}`,
    internalDate: message.internalDate,
    savedDate: message.internalDate,
    sizeOctets: message.octets.length,
    prefixOctets: message.prefixOctets,
    headerOctets: facts.headerLength,
    envelope: facts.envelope,
    bodyStructure: facts.bodyStructure,
    body: facts.body,
    parts: facts.parts,
    subject: facts.subject,
    sentAt: facts.sentAt,
  };
}

export function columnsOf({ facts, uid, internalDate, octets }: StoredMessage): SearchColumns {
  const { sentAt, envelope, messageId, inReplyTo, references, subject, baseSubject, from, to, cc, bcc, groups } = facts;
  const ancestors = references.length > 0 ? references : inReplyTo.slice(0, 1);
  return {
    ...{ subject, references },
    size: octets.length,
    internal: internalDate.getTime(),
    saved: internalDate.getTime(),
    'email-id': `E${uid}`,
    sent: [sentAt?.getTime() ?? null, envelope.toString('latin1', 0, 80)],
    'message-id': messageId,
    'in-reply-to': inReplyTo,
    from: [from, groups?.from ?? null],
    to: [to, groups?.to ?? null],
    cc: [cc, groups?.cc ?? null],
    bcc: [bcc, groups?.bcc ?? null],
    date: (sentAt ?? internalDate).getTime(),
    'base-subject': baseSubject,
    'first-from': from[0] ?? null,
    'first-to': to[0] ?? null,
    'first-cc': cc[0] ?? null,
    links: [messageId, ancestors, subject.trim().length > baseSubject.length, (sentAt ?? internalDate).getTime(), baseSubject],
  };
}
