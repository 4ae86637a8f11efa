import type { Uid } from '#kernel/ids.ts';
import type { ImapMailbox, SearchColumns } from './backend.ts';
import type { ImapLimits } from './limits.ts';
import { readColumn } from './read-column.ts';
import { type ColumnName, type ColumnValue, columnValues } from './search-columns.ts';

/** The text of one message, folded: its whole header, and what is readable in its parts. */
export interface MessageText {
  readonly header: string;
  readonly body: string;
}

type Column = Map<number, ColumnValue>;

interface Known {
  readonly columns: Map<ColumnName, Column>;
  readonly texts: Map<number, MessageText>;
}

/**
 * What searches have learnt of messages, for all sessions of the process: what a UID names never changes, so nothing here can be
 * out of date. The mailbox least recently searched goes first when there is too much.
 */
export class SearchCache {
  readonly #limits: ImapLimits;
  readonly #mailboxes = new Map<string, Known>();
  #values = 0;
  #characters = 0;

  constructor(limits: ImapLimits) {
    this.#limits = limits;
  }

  /** One thing about messages, by UID; those that are gone are missing. */
  async column(
    mailbox: ImapMailbox,
    name: ColumnName,
    uids: readonly Uid[],
    giveWay: () => Promise<void>,
  ): Promise<ReadonlyMap<number, ColumnValue>> {
    const known = this.#of(mailbox);
    const kept = known.columns.get(name) ?? new Map();
    const missing = uids.filter((uid) => !kept.has(uid));
    if (missing.length === 0) return kept;
    const learnt: Column = new Map();
    const take = (found: readonly Uid[], raw: readonly SearchColumns[ColumnName][]) => {
      const values = columnValues(name, raw);
      for (const [at, uid] of found.entries()) learnt.set(uid, values[at]!);
    };
    await readColumn(mailbox, { name, uids: missing, slice: this.#limits.columnSlice }, take, giveWay);
    return this.#keepColumn(mailbox, name, learnt) ?? new Map([...uids.flatMap((uid) => entryOf(kept, uid)), ...learnt]);
  }

  /** The whole column as kept; null if there is no room, or what was known was pushed out while this was read. */
  #keepColumn(mailbox: ImapMailbox, name: ColumnName, learnt: Column): Column | null {
    const isThere = this.#mailboxes.has(keyOf(mailbox));
    const known = this.#of(mailbox);
    const kept = known.columns.get(name);
    let news = learnt.size;
    if (kept !== undefined) for (const uid of learnt.keys()) if (kept.has(uid)) news -= 1;
    this.#values += news;
    this.#makeRoom(known);
    if (this.#isOver()) {
      this.#values -= news;
      return null;
    }
    if (kept !== undefined) for (const [uid, value] of learnt) kept.set(uid, value);
    const column = kept ?? learnt;
    known.columns.set(name, column);
    return isThere ? column : null;
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

  #of(mailbox: ImapMailbox): Known {
    const key = keyOf(mailbox);
    const known = this.#mailboxes.get(key) ?? { columns: new Map(), texts: new Map() };
    this.#mailboxes.delete(key);
    this.#mailboxes.set(key, known);
    return known;
  }

  /** Other mailboxes make room for the one in use; what is still too much is not kept. */
  #makeRoom(kept: Known): void {
    const { searchCachedMailboxesMax } = this.#limits;
    for (const [key, known] of this.#mailboxes) {
      if (!this.#isOver() && this.#mailboxes.size <= searchCachedMailboxesMax) return;
      if (known === kept) continue;
      this.#mailboxes.delete(key);
      for (const column of known.columns.values()) this.#values -= column.size;
      for (const { header, body } of known.texts.values()) this.#characters -= header.length + body.length;
    }
  }

  #isOver(): boolean {
    const { searchCachedValuesMax, searchCachedCharactersMax } = this.#limits;
    return this.#values > searchCachedValuesMax || this.#characters > searchCachedCharactersMax;
  }
}

/** With another UIDVALIDITY UIDs name other messages. */
export function keyOf({ mailboxId, uidValidity }: ImapMailbox): string {
  return `${mailboxId} ${uidValidity}`;
}

function entryOf(column: Column, uid: Uid): [Uid, ColumnValue][] {
  const value = column.get(uid);
  return value === undefined ? [] : [[uid, value]];
}
