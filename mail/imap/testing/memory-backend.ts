import type { AccountId, ModSeq, PersonId, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type ContentFacts, scanContent } from '#mail/mime/content-facts.ts';
import type {
  AppendedMessage,
  FlagSet,
  FoundText,
  ImapAccount,
  ImapAcl,
  ImapBackend,
  ImapMailbox,
  ListedMailbox,
  MailboxStatus,
  MessageFacts,
  MessageState,
  SearchColumns,
  SearchFacts,
  SpecialUse,
} from '../backend.ts';

interface StoredMessage {
  uid: Uid;
  modSeq: ModSeq;
  bits: number;
  keywords: readonly string[];
  octets: Buffer;
  prefixOctets: number;
  internalDate: Date;
  facts: ContentFacts;
}

class MemoryMailbox {
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

/** A house of one account held in memory, for this room's tests: everything a client can ask for, nothing durable. */
export class MemoryBackend implements ImapBackend {
  readonly mailboxes = new Map<string, MemoryMailbox>();
  password = 'secret';
  username = 'an@example.vn';
  quotaOctets = 1024 * 1024 * 1024;
  quotaMessages: number | null = null;
  isAllowed = true;
  readonly hiddenCapabilities = new Set<string>();
  /** When set, the next call that asks for facts fails with it. */
  fault: Error | null = null;
  /** Stands in for an index of words. */
  findText: ((where: 'text' | 'body', text: string) => FoundText | null) | null = null;
  openAccounts = 0;
  #nextId = 1;
  readonly #metadata = new Map<string, Map<string, Buffer>>();

  constructor() {
    this.make('INBOX', null);
    for (const [name, use] of [
      ['Sent', 'sent'],
      ['Drafts', 'drafts'],
      ['Trash', 'trash'],
    ] as const)
      this.make(name, use);
  }

