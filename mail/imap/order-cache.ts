import type { ImapMailbox, SearchColumns } from './backend.ts';
import type { ImapLimits } from './limits.ts';
import { type OrderName, orders } from './order-columns.ts';
import { RankedColumn } from './ranked-column.ts';
import { readColumn } from './read-column.ts';
import { keyOf } from './search-cache.ts';
import { ThreadLinks } from './thread-links.ts';
import { areSame, uidsNotAmong } from './uid-rows.ts';

export type ThreadAlgorithm = 'ORDEREDSUBJECT' | 'REFERENCES';

/** Messages of a mailbox whose orders are asked for. */
export interface AskedMessages {
  readonly mailbox: ImapMailbox;
  /** Ascending. */
  readonly uids: Uint32Array;
  /** How many messages the mailbox has altogether. */
  readonly mailboxLength: number;
  readonly giveWay: () => Promise<void>;
}

/** Threads of a whole mailbox, as long as it has just these messages. */
interface KeptThreads {
  readonly uids: Uint32Array;
  readonly threads: Int32Array;
}

/** Values by UID, in any order. */
interface Found<Value> {
  readonly uids: readonly number[];
  readonly values: readonly Value[];
}
const nothingFound: Found<never> = { uids: [], values: [] };

interface Known {
  readonly columns: Map<OrderName, RankedColumn>;
  links: ThreadLinks | null;
  readonly threads: Map<ThreadAlgorithm, KeptThreads>;
  octets: number;
}

/** What has gone is forgotten with everything else once it is more than what is there. */
const goneRowsSpare = 1_000;

/**
 * Orders of messages and how they refer to each other, for all sessions of the process. What a UID names never changes, so that changes of flags
 * and expunges concern none of it, and new mail is added; threads are those of certain UIDs. The mailbox least recently sorted goes first.
 */
export class OrderCache {
  readonly #limits: ImapLimits;
  readonly #mailboxes = new Map<string, Known>();
  #octets = 0;

  constructor(limits: ImapLimits) {
    this.#limits = limits;
  }

  /** A column that has all of the messages that are still there; `given` are values that came along with others. */
  async ranked(asked: AskedMessages, name: OrderName, given: Found<string | number> = nothingFound): Promise<RankedColumn> {
    const { column, value } = orders[name];
    const kept = this.#of(asked.mailbox).columns.get(name);
    const base = kept !== undefined && !isMostlyGone(kept.uids, asked) ? kept : RankedColumn.empty;
    const news = notAmong(base.uids, given);
    const withGiven = await base.with(news.uids, news.values, asked.giveWay);
    const found = await this.#read(asked, withGiven.uids, column, value);
    const ranked = await withGiven.with(found.uids, found.values, asked.giveWay);
    if (ranked !== base)
      this.#keep(asked.mailbox, (known) => {
        // Others may have learnt more meanwhile.
        if (known.columns.get(name) === kept) known.columns.set(name, ranked);
      });
    return ranked;
  }

  /** All that threads are made of. */
  async links(asked: AskedMessages): Promise<{ links: ThreadLinks; dates: RankedColumn; subjects: RankedColumn }> {
    const kept = this.#of(asked.mailbox).links;
    const base = kept !== null && !isMostlyGone(kept.uids, asked) ? kept : ThreadLinks.empty();
    const { uids, values } = await this.#read(asked, base.uids, 'links', linksWithOrders);
    const links = await base.with(uids, values, asked.giveWay);
    if (links !== base)
      this.#keep(asked.mailbox, (known) => {
        if (known.links === kept) known.links = links;
      });
    const dates = await this.ranked(asked, 'DATE', { uids, values: values.map((value) => value[3]) });
    const subjects = await this.ranked(asked, 'SUBJECT', {
      uids,
      values: values.map((value) => value[4]),
    });
    return { links, dates, subjects };
  }

  threads(mailbox: ImapMailbox, algorithm: ThreadAlgorithm, uids: Uint32Array): Int32Array | null {
    const kept = this.#of(mailbox).threads.get(algorithm);
    return kept !== undefined && areSame(kept.uids, uids) ? kept.threads : null;
  }

  keepThreads(mailbox: ImapMailbox, algorithm: ThreadAlgorithm, kept: KeptThreads): void {
    this.#keep(mailbox, (known) => known.threads.set(algorithm, kept));
  }

  async #read<Name extends keyof SearchColumns, Value>(
    { mailbox, uids, giveWay }: AskedMessages,
    known: Uint32Array,
    name: Name,
    valueFrom: (raw: SearchColumns[Name]) => Value,
  ): Promise<Found<Value>> {
    const missing = uidsNotAmong(known, uids);
    if (missing.length === 0) return nothingFound;
    const found: { uids: number[]; values: Value[] } = { uids: [], values: [] };
    const take = (some: readonly number[], raw: readonly SearchColumns[Name][]) => {
      found.uids.push(...some);
      for (const one of raw) found.values.push(valueFrom(one));
    };
    await readColumn(mailbox, { name, uids: missing, slice: this.#limits.columnSlice }, take, giveWay);
    return found;
  }

  /** Nothing yet of a mailbox that nothing is kept of. */
  #of(mailbox: ImapMailbox): Known {
    const key = keyOf(mailbox);
    const known = this.#mailboxes.get(key);
    if (known === undefined) return { columns: new Map(), links: null, threads: new Map(), octets: 0 };
    this.#mailboxes.delete(key);
    this.#mailboxes.set(key, known);
    return known;
  }

  #keep(mailbox: ImapMailbox, change: (known: Known) => void): void {
    const known = this.#of(mailbox);
    this.#mailboxes.set(keyOf(mailbox), known);
    change(known);
    this.#octets -= known.octets;
    known.octets = octetsOf(known);
    this.#octets += known.octets;
    const { orderCachedOctetsMax, searchCachedMailboxesMax } = this.#limits;
    for (const [key, oldest] of this.#mailboxes) {
      if (this.#octets <= orderCachedOctetsMax && this.#mailboxes.size <= searchCachedMailboxesMax) return;
      this.#mailboxes.delete(key);
      this.#octets -= oldest.octets;
    }
  }
}

/** As the store answers, with the base subject as it is compared. */
function linksWithOrders([messageId, ancestors, isReply, date, subject]: SearchColumns['links']) {
  return [messageId, ancestors, isReply, date, orders.SUBJECT.value(subject)] as const;
}

function isMostlyGone(known: Uint32Array, { mailboxLength }: AskedMessages): boolean {
  return known.length > 2 * mailboxLength + goneRowsSpare;
}

function notAmong<Value>(known: Uint32Array, { uids, values }: Found<Value>): Found<Value> {
  if (known.length === 0 || uids.length === 0) return { uids, values };
  const isKnown = new Set(known);
  return { uids: uids.filter((uid) => !isKnown.has(uid)), values: values.filter((_, at) => !isKnown.has(uids[at]!)) };
}

function octetsOf({ columns, links, threads }: Known): number {
  let octets = links?.octets ?? 0;
  for (const column of columns.values()) octets += column.octets;
  for (const { uids, threads: tokens } of threads.values()) octets += 4 * (uids.length + tokens.length);
  return octets;
}
