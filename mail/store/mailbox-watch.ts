import type { Database } from '#io/database.ts';
import type { NoticeChannel } from '#io/notice-channel.ts';
import type { MailboxId } from '#kernel/ids.ts';
import { highestModSeqs } from './mailbox-sql.ts';

/** Tells sessions that a mailbox changed, whichever process changed it. Carries no data: the session asks for changes by modseq. */
export interface MailboxWatch extends AsyncDisposable {
  /** After the commit that changed them: own process at once, the others within tens of milliseconds. */
  announce(mailboxIds: Iterable<MailboxId>): void;
  /** Watch first, then read the mailbox: what changes in between is then heard of. */
  watch(mailboxId: MailboxId, listener: () => void): () => void;
}

const channel = 'congthu_mailbox';
// A notice can be lost with its sender (kill -9 after COMMIT) or its connection: this finds the change all the same.
const usualPollMs = 3_000;

export function startMailboxWatch(deps: {
  database: Database;
  notices: NoticeChannel;
  onError: (error: Error) => void;
  pollMs?: number;
}): MailboxWatch {
  const listeners = new Map<MailboxId, Set<() => void>>();
  const known = new Map<MailboxId, number>();
  const tell = (mailboxId: MailboxId) => {
    for (const listener of listeners.get(mailboxId) ?? []) {
      try {
        listener();
      } catch (error) {
        // One session's fault keeps no other from hearing, nor a delivery from answering.
        deps.onError(error as Error);
      }
    }
  };
  const tellAll = () => {
    for (const mailboxId of listeners.keys()) tell(mailboxId);
  };
  const unsubscribe = deps.notices.subscribe(channel, (words) => {
    if (words === null) tellAll();
    else for (const word of words) tell(Number(word) as MailboxId);
  });

  async function poll(): Promise<void> {
    const watched = [...listeners.keys()];
    if (watched.length === 0) return;
    for (const [mailboxId, modSeq] of await highestModSeqs(deps.database, watched)) {
      // Also the first time: the notice lost may be of a change between the watcher's own look and this one.
      if (!listeners.has(mailboxId) || known.get(mailboxId) === modSeq) continue;
      known.set(mailboxId, modSeq);
      tell(mailboxId);
    }
  }

  let polling: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    polling = polling.then(poll).catch(deps.onError);
  }, deps.pollMs ?? usualPollMs);
  return {
    announce(mailboxIds) {
      const changed = [...mailboxIds];
      for (const mailboxId of changed) tell(mailboxId);
      deps.notices.publish(channel, changed.map(String));
    },
    watch(mailboxId, listener) {
      const set = listeners.get(mailboxId) ?? new Set();
      listeners.set(mailboxId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size > 0) return;
        listeners.delete(mailboxId);
        known.delete(mailboxId);
      };
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      unsubscribe();
      await polling;
    },
  };
}