  make(name: string, specialUse: SpecialUse | null): MemoryMailbox {
    const mailbox = new MemoryMailbox(name, this.#nextId, specialUse);
    this.#nextId += 1;
    this.mailboxes.set(name, mailbox);
    return mailbox;
  }

  metadataOf(name: string): Map<string, Buffer> {
    const values = this.#metadata.get(name) ?? new Map<string, Buffer>();
    this.#metadata.set(name, values);
    return values;
  }

  get inbox(): MemoryMailbox {
    return this.mailboxes.get('INBOX')!;
  }

  async signIn(input: { username: string; password: string }): Promise<Result<ImapAccount>> {
    if (input.username !== this.username || input.password !== this.password)
      return refused(refusal('unauthenticated', 'Name or password is wrong'));
    this.openAccounts += 1;
    return ok(memoryAccount(this));
  }
}

function memoryAccount(backend: MemoryBackend): ImapAccount {
  const missing = () => refused(refusal('not-found', 'No such mailbox'));
  const account = { id: 1 as AccountId, address: backend.username };
  return {
    session: {
      actor: { personId: 1 as PersonId, accountId: account.id, address: account.address },
      credential: { kind: 'password' },
      account,
      accessGeneration: 1,
    },
    stillAllowed: () => backend.isAllowed,
    list: async () => [...backend.mailboxes.values()].map(listed),
    async status(name) {
      const mailbox = backend.mailboxes.get(name);
      return mailbox === undefined ? missing() : ok(statusOf(mailbox));
    },
    async deletedOctets(mailboxIds) {
      const asked = [...backend.mailboxes.values()].filter(({ id }) => mailboxIds.includes(id));
      const octetsOf = (messages: readonly StoredMessage[]) =>
        messages.reduce((sum, { bits, octets }) => sum + ((bits & 8) === 0 ? 0 : octets.length), 0);
      return new Map(asked.map(({ id, messages }) => [id, octetsOf(messages)]));
    },
    async recentCounts(mailboxIds) {
      const asked = [...backend.mailboxes.values()].filter(({ id }) => mailboxIds.includes(id));
      return new Map(asked.map(({ id, messages, firstRecent }) => [id, messages.filter(({ uid }) => uid >= firstRecent).length]));
    },
    watchMailbox(mailboxId, listener) {
      const mailbox = [...backend.mailboxes.values()].find(({ id }) => id === mailboxId)!;
      mailbox.listeners.add(listener);
      return () => mailbox.listeners.delete(listener);
    },
    async create(name, specialUse) {
      if (backend.mailboxes.has(name)) return refused(refusal('already-exists', 'Mailbox exists already'));
      return ok({ mailboxId: backend.make(name, specialUse).id });
    },
    async remove(name) {
      return backend.mailboxes.delete(name) ? ok() : missing();
    },
    async rename(from, to) {
      const mailbox = backend.mailboxes.get(from);
      if (mailbox === undefined) return missing();
      if (backend.mailboxes.has(to)) return refused(refusal('already-exists', 'Mailbox exists already'));
      backend.mailboxes.delete(from);
      mailbox.name = to;
      backend.mailboxes.set(to, mailbox);
      return ok();
    },
    async subscribe(name, subscribed) {
      const mailbox = backend.mailboxes.get(name);
      if (mailbox === undefined) return missing();
      mailbox.isSubscribed = subscribed;
      return ok();
    },
    async open(name, mode) {
      const mailbox = backend.mailboxes.get(name);
      return mailbox === undefined ? missing() : ok(memoryMailbox(backend, mailbox, mode === 'read-only'));
    },
    async append(name, messages) {
      const mailbox = backend.mailboxes.get(name);
      if (mailbox === undefined) return missing();
      return ok({ uidValidity: mailbox.uidValidity, uids: messages.map((message) => addAppended(mailbox, message)) });
    },
    async mayAppend(name, { octets, messages }) {
      if (!backend.mailboxes.has(name)) return missing();
      const isFull = octets > backend.quotaOctets || messages > (backend.quotaMessages ?? messages);
      return isFull ? refused(refusal('over-quota', 'Mailbox is full')) : ok();
    },
    sharedPrefix: 'Shared/',
    async quotaRootOf(name) {
      return backend.mailboxes.has(name) ? ok('') : missing();
    },
    async quota(root) {
      if (root !== '') return refused(refusal('not-found', 'No such quota root'));
      const messages = [...backend.mailboxes.values()].flatMap((mailbox) => mailbox.messages);
      const usedOctets = messages.reduce((sum, message) => sum + message.octets.length, 0);
      return ok({
        usedOctets,
        limitOctets: backend.quotaOctets,
        usedMessages: messages.length,
        limitMessages: backend.quotaMessages,
      });
    },
    acl: memoryAcl(backend),
    metadata: {
      async read(name) {
        return name === '' || backend.mailboxes.has(name) ? ok(backend.metadataOf(name)) : missing();
      },
      async write(name, changes) {
        if (name !== '' && !backend.mailboxes.has(name)) return missing();
        const values = backend.metadataOf(name);
        for (const [entry, value] of changes)
          if (value === null) values.delete(entry);
          else values.set(entry, value);
        return values.size > 3 ? refused(refusal('limit', 'Too many annotations')) : ok();
      },
    },
    hiddenCapabilities: backend.hiddenCapabilities,
    async close() {
      backend.openAccounts -= 1;
    },
  };
}

function memoryAcl(backend: MemoryBackend): ImapAcl {
  const find = (name: string): Result<MemoryMailbox> => {
    const mailbox = backend.mailboxes.get(name);
    return mailbox === undefined ? refused(refusal('not-found', 'No such mailbox')) : ok(mailbox);
  };
  const managed = (name: string): Result<MemoryMailbox> => {
    const found = find(name);
    return found.ok && !found.value.rights.includes('a') ? refused(refusal('forbidden', 'Not yours to manage')) : found;
  };
  return {
    async myRights(name) {
      const found = find(name);
      return found.ok ? ok(found.value.rights) : found;
    },
    async list(name) {
      const found = managed(name);
      return found.ok ? ok([...found.value.acl].map(([identifier, letters]) => ({ identifier, letters }))) : found;
    },
    async listRights(name) {
      const found = managed(name);
      return found.ok ? ok({ required: '', optional: ['lrs', 'a'] }) : found;
    },
    async change(name, { identifier, operation, letters }) {
      const found = managed(name);
      if (!found.ok) return found;
      const before = found.value.acl.get(identifier) ?? '';
      if (operation === 'delete') found.value.acl.delete(identifier);
      else found.value.acl.set(identifier, operation === 'add' ? before + letters : letters);
      return ok();
    },
  };
}

function addAppended(mailbox: MemoryMailbox, message: AppendedMessage): Uid {
  return mailbox.add(message.octets, {
    flags: message.flags,
    ...(message.internalDate === null ? {} : { internalDate: message.internalDate }),
  });
}

function listed(mailbox: MemoryMailbox): ListedMailbox {
  const { name, id, specialUse, isSubscribed, rights } = mailbox;
  return { name, mailboxId: id, specialUse, isSubscribed, isSelectable: true, rights };
}

function statusOf(mailbox: MemoryMailbox): MailboxStatus {
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

function stateOf({ uid, modSeq, bits, keywords }: StoredMessage): MessageState {
  return { uid, modSeq, bits, keywords };
}

function factsOf(message: StoredMessage): MessageFacts {
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

function searchFactsOf(message: StoredMessage): SearchFacts {
  const { facts, uid, internalDate, octets } = message;
  return {
    ...facts,
    uid,
    emailId: `E${uid}`,
    internalDate,
    savedDate: internalDate,
    sizeOctets: octets.length,
    envelopeStart: facts.envelope.subarray(0, 80),
  };
}

function columnsOf(facts: SearchFacts): SearchColumns {
  const { emailId, internalDate, savedDate, sizeOctets, sentAt, envelopeStart, messageId, inReplyTo, from, to, cc, bcc, groups, ...texts } =
    facts;
  return {
    ...texts,
    size: sizeOctets,
    internal: internalDate.getTime(),
    saved: savedDate.getTime(),
    'email-id': emailId,
    sent: [sentAt?.getTime() ?? null, envelopeStart.toString('latin1')],
    'message-id': messageId,
    'in-reply-to': inReplyTo,
    from: [from, groups?.from ?? null],
    to: [to, groups?.to ?? null],
    cc: [cc, groups?.cc ?? null],
    bcc: [bcc, groups?.bcc ?? null],
  };
}

function memoryMailbox(backend: MemoryBackend, mailbox: MemoryMailbox, readOnly: boolean): ImapMailbox {
  const heard = new Set<() => void>();
  const chosen = (uids: readonly Uid[]) => {
    const wanted = new Set(uids);
    return mailbox.messages.filter((message) => wanted.has(message.uid));
  };
  const copyTo = (uids: readonly Uid[], targetName: string) => {
    const target = backend.mailboxes.get(targetName);
    if (target === undefined) return null;
    const sources = chosen(uids);
    const targetUids = sources.map((source) =>
      target.add(source.octets.subarray(source.prefixOctets), { flags: source, internalDate: source.internalDate }),
    );
    return { uidValidity: target.uidValidity, sourceUids: sources.map((source) => source.uid), targetUids };
  };
  const missing = () => refused(refusal('not-found', 'No such mailbox'));
  return {
    name: mailbox.name,
    mailboxId: mailbox.id,
    uidValidity: mailbox.uidValidity,
    readOnly,
    rights: mailbox.rights,
    stillAllowed: () => mailbox.rights !== '',
    load: async () => ({
      highestModSeq: mailbox.highestModSeq as ModSeq,
      uidNext: mailbox.uidNext,
      changed: mailbox.messages.map(stateOf),
      vanished: [],
    }),
    changesSince: async (modSeq) => ({
      highestModSeq: mailbox.highestModSeq as ModSeq,
      uidNext: mailbox.uidNext,
      changed: mailbox.messages.filter((message) => message.modSeq > modSeq).map(stateOf),
      vanished:
        modSeq < mailbox.expungeFloor
          ? null
          : mailbox.expunged
              .filter((one) => one.modSeq > modSeq)
              .map((one) => one.uid)
              .sort((one, other) => one - other),
    }),
    async recentFrom(uidNext) {
      const first = Math.min(mailbox.firstRecent, uidNext);
      if (!readOnly && first < uidNext) mailbox.firstRecent = uidNext;
      return first;
    },
    onChange(listener) {
      mailbox.listeners.add(listener);
      heard.add(listener);
      return () => {
        mailbox.listeners.delete(listener);
        heard.delete(listener);
      };
    },
    async facts(uids, { withStructure } = { withStructure: true }) {
      if (backend.fault !== null) throw backend.fault;
      const nothing = withStructure ? {} : { bodyStructure: Buffer.alloc(0), body: Buffer.alloc(0), parts: [] };
      return new Map(chosen(uids).map((message) => [message.uid, { ...factsOf(message), ...nothing }]));
    },
    async searchColumn(name, uids) {
      return chosen(uids).map((message) => ({ uid: message.uid, value: columnsOf(searchFactsOf(message))[name] }));
    },
    async threadRoots(uids) {
      const rootOf = ({ uid, facts: { references, inReplyTo, messageId } }: StoredMessage) => references[0] ?? inReplyTo[0] ?? messageId ?? `E${uid}`;
      return new Map(chosen(uids).map((message) => [message.uid, rootOf(message)]));
    },
    async searchFacts(uids) {
      return chosen(uids).map(searchFactsOf);
    },
    findText: async (where, text) => backend.findText?.(where, text) ?? null,
    async read(uid, start, end) {
      return mailbox.messages.find((message) => message.uid === uid)!.octets.subarray(start, end);
    },
    async store(uids, change, unchangedSince) {
      const modified: Uid[] = [];
      const states: MessageState[] = [];
      for (const message of chosen(uids)) {
        if (unchangedSince !== null && message.modSeq > unchangedSince) {
          modified.push(message.uid);
          continue;
        }
        if (applyChange(message, change)) {
          message.modSeq = mailbox.nextModSeq();
          states.push(stateOf(message));
        }
      }
      if (states.length > 0) mailbox.changed();
      return ok({ states, modified });
    },
    async expunge(uids) {
      if (!mailbox.rights.includes('e')) return refused(refusal('forbidden', 'You may not expunge'));
      const wanted = uids === null ? null : new Set(uids);
      const doomed = mailbox.messages.filter((message) => (message.bits & 8) !== 0 && wanted?.has(message.uid) !== false);
      const gone = mailbox.expunge(new Set(doomed.map((message) => message.uid)));
      return ok({ uids: gone, highestModSeq: mailbox.highestModSeq as ModSeq });
    },
    async replace(uid, targetName, message) {
      if (!mailbox.rights.includes('e')) return refused(refusal('forbidden', 'You may not expunge'));
      const target = backend.mailboxes.get(targetName);
      if (target === undefined) return missing();
      const added = addAppended(target, message);
      const gone = mailbox.expunge(new Set([uid]));
      return ok({ uidValidity: target.uidValidity, uid: added, gone, highestModSeq: mailbox.highestModSeq as ModSeq });
    },
    async copy(uids, target) {
      const copied = copyTo(uids, target);
      return copied === null ? missing() : ok(copied);
    },
    async move(uids, target) {
      const copied = copyTo(uids, target);
      if (copied === null) return missing();
      mailbox.expunge(new Set(copied.sourceUids));
      return ok({ ...copied, highestModSeq: mailbox.highestModSeq as ModSeq });
    },
    close() {
      if (heard.size > 0) throw new Error('a mailbox was closed while somebody listens to it');
    },
  };
}

function applyChange(message: StoredMessage, change: { operation: 'set' | 'add' | 'remove'; flags: FlagSet }): boolean {
  const { operation, flags } = change;
  const before = `${message.bits} ${message.keywords.join(' ')}`;
  const named = new Set(flags.keywords.map((keyword) => keyword.toLowerCase()));
  const others = message.keywords.filter((keyword) => !named.has(keyword.toLowerCase()));
  if (operation === 'set') {
    message.bits = flags.bits;
    message.keywords = flags.keywords;
  } else if (operation === 'add') {
    message.bits |= flags.bits;
    message.keywords = [...message.keywords, ...flags.keywords.filter((keyword) => !message.keywords.includes(keyword))];
  } else {
    message.bits &= ~flags.bits;
    message.keywords = others;
  }
  return before !== `${message.bits} ${message.keywords.join(' ')}`;
}
