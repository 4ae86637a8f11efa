import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Uid } from '#kernel/ids.ts';
import { announceChanges, announceVanished } from './announce.ts';
import { flagBits, type ImapMailbox } from './backend.ts';
import { MailboxTables } from './mailbox-tables.ts';
import { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';
import { MemoryBackend } from './testing/memory-backend.ts';
import { message } from './testing/raw-client.ts';
import { Turns } from './turns.ts';

const limits = { closedTableRowsMax: 10_000, flagSetsSpareMax: 4 };

/** A mailbox in memory whose answers are counted, and come as late as one likes. */
class House {
  readonly backend = new MemoryBackend();
  readonly asked: string[] = [];
  tables = new MailboxTables(limits);
  uidValidity: number | null = null;
  fault: Error | null = null;
  turnsUntilAnswer = 0;

  get inbox() {
    return this.backend.inbox;
  }

  add(count: number): void {
    for (let index = 0; index < count; index += 1) this.inbox.add(message('x'));
  }

  async client(): Promise<Client> {
    const signedIn = await this.backend.signIn({ username: 'an@example.vn', password: 'secret' });
    if (!signedIn.ok) throw new Error('not signed in');
    const opened = await signedIn.value.open('INBOX', 'read-write');
    if (!opened.ok) throw new Error('not opened');
    return Client.over(await SelectedMailbox.load(this.#counted(opened.value), this.tables, () => undefined));
  }

  #counted(mailbox: ImapMailbox): ImapMailbox {
    const late = async <Answer>(what: string, answer: Promise<Answer>): Promise<Answer> => {
      this.asked.push(what);
      const { fault } = this;
      // Read now, told later: meanwhile the mailbox goes on.
      const answered = await answer;
      for (let turn = 0; turn < this.turnsUntilAnswer; turn += 1) await nextTurn();
      if (fault !== null) throw fault;
      return answered;
    };
    return {
      ...mailbox,
      uidValidity: this.uidValidity ?? mailbox.uidValidity,
      load: () => late('load', mailbox.load()),
      changesSince: (seen) => late('changes', mailbox.changesSince(seen)),
    };
  }
}

/** A client that believes only what it is told. It asks for the flags of new messages at once. */
class Client {
  readonly selected: SelectedMailbox;
  readonly lines: string[] = [];
  known: { uid: number; flags: string }[] = [];
  readonly #session: ImapSession;

  private constructor(selected: SelectedMailbox) {
    this.selected = selected;
    const out = {
      text: (text: string) => this.#hear(text),
      octets: (octets: Buffer) => this.#hear(octets.toString('latin1')),
      ready: async () => undefined,
    };
    const deps = { turns: new Turns(2) };
    this.#session = { deps, selected, out, rev2: true, qresync: false, uidOnly: false, condstore: false } as unknown as ImapSession;
    this.#learnRows();
  }

  static over(selected: SelectedMailbox): Client {
    return new Client(selected);
  }

  async hearNews(mayExpunge = true): Promise<string[]> {
    const before = this.lines.length;
    await announceChanges(this.#session, { mayExpunge });
    return this.lines.slice(before);
  }

  get uids(): number[] {
    return this.known.map(({ uid }) => uid);
  }

  /** As STORE does: the answer tells the client. */
  async flag(uids: readonly number[], bits: number): Promise<void> {
    const result = await this.selected.mailbox.store(uids as Uid[], { operation: 'set', flags: { bits, keywords: [] } }, null);
    if (!result.ok) return;
    for (const state of result.value.states)
      if (this.selected.applyState(state)) {
        const row = this.selected.table.rowOf(state.uid);
        this.known[row]!.flags = this.selected.table.flagsText(row);
      }
    this.selected.stale = true;
  }

  /** As MOVE does. */
  async remove(uids: readonly number[]): Promise<void> {
    const moved = await this.selected.mailbox.move(uids as Uid[], 'Trash');
    if (!moved.ok) return;
    for (const uid of moved.value.sourceUids) if (this.selected.table.rowOf(uid) >= 0) this.selected.vanished.add(uid);
    await announceVanished(this.#session, this.selected);
    this.selected.stale = true;
  }

  #hear(text: string): void {
    for (const line of text.split('\r\n').filter((line) => line !== '')) {
      this.lines.push(line);
      const [, number, what] = /^\* (\d+) (\w+)/.exec(line) ?? [];
      if (what === 'EXISTS') this.#learnRows();
      if (what === 'EXPUNGE') this.known.splice(Number(number) - 1, 1);
      const told = /^\* (\d+) FETCH \(UID (\d+) FLAGS (\(.*\))\)$/.exec(line);
      if (told === null) continue;
      expect(this.known[Number(told[1]) - 1]!.uid).toBe(Number(told[2]));
      this.known[Number(told[1]) - 1]!.flags = told[3]!;
    }
  }

  #learnRows(): void {
    const { table } = this.selected;
    for (let row = this.known.length; row < table.length; row += 1) this.known.push({ uid: table.uid(row), flags: table.flagsText(row) });
  }

  /** Nothing is in the table that the client was not told, and the other way round. */
  expectNoSecrets(): void {
    const { table } = this.selected;
    const rows = Array.from({ length: table.length }, (_, row) => ({ uid: table.uid(row), flags: table.flagsText(row) }));
    expect(this.known).toEqual(rows);
  }
}

let house: House;
beforeEach(() => {
  house = new House();
  house.add(4);
});

describe('a mailbox that cannot be read', () => {
  it('fails for all who wait, and is asked again by the next', async () => {
    const clients = [await house.client(), await house.client()];
    house.add(1);
    house.fault = new Error('the store is away');
    const outcomes = await Promise.allSettled(clients.map((client) => client.hearNews()));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    house.fault = null;
    for (const client of clients) expect(await client.hearNews()).toEqual(['* 5 EXISTS']);
  });

  it('leaves nothing behind when it fails at SELECT', async () => {
    house.fault = new Error('the store is away');
    await expect(house.client()).rejects.toThrow('away');
    house.fault = null;
    expect((await house.client()).uids).toEqual([1, 2, 3, 4]);
    expect(house.inbox.listeners.size).toBe(1);
  });
});

describe('sessions that have the same mailbox open', () => {
  it('look once for all, whenever each of them comes to it', async () => {
    const clients = [await house.client(), await house.client(), await house.client()];
    house.asked.length = 0;
    house.add(1);
    expect(await Promise.all([clients[0]!.hearNews(), clients[1]!.hearNews()])).toEqual([['* 5 EXISTS'], ['* 5 EXISTS']]);
    expect(await clients[2]!.hearNews()).toEqual(['* 5 EXISTS']);
    expect(house.asked).toEqual(['changes']);
  });

  it('look again for what was heard of while a look was under way', async () => {
    const [one, other] = [await house.client(), await house.client()];
    house.turnsUntilAnswer = 2;
    house.add(1);
    const early = one.hearNews();
    await nextTurn();
    house.add(1);
    expect(await other.hearNews()).toEqual(['* 6 EXISTS']);
    expect(await early).toEqual(['* 5 EXISTS']);
    expect(await one.hearNews()).toEqual(['* 6 EXISTS']);
  });

  it('share columns while they know the same', async () => {
    const [one, other] = [await house.client(), await house.client()];
    await one.flag([2], flagBits['\\Flagged']);
    expect([one.selected.table.isOwn, other.selected.table.isOwn]).toEqual([true, false]);
    expect(await one.hearNews()).toEqual([]);
    expect(await other.hearNews()).toEqual(['* 2 FETCH (UID 2 FLAGS (\\Flagged))']);
    expect([one.selected.table.isOwn, other.selected.table.isOwn]).toEqual([false, false]);
    expect(one.selected.table.flags).toBe(other.selected.table.flags);
  });

  it('lag behind one another each by its own', async () => {
    const [quick, slow] = [await house.client(), await house.client()];
    house.add(1);
    await quick.hearNews();
    house.inbox.expunge(new Set([1 as Uid]));
    await quick.hearNews();
    await quick.flag([3], flagBits['\\Seen']);
    house.add(1);
    await quick.hearNews();
    expect(quick.uids).toEqual([2, 3, 4, 5, 6]);
    expect(slow.uids).toEqual([1, 2, 3, 4]);
    expect(await slow.hearNews()).toEqual(['* 6 EXISTS', '* 1 EXPUNGE', '* 2 FETCH (UID 3 FLAGS (\\Seen))']);
    expect(slow.known).toEqual(quick.known);
  });

  it('hold back an expunge while others move on, and come together again', async () => {
    const [free, held] = [await house.client(), await house.client()];
    house.inbox.expunge(new Set([2 as Uid]));
    expect(await free.hearNews()).toEqual(['* 2 EXPUNGE']);
    expect(await held.hearNews(false)).toEqual([]);
    house.add(1);
    await free.flag([4], flagBits['\\Seen']);
    expect(await free.hearNews()).toEqual(['* 4 EXISTS']);
    expect(await held.hearNews(false)).toEqual(['* 5 EXISTS', '* 4 FETCH (UID 4 FLAGS (\\Seen))']);
    expect(held.uids).toEqual([1, 2, 3, 4, 5]);
    house.inbox.expunge(new Set([4 as Uid]));
    expect(await held.hearNews(true)).toEqual(['* 4 EXPUNGE', '* 2 EXPUNGE']);
    held.expectNoSecrets();
    expect(held.selected.table.isOwn).toBe(false);
  });

  it('never see again what they took out themselves', async () => {
    const [one, other] = [await house.client(), await house.client()];
    house.inbox.expunge(new Set([1 as Uid]));
    await one.hearNews(false);
    // The look that others made before does not know of it.
    await one.remove([3]);
    expect(one.uids).toEqual([2, 4]);
    await one.hearNews();
    expect(one.uids).toEqual([2, 4]);
    expect(await other.hearNews()).toEqual(['* 3 EXPUNGE', '* 1 EXPUNGE']);
    expect([one.selected.table.isOwn, other.selected.table.isOwn]).toEqual([false, false]);
  });

  it('forget combinations of flags that no longer occur', async () => {
    const [one, other] = [await house.client(), await house.client()];
    for (let count = 0; count < 30; count += 1) {
      const flags = { bits: 0, keywords: [`k${count}`] };
      await one.selected.mailbox.store([1 as Uid], { operation: 'set', flags }, null);
      await one.hearNews();
    }
    expect(one.selected.table.flags.size).toBeLessThan(12);
    expect(await other.hearNews()).toEqual([
      `* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft ${one.selected.table.flags.keywords.join(' ')})`,
      '* 1 FETCH (UID 1 FLAGS (k29))',
    ]);
  });
});

describe('a mailbox opened again', () => {
  it('is asked only for what has changed', async () => {
    const before = await house.client();
    before.selected.close();
    house.inbox.expunge(new Set([3 as Uid]));
    house.add(2);
    const after = await house.client();
    expect(after.uids).toEqual([1, 2, 4, 5, 6]);
    expect(house.asked).toEqual(['load', 'changes']);
    expect(before.uids).toEqual([1, 2, 3, 4]);
  });

  it('is read as a whole when its expunges are no longer remembered', async () => {
    (await house.client()).selected.close();
    house.inbox.expunge(new Set([3 as Uid]));
    house.inbox.expungeFloor = 1_000;
    expect((await house.client()).uids).toEqual([1, 2, 4]);
    expect(house.asked).toEqual(['load', 'changes', 'load']);
  });

  it('is another when its UIDVALIDITY is, also for who has the old one open', async () => {
    const old = await house.client();
    house.uidValidity = 7;
    const young = await house.client();
    expect(house.asked).toEqual(['load', 'load']);
    old.selected.close();
    young.selected.close();
    await house.client();
    expect(house.asked).toEqual(['load', 'load', 'changes']);
  });

  it('is read again when others, closed later, have taken its place', async () => {
    house.tables = new MailboxTables({ ...limits, closedTableRowsMax: 100 });
    (await house.client()).selected.close();
    await house.client();
    expect(house.asked).toEqual(['load', 'load']);
  });
});

const step = fc.record({
  who: fc.nat({ max: 2 }),
  what: fc.constantFrom('add', 'flag', 'expunge', 'hear', 'hear', 'hear-keeping', 'own-flag', 'own-remove', 'reopen', 'forget', 'turn'),
  pick: fc.nat({ max: 30 }),
});

describe('whatever happens, in whatever order answers come', () => {
  it('a client knows what its session knows, and in the end what the store knows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat({ max: 3 }), async (steps, turns) => {
        const house = new House();
        house.add(6);
        house.turnsUntilAnswer = turns;
        const clients = [await house.client(), await house.client(), await house.client()];
        // What one session does it does in order; the sessions go on beside one another.
        const doing: Promise<unknown>[] = clients.map(() => Promise.resolve());
        for (const { who, what, pick } of steps) {
          const stored = house.inbox.messages[pick % Math.max(house.inbox.messages.length, 1)];
          const then = (act: (client: Client) => Promise<unknown>) => {
            doing[who] = doing[who]!.then(async () => {
              await act(clients[who]!);
              clients[who]!.expectNoSecrets();
            });
          };
          const ownUid = (client: Client) => client.uids.slice(pick % 7, (pick % 7) + 1);
          if (what === 'turn') await nextTurn();
          else if (what === 'add') house.add(1);
          else if (what === 'forget') house.inbox.expungeFloor = house.inbox.highestModSeq;
          else if (what === 'expunge' && stored !== undefined) house.inbox.expunge(new Set([stored.uid]));
          else if (what === 'flag' && stored !== undefined) {
            stored.bits = pick % 32;
            stored.modSeq = house.inbox.nextModSeq();
            house.inbox.changed();
          } else if (what === 'hear') then((client) => client.hearNews());
          else if (what === 'hear-keeping') then((client) => client.hearNews(false));
          else if (what === 'own-flag') then((client) => client.flag(ownUid(client), pick % 32));
          else if (what === 'own-remove') then((client) => client.remove(ownUid(client)));
          else if (what === 'reopen')
            then(async (client) => {
              client.selected.close();
              clients[who] = await house.client();
            });
        }
        await Promise.all(doing);
        const truth = house.inbox.messages.map(({ uid, modSeq }) => ({ uid, modSeq }));
        for (const client of clients) {
          await client.hearNews();
          client.expectNoSecrets();
          const { table } = client.selected;
          expect(Array.from({ length: table.length }, (_, row) => ({ uid: table.uid(row), modSeq: table.modSeq(row) }))).toEqual(truth);
          expect(table.isOwn).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });
});
