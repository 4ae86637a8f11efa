import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { FoundText, ImapAccount, ImapBackend, SpecialUse } from '../backend.ts';
import { memoryAcl } from './memory-acl.ts';
import { addAppended, listed, MemoryMailbox, type StoredMessage, statusOf } from './memory-mailbox.ts';
import { memoryMailbox } from './memory-open-mailbox.ts';

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
  findText: ((where: 'text' | 'body' | 'header', text: string) => FoundText | null) | null = null;
  openAccounts = 0;
  /** How often messages were read from, and how much. */
  reads = 0;
  octetsRead = 0;
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
