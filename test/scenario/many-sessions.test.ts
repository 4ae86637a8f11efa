import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RawClient } from '#mail/imap/testing/raw-client.ts';
import { connectionsPerProcess } from '#test/helpers/connections-per-process.ts';
import { uidsIn } from '#test/helpers/mailbox-view.ts';
import { connectImap, ViewingSession } from '#test/helpers/raw-imap.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

const mailbox = 'Chung';
const elsewhere = 'Noi khac';
const sessionCount = 6;
const steps = 60;
const seed = process.env.PROPERTY_SEED === 'random' ? Date.now() : Number(process.env.PROPERTY_SEED ?? 20_261_122);

let system: TestSystem;
let owner: SamplePerson;
/** UIDs that the server said it gave to messages in the mailbox, in the order heard. */
const given: number[] = [];

beforeAll(async () => {
  system = await startSystem({ config: { workers: 2 } });
  owner = system.personNamed('Ma Thị Lan');
}, 150_000);

afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

/** Connections of which each worker has at least two: the kernel deals them out as it likes. */
async function connectToBothWorkers(): Promise<RawClient[]> {
  const workers = await system.program.workers();
  for (let turn = 0; turn < 20; turn += 1) {
    const clients = await Promise.all(Array.from({ length: sessionCount }, () => connectImap(system)));
    const counts = await connectionsPerProcess(workers, system.ports.imaps);
    if (counts.length === 2 && counts.every((count) => count >= 2)) return clients;
    for (const client of clients) client.destroy();
    await waitUntil('the connections are gone', async () =>
      (await connectionsPerProcess(workers, system.ports.imaps)).every((count) => count === 0),
    );
  }
  throw new Error('all connections went to one worker, twenty times');
}

type Random = (below: number) => number;

