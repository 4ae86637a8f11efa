import type { Uid } from '#kernel/ids.ts';
import type { ImapMailbox } from './backend.ts';
import type { ImapLimits } from './limits.ts';
import { type ColumnName, type ColumnValue, columnOf, columnValue } from './search-columns.ts';
import { type Searchable, searchable } from './searchable.ts';

/** The text of one message, folded: its whole header, and what is readable in its parts. */
export interface MessageText {
  readonly header: string;
  readonly body: string;
}

type Column = Map<number, ColumnValue>;

interface Known {
  readonly columns: Map<ColumnName, Column>;
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
  #values = 0;
  #characters = 0;

  constructor(limits: ImapLimits) {
    this.#limits = limits;
  }

  /** One thing about messages, by UID; those that are gone are missing. */
  async column(mailbox: ImapMailbox, name: ColumnName, uids: readonly Uid[]): Promise<ReadonlyMap<number, ColumnValue>> {
    const known = this.#of(mailbox);
    const kept = known.columns.get(name) ?? new Map();
    const missing = uids.filter((uid) => !kept.has(uid));
    if (missing.length === 0) return kept;
    const learnt: Column = new Map();
    const unread: Uid[] = [];
    for (const uid of missing) {
      const message = known.searchables.get(uid);
      if (message === undefined) unread.push(uid);
      else learnt.set(uid, columnOf(message, name));
    }
    const rows = unread.length === 0 ? [] : await mailbox.searchColumn(name, unread);
    for (const { uid, value } of rows) learnt.set(uid, columnValue(name, value));
    return this.#keepColumn(mailbox, name, learnt) ?? new Map([...uids.flatMap((uid) => entryOf(kept, uid)), ...learnt]);
  }

  /** The whole column as kept; null if there is no room, or what was known was pushed out while this was read. */
  #keepColumn(mailbox: ImapMailbox, name: ColumnName, learnt: Column): Column | null {
    const isThere = this.#mailboxes.has(mailbox.mailboxId);
    const known = this.#of(mailbox);
    const column: Column = known.columns.get(name) ?? new Map();
    const news = [...learnt].filter(([uid]) => !column.has(uid));
    this.#values += news.length;
    this.#makeRoom(known);
    if (this.#isOver()) {
      this.#values -= news.length;
      return null;
    }
    for (const [uid, value] of news) column.set(uid, value);
    known.columns.set(name, column);
    return isThere ? column : null;
  }

  /** By UID; those that are gone are missing. */
  async searchables(mailbox: ImapMailbox, uids: readonly Uid[]): Promise<ReadonlyMap<number, Searchable>> {
    const known = this.#of(mailbox);
    const missing = uids.filter((uid) => !known.searchables.has(uid));
    if (missing.length === 0) return known.searchables;
    const learnt = (await mailbox.searchFacts(missing)).map(searchable);
    if (this.#keep(mailbox, learnt)) return this.#of(mailbox).searchables;
    return new Map([...uids.flatMap((uid) => known.searchables.get(uid) ?? []), ...learnt].map((one) => [one.uid, one]));
  }

  /** Whether all that is known of the mailbox is kept: not if there is no room, or it was pushed out while its facts were read. */
  #keep(mailbox: ImapMailbox, learnt: readonly Searchable[]): boolean {
    const isThere = this.#mailboxes.has(mailbox.mailboxId);
    const known = this.#of(mailbox);
    const news = learnt.filter(({ uid }) => !known.searchables.has(uid));
    this.#messages += news.length;
    this.#makeRoom(known);
    if (this.#isOver()) {
      this.#messages -= news.length;
      return false;
    }
    for (const one of news) known.searchables.set(one.uid, one);
    return isThere;
  }

  text(mailbox: ImapMailbox, uid: Uid): MessageText | undefined {
    return this.#of(mailbox).texts.get(uid);
  }

  keepText(mailbox: ImapMailbox, uid: Uid, text: MessageText): void {
    const known = this.#of(mailbox);
    if (known.texts.has(uid)) return;
    const characters = text.header.length + text.body.length;
    this.#characters += characters;
    this.#makeRoom(known);
    if (this.#isOver()) this.#characters -= characters;
    else known.texts.set(uid, text);
  }

  #of({ mailboxId }: ImapMailbox): Known {
    const known = this.#mailboxes.get(mailboxId) ?? { columns: new Map(), searchables: new Map(), texts: new Map() };
    this.#mailboxes.delete(mailboxId);
    this.#mailboxes.set(mailboxId, known);
    return known;
  }

  /** Other mailboxes make room for the one in use; what is still too much is not kept. */
  #makeRoom(kept: Known): void {
    const { searchCachedMailboxesMax } = this.#limits;
    for (const [id, known] of this.#mailboxes) {
      if (!this.#isOver() && this.#mailboxes.size <= searchCachedMailboxesMax) return;
      if (known === kept) continue;
      this.#mailboxes.delete(id);
      this.#messages -= known.searchables.size;
      for (const column of known.columns.values()) this.#values -= column.size;
      for (const { header, body } of known.texts.values()) this.#characters -= header.length + body.length;
    }
  }

  #isOver(): boolean {
    const { searchCachedMessagesMax, searchCachedValuesMax, searchCachedCharactersMax } = this.#limits;
    return this.#messages > searchCachedMessagesMax || this.#values > searchCachedValuesMax || this.#characters > searchCachedCharactersMax;
  }
}

function entryOf(column: Column, uid: Uid): [Uid, ColumnValue][] {
  const value = column.get(uid);
  return value === undefined ? [] : [[uid, value]];
}
