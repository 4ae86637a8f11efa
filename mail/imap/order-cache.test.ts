import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Uid } from '#kernel/ids.ts';
import { flagBits, type ImapMailbox } from './backend.ts';
import { imapLimits } from './limits.ts';
import { MailboxTables } from './mailbox-tables.ts';
import { OrderCache, type ThreadAlgorithm } from './order-cache.ts';
import type { OrderName } from './order-columns.ts';
import { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';
import { sortedRows } from './sort-order.ts';
import { MemoryBackend } from './testing/memory-backend.ts';
import { formatThreads, threadedRows } from './threaded-rows.ts';
import { Turns } from './turns.ts';

interface Mail {
  readonly subject: string;
  readonly day: number;
  readonly id?: string;
  readonly references?: readonly string[];
}

/** A mailbox in memory; what is asked of it is written down. */
class House {
  readonly backend = new MemoryBackend();
  readonly cache: OrderCache;
  asked: string[] = [];
  uidValidity = 1;

  constructor(limits = imapLimits) {
    this.cache = new OrderCache(limits);
  }

  add({ subject, day, id, references = [] }: Mail): Uid {
    const fields = [
      `Subject: ${subject}`,
      `Date: ${day} Oct 2026 09:00:00 +0700`,
      ...(id === undefined ? [] : [`Message-ID: <${id}@x>`]),
      ...(references.length === 0 ? [] : [`References: ${references.map((one) => `<${one}@x>`).join(' ')}`]),
    ];
    return this.backend.inbox.add(Buffer.from(`${fields.join('\r\n')}\r\n\r\nx\r\n`));
  }

  async reader(): Promise<Reader> {
    const account = await this.backend.signIn({ username: 'an@example.vn', password: 'secret' });
    if (!account.ok) throw new Error('not signed in');
    const opened = await account.value.open('INBOX', 'read-write');
    if (!opened.ok) throw new Error('not opened');
    const mailbox: ImapMailbox = {
      ...opened.value,
      uidValidity: this.uidValidity,
      searchColumn: (name, uids) => {
        this.asked.push(`${name} ${uids.join(' ')}`);
        return opened.value.searchColumn(name, uids);
      },
    };
    return new Reader(await SelectedMailbox.load(mailbox, new MailboxTables(imapLimits), () => undefined), this.cache);
  }
}

class Reader {
  readonly selected: SelectedMailbox;
  readonly #cache: OrderCache;

  constructor(selected: SelectedMailbox, cache: OrderCache) {
    this.selected = selected;
    this.#cache = cache;
  }

  get rows(): number[] {
    return Array.from({ length: this.selected.table.length }, (_, row) => row);
  }

  /** As between commands. */
  async hearNews(): Promise<void> {
    const { selected } = this;
    await selected.takeNews(new Turns(1));
    selected.table.removeRows([...selected.vanished].map((uid) => selected.table.rowOf(uid)).sort((one, other) => one - other));
    selected.vanished.clear();
  }

  /** UIDs in order. */
  async sort(order: OrderName, { reverse = false, rows = this.rows, cache = this.#cache } = {}): Promise<number[]> {
    const sorted = await sortedRows(sessionWith(cache), this.selected, rows, [{ order, reverse }]);
    return sorted.map((row) => this.selected.table.uid(row));
  }

  /** By UID. */
  async thread({ algorithm = 'REFERENCES' as ThreadAlgorithm, rows = this.rows, cache = this.#cache } = {}): Promise<string> {
    const threads = await threadedRows(sessionWith(cache), this.selected, rows, algorithm);
    return formatThreads(threads, 0, threads.length, (row) => this.selected.table.uid(row));
  }
}

const sessionWith = (orderCache: OrderCache) => ({ deps: { orderCache }, out: { ready: async () => undefined } }) as unknown as ImapSession;

let house: House;
let reader: Reader;
beforeEach(async () => {
  house = new House();
  house.add({ subject: 'ba', day: 3, id: 'c' });
  house.add({ subject: 'một', day: 1, id: 'a' });
  house.add({ subject: 'Re: một', day: 2, id: 'b', references: ['a'] });
  reader = await house.reader();
});

describe('what is kept for SORT and THREAD', () => {
  it('is not another mailbox’s: a new UIDVALIDITY names other messages', async () => {
    expect(await reader.sort('SUBJECT')).toEqual([1, 2, 3]);
    house.backend.inbox.messages = [];
    house.backend.inbox.uidNext = 1;
    house.uidValidity = 2;
    for (const subject of ['c', 'b', 'a']) house.add({ subject, day: 1 });
    const later = await house.reader();
    expect(await later.sort('SUBJECT')).toEqual([3, 2, 1]);
    expect(await later.thread()).toBe('(1)(2)(3)');
    expect(await reader.sort('SUBJECT')).toEqual([1, 2, 3]);
  });

  it('is not asked for again, by whatever session, when flags change', async () => {
    await reader.thread();
    house.asked = [];
    const seen = { bits: flagBits['\\Seen'], keywords: [] };
    await reader.selected.mailbox.store([1, 2] as Uid[], { operation: 'set', flags: seen }, null);
    await reader.hearNews();
    const other = await house.reader();
    for (const one of [reader, other]) {
      expect(await one.thread()).toBe('(2 3)(1)');
      expect(await one.thread({ algorithm: 'ORDEREDSUBJECT' })).toBe('(2 3)(1)');
      expect(await one.sort('DATE', { reverse: true })).toEqual([1, 3, 2]);
    }
    expect(house.asked).toEqual([]);
  });

  it('learns of new mail that alone', async () => {
    await reader.thread();
    await reader.sort('SIZE');
    house.asked = [];
    house.add({ subject: 'a', day: 1, id: 'd', references: ['c'] });
    await reader.hearNews();
    expect(await reader.thread()).toBe('(2 3)(1 4)');
    expect(await reader.sort('SUBJECT')).toEqual([4, 1, 2, 3]);
    expect(await reader.sort('SIZE')).toHaveLength(4);
    expect(house.asked).toEqual(['links 4', 'size 4']);
  });

  it('goes on without what is expunged', async () => {
    await reader.thread();
    house.asked = [];
    house.backend.inbox.expunge(new Set([2 as Uid]));
    await reader.hearNews();
    expect(await reader.thread()).toBe('(3)(1)');
    expect(await reader.sort('DATE')).toEqual([3, 1]);
    expect(house.asked).toEqual([]);
  });

  it('serves sessions that know different messages, each with its own', async () => {
    const late = await house.reader();
    expect(await late.thread()).toBe('(2 3)(1)');
    house.backend.inbox.expunge(new Set([3 as Uid]));
    house.add({ subject: 'hai', day: 4, id: 'd' });
    await reader.hearNews();
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await reader.thread()).toBe('(2)(1)(4)');
      expect(await late.thread()).toBe('(2 3)(1)');
      expect(await late.sort('SUBJECT', { reverse: true })).toEqual([2, 3, 1]);
    }
    await late.hearNews();
    expect(await late.thread()).toBe('(2)(1)(4)');
  });

  it('leaves out what is gone before anybody asked, and keeps no threads of the rest for the whole', async () => {
    house.backend.inbox.expunge(new Set([2 as Uid]));
    expect(await reader.thread()).toBe('(3)(1)');
    expect(await reader.sort('ARRIVAL')).toEqual([1, 3]);
  });

  it('threads of some messages are of those only, whatever is kept of all', async () => {
    expect(await reader.thread({ rows: [0, 2] })).toBe('(3)(1)');
    expect(await reader.thread()).toBe('(2 3)(1)');
    expect(await reader.thread({ rows: [0, 2] })).toBe('(3)(1)');
  });

  it('forgets what is mostly of messages that are gone', async () => {
    for (let count = 0; count < 1_020; count += 1) house.add({ subject: `${count}`, day: 1 });
    await reader.hearNews();
    await reader.thread();
    house.backend.inbox.expunge(new Set(house.backend.inbox.messages.slice(2).map(({ uid }) => uid)));
    await reader.hearNews();
    house.asked = [];
    expect(await reader.thread()).toBe('(2)(1)');
    expect(house.asked).toEqual(['links 1 2']);
  });

  it('is nothing where there is no room, and makes no difference', async () => {
    const poor = new House({ ...imapLimits, orderCachedOctetsMax: 0 } as unknown as typeof imapLimits);
    poor.add({ subject: 'a', day: 2 });
    poor.add({ subject: 'b', day: 1 });
    const one = await poor.reader();
    for (let turn = 0; turn < 2; turn += 1) expect(await one.thread()).toBe('(2)(1)');
    expect(poor.asked.filter((line) => line === 'links 1 2')).toHaveLength(2);
  });
});

describe('a sequence of arrivals, expunges and questions', () => {
  const small = fc.integer({ min: 0, max: 6 });
  const arrival = fc.record({
    subject: small,
    day: fc.integer({ min: 1, max: 5 }),
    id: fc.option(small),
    references: fc.array(small, { maxLength: 3 }),
  });
  const step = fc.oneof(
    arrival.map((mail) => ({ kind: 'add' as const, mail })),
    fc.record({ kind: fc.constant('expunge' as const), at: fc.nat(9) }),
    fc.record({ kind: fc.constant('ask' as const), every: fc.integer({ min: 1, max: 3 }) }),
  );

  it('is answered as if nothing were kept', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const own = new House();
        const one = await own.reader();
        for (const each of steps) {
          if (each.kind === 'add') {
            const { subject, day, id, references } = each.mail;
            own.add({
              subject: `${subject > 3 ? 'Re: ' : ''}${subject % 3}`,
              day,
              ...(id === null ? {} : { id: `${id}` }),
              references: references.map(String),
            });
          } else if (each.kind === 'expunge') {
            const gone = own.backend.inbox.messages[each.at];
            if (gone !== undefined) own.backend.inbox.expunge(new Set([gone.uid]));
          } else {
            await one.hearNews();
            const rows = one.rows.filter((row) => row % each.every === 0);
            const fresh = new OrderCache(imapLimits);
            expect(await one.thread({ rows })).toBe(await one.thread({ rows, cache: fresh }));
            expect(await one.sort('SUBJECT', { rows })).toEqual(await one.sort('SUBJECT', { rows, cache: fresh }));
            expect(await one.sort('DATE', { rows, reverse: true })).toEqual(await one.sort('DATE', { rows, reverse: true, cache: fresh }));
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