/** A small generator of our own (mulberry32): what each session does is the same in every run. */
function randomFrom(start: number): Random {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const flagsToSet = ['\\Seen', '\\Flagged', '\\Deleted', '\\Answered', '$Forwarded', 'congviec'];
const pick = <T>(random: Random, from: readonly T[]) => from[random(from.length)] as T;

/** Some messages by number, never past the end. */
function numbers(session: ViewingSession, random: Random): string {
  const { length } = session.view.messages;
  const low = random(length) + 1;
  return `${low}:${Math.min(length, low + random(4))}`;
}

/** Some messages by UID, of those known. */
function knownUids(session: ViewingSession, random: Random): string {
  const known = session.view.uids.filter((uid) => uid !== null);
  return known.length === 0 ? '1' : `${pick(random, known)},${pick(random, known)}`;
}

const heardUids = (lines: readonly string[], pattern: RegExp) =>
  lines.flatMap((line) => uidsIn(pattern.exec(line)?.[1] ?? '')).filter((uid) => uid > 0);

async function append(session: ViewingSession, random: Random): Promise<void> {
  const { octets } = sampleMessage({ from: owner.address, to: owner.address, lines: ['x'.repeat(random(200))] });
  given.push(...heardUids(await session.append(mailbox, pick(random, flagsToSet), octets), /\[APPENDUID \d+ (\S+)\]/));
}

async function store(session: ViewingSession, random: Random): Promise<void> {
  const isSilent = random(2) === 0;
  const what = `${pick(random, ['+', '-', ''])}FLAGS${isSilent ? '.SILENT' : ''} (${pick(random, flagsToSet)})`;
  const [uid, set] = random(2) === 0 ? ['', numbers(session, random)] : ['UID ', knownUids(session, random)];
  await session.command(`${uid}STORE ${set} ${what}`);
  if (isSilent) await session.command(`${uid}FETCH ${set} ${itemsOf(session)}`); // a view takes what it is told; it does not reckon
}

const itemsOf = ({ view }: ViewingSession) => (view.qresync ? '(UID FLAGS MODSEQ)' : '(UID FLAGS)');

/** Whatever others did meanwhile: a number means the same message until the session is told otherwise. */
async function fetch(session: ViewingSession, random: Random): Promise<void> {
  const set = numbers(session, random);
  const lines = await session.command(`FETCH ${set} ${itemsOf(session)}`);
  const answered = new Set(lines.map((line) => /^\* (\d+) FETCH .*UID/.exec(line)?.[1]));
  for (const number of uidsIn(set)) expect(answered, `FETCH ${set}`).toContain(String(number));
}

/** As clients do after EXISTS. */
async function fetchNew(session: ViewingSession): Promise<void> {
  const first = session.view.messages.findIndex(({ uid }) => uid === null);
  if (first >= 0) await session.command(`FETCH ${first + 1}:* ${itemsOf(session)}`);
}

async function search(session: ViewingSession, random: Random): Promise<void> {
  const command = pick(random, ['SEARCH UNDELETED', 'SEARCH FLAGGED', 'UID SEARCH ALL', 'SEARCH 1:* SEEN']);
  const lines = await session.command(command);
  const found = lines.flatMap((line) => /^\* SEARCH (\d.*)$/.exec(line)?.[1]?.split(' ') ?? []).map(Number);
  expect(found).toEqual([...found].sort((one, other) => one - other));
  if (!command.startsWith('UID')) expect(Math.max(0, ...found)).toBeLessThanOrEqual(session.view.messages.length); // nothing leaves meanwhile
}

async function copy(session: ViewingSession, random: Random): Promise<void> {
  const lines = await session.command(`COPY ${numbers(session, random)} "${mailbox}"`);
  given.push(...heardUids(lines, /\[COPYUID \d+ \S+ (\S+)\]/));
}

async function remove(session: ViewingSession, random: Random): Promise<void> {
  const uids = knownUids(session, random);
  await session.command(
    pick(random, [`MOVE ${numbers(session, random)} "${elsewhere}"`, `UID MOVE ${uids} "${elsewhere}"`, 'EXPUNGE', `UID EXPUNGE ${uids}`]),
  );
}

/** Only a client that knows the UIDs of all it was told of can resume. */
async function reopen(session: ViewingSession): Promise<void> {
  while (session.view.uids.includes(null)) await fetchNew(session);
  await session.command('UNSELECT');
  await session.select(mailbox);
}

/** What one client does, and how often of 20. */
async function step(session: ViewingSession, random: Random, mayIdle: boolean): Promise<void> {
  const turn = random(20);
  if (session.view.messages.length < 3 || turn < 5) await append(session, random);
  else if (turn < 9) await store(session, random);
  else if (turn < 11) await fetch(session, random);
  else if (turn < 12) await search(session, random);
  else if (turn < 13) await copy(session, random);
  else if (turn < 16) await remove(session, random);
  else if (turn < 17 && session.view.qresync) await reopen(session);
  else if (turn < 19 && mayIdle) await session.idle(sleep(random(60)));
  else await session.command('NOOP');
  await fetchNew(session);
}

const stateOf = ({ view }: ViewingSession) => view.messages.map(({ uid, flags }) => `${uid} (${flags})`);

describe('six clients on one mailbox, in two processes', () => {
  it('are never told wrong numbers, and agree in the end with each other, a newcomer and a recount', async () => {
    const clients = await connectToBothWorkers();
    // The first two speak plain IMAP4rev1, the next two QRESYNC, the last two idle much of the time, one of each kind.
    const sessions = await Promise.all(clients.map((client, index) => ViewingSession.open(client, owner, [2, 3, 4].includes(index))));
    const [first] = sessions as [ViewingSession];
    for (const name of [mailbox, elsewhere]) await first.command(`CREATE "${name}"`);
    await Promise.all(sessions.map((session) => session.select(mailbox)));

    const outcomes = await Promise.allSettled(
      sessions.map(async (session, index) => {
        const random = randomFrom(seed + index);
        for (let done = 0; done < steps; done += 1) await step(session, random, index >= 4);
      }),
    );
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw new Error(`PROPERTY_SEED=${seed}: ${failed.reason}`, { cause: failed.reason });

    const haveLooked = async () => {
      for (const session of sessions) {
        await session.command('NOOP');
        await fetchNew(session);
      }
      return sessions.every((session) => stateOf(session).join() === stateOf(first).join());
    };
    await waitUntil('all views agree', haveLooked).catch(() => {
      for (const session of sessions) expect(stateOf(session)).toEqual(stateOf(first));
    });
    await using newcomer = await ViewingSession.open(await connectImap(system), owner, false);
    await newcomer.select(mailbox);
    expect(stateOf(newcomer)).toEqual(stateOf(first));
    expect(first.view.messages.length).toBeGreaterThan(3);
    expect(new Set(given).size, 'no UID is given twice').toBe(given.length);
    expect(
      first.view.uids.filter((uid) => !given.includes(uid ?? 0)),
      'nothing is there that nobody put there',
    ).toEqual([]);
    await expectStatusOf(newcomer);
    await expectNothingLost();
    for (const session of sessions) await session[Symbol.asyncDispose]();
  });

  /** STATUS is kept in counters; the newcomer counts what it sees. */
  async function expectStatusOf(session: ViewingSession): Promise<void> {
    const sizes = await session.command('FETCH 1:* (RFC822.SIZE)');
    const size = sizes.map((line) => Number(/RFC822\.SIZE (\d+)/.exec(line)?.[1] ?? 0)).reduce((sum, octets) => sum + octets, 0);
    const withFlag = (flag: string) => session.view.messages.filter(({ flags }) => flags?.split(' ').includes(flag)).length;
    const { length } = session.view.messages;
    const [status] = await session.command(`STATUS "${mailbox}" (MESSAGES UNSEEN DELETED SIZE UIDNEXT)`);
    const [unseen, deleted] = [length - withFlag('\\Seen'), withFlag('\\Deleted')];
    const counted = { MESSAGES: length, UNSEEN: unseen, DELETED: deleted, SIZE: size, UIDNEXT: Math.max(...given) + 1 };
    const told = Object.keys(counted).map((name) => [name, Number(new RegExp(`${name} (\\d+)`).exec(status ?? '')?.[1])]);
    expect(Object.fromEntries(told)).toEqual(counted);
  }

  /** Removed messages keep their rows for a while: with those that are left they are all that were ever put there. */
  async function expectNothingLost(): Promise<void> {
    const rows = await system.query<{ uid: string }>(
      'SELECT uid FROM message JOIN mailbox ON mailbox.id = message.mailbox_id WHERE mailbox.name = $1 ORDER BY uid',
      [mailbox],
    );
    expect(rows.map(({ uid }) => Number(uid))).toEqual([...given].sort((one, other) => one - other));
  }

  it('find every UID and flag as it was after the program has been stopped and started', async () => {
    const look = async () => {
      await using session = await ViewingSession.open(await connectImap(system), owner, false);
      await session.select(mailbox);
      return { uidValidity: session.view.uidValidity, state: stateOf(session) };
    };
    const before = await look();
    await system.restart();
    expect(await look()).toEqual(before);
    await using session = await ViewingSession.open(await connectImap(system), owner, false);
    await session.select(mailbox);
    await append(session, randomFrom(seed));
    expect(given.at(-1)).toBe(Math.max(...given));
    expect(new Set(given).size).toBe(given.length);
  });
});
