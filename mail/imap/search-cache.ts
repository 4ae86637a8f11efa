import type { Uid } from '#kernel/ids.ts';
import type { ImapMailbox } from './backend.ts';
import type { ImapLimits } from './limits.ts';
import { type Searchable, searchable } from './searchable.ts';

/** The text of one message, folded: its whole header, and what is readable in its parts. */
export interface MessageText {
  readonly header: string;
  readonly body: string;
}

interface Known {
  readonly searchables: Map<number, Searchable>;
  readonly texts: Map<number, MessageText>;
}

/**
 * What searches have learnt of messages, for all sessions of the process: what a UID names never changes, so nothing here can be
 * out of date. The mailbox least recently searched goes first when there is too much.
 */
export class SearchCache {
  readonly #limits: ImapLimits;
  readonly #mailboxes = new Map<string, Known>();
  #messages = 0;
  #characters = 0;

  constructor(limits: ImapLimits) {
    this.#limits = limits;
  }

  /** By UID; those that are gone are missing. */
  async searchables(mailbox: ImapMailbox, uids: readonly Uid[]): Promise<ReadonlyMap<number, Searchable>> {
    const before = this.#of(mailbox).searchables;
    const missing = uids.filter((uid) => !before.has(uid));
    if (missing.length === 0) return before;
    const learnt = await mailbox.searchFacts(missing);
    const { searchables } = this.#of(mailbox);
    for (const facts of learnt) {
      if (searchables.has(facts.uid)) continue;
      searchables.set(facts.uid, searchable(facts));
      this.#messages += 1;
    }
    // While it waited another search may have pushed this mailbox out: what was known before is still at hand.
    const all = searchables === before ? before : new Map([...before, ...searchables]);
    this.#makeRoom();
    return all;
  }

  text(mailbox: ImapMailbox, uid: Uid): MessageText | undefined {
    return this.#of(mailbox).texts.get(uid);
  }

  keepText(mailbox: ImapMailbox, uid: Uid, text: MessageText): void {
    const { texts } = this.#of(mailbox);
    if (texts.has(uid)) return;
    texts.set(uid, text);
    this.#characters += text.header.length + text.body.length;
    this.#makeRoom();
  }

  #of({ mailboxId }: ImapMailbox): Known {
    const known = this.#mailboxes.get(mailboxId) ?? { searchables: new Map(), texts: new Map() };
    this.#mailboxes.delete(mailboxId);
    this.#mailboxes.set(mailboxId, known);
    return known;
  }

  /** The mailbox in use is the last to go, and goes too when it alone is more than may be kept: who searches it now has it in hand. */
  #makeRoom(): void {
    const { searchCachedMessagesMax, searchCachedCharactersMax, searchCachedMailboxesMax } = this.#limits;
    for (const [id, known] of this.#mailboxes) {
      const isOver = this.#messages > searchCachedMessagesMax || this.#characters > searchCachedCharactersMax;
      if (!isOver && this.#mailboxes.size <= searchCachedMailboxesMax) return;
      this.#mailboxes.delete(id);
      this.#messages -= known.searchables.size;
      for (const { header, body } of known.texts.values()) this.#characters -= header.length + body.length;
    }
  }
}
