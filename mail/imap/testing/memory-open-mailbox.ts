import type { ModSeq, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { FactsExtent, FlagSet, ImapMailbox, MessageFacts, MessageState } from '../backend.ts';
import { addAppended, columnsOf, factsOf, type MemoryHouse, type MemoryMailbox, type StoredMessage, stateOf } from './memory-mailbox.ts';

const nothing = Buffer.alloc(0);
const noStructure = { bodyStructure: nothing, body: nothing, parts: [] };
const noContent = { ...noStructure, headerOctets: 0, envelope: nothing, subject: '', sentAt: null };
const leftOut = { all: {}, list: noStructure, size: noContent } satisfies Record<FactsExtent, Partial<MessageFacts>>;

/** One mailbox as a session has it open. */
export function memoryMailbox(house: MemoryHouse, mailbox: MemoryMailbox, readOnly: boolean): ImapMailbox {
  const heard = new Set<() => void>();
  const chosen = (uids: readonly Uid[]) => {
    const wanted = new Set(uids);
    return mailbox.messages.filter((message) => wanted.has(message.uid));
  };
  const copyTo = (uids: readonly Uid[], targetName: string) => {
    const target = house.mailboxes.get(targetName);
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
    changesSince: async (seen) => ({
      highestModSeq: mailbox.highestModSeq as ModSeq,
      uidNext: mailbox.uidNext,
      changed: mailbox.messages.filter((message) => message.modSeq > seen.highestModSeq).map(stateOf),
      vanished: vanishedSince(mailbox, seen.highestModSeq),
    }),
    vanishedSince: async (modSeq) => vanishedSince(mailbox, modSeq),
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
    async facts(uids, extent = 'all') {
      if (house.fault !== null) throw house.fault;
      return new Map(chosen(uids).map((message) => [message.uid, { ...factsOf(message), ...leftOut[extent] }]));
    },
    async searchColumn(name, uids) {
      const found = chosen(uids);
      return { uids: found.map(({ uid }) => uid), values: found.map((message) => columnsOf(message)[name]) };
    },
    async threadRoots(uids) {
      const rootOf = ({ uid, facts: { references, inReplyTo, messageId } }: StoredMessage) =>
        references[0] ?? inReplyTo[0] ?? messageId ?? `E${uid}`;
      return new Map(chosen(uids).map((message) => [message.uid, rootOf(message)]));
    },
    findText: async (where, text) => house.findText?.(where, text) ?? null,
    async read(uid, start, end) {
      house.reads += 1;
      house.octetsRead += end - start;
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
      const target = house.mailboxes.get(targetName);
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

function vanishedSince(mailbox: MemoryMailbox, modSeq: ModSeq): Uid[] | null {
  if (modSeq < mailbox.expungeFloor) return null;
  const gone = mailbox.expunged.filter((one) => one.modSeq > modSeq);
  return gone.map((one) => one.uid).sort((one, other) => one - other);
}
