import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ChunkedOutput } from '#mail/connection/chunked-output.ts';
import { outputChunks } from '#mail/connection/limits.ts';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

const count = 20_000;
let harness: Harness;
let client: RawClient;
/** Another session of the same mailbox. */
let other: RawClient;
let sinceLook = 0;
let mostBetweenLooks = 0;
let looks = 0;

function heard(octets: number): void {
  sinceLook += octets;
  mostBetweenLooks = Math.max(mostBetweenLooks, sinceLook);
}

/** Whoever makes a long answer looks now and then whether the client keeps up and others wait; here each look takes a turn of the event loop. */
function watchOutput(): void {
  const { text, octets } = ChunkedOutput.prototype;
  vi.spyOn(ChunkedOutput.prototype, 'text').mockImplementation(function (this: ChunkedOutput, what) {
    heard(what.length);
    text.call(this, what);
  });
  vi.spyOn(ChunkedOutput.prototype, 'octets').mockImplementation(function (this: ChunkedOutput, what) {
    heard(what.length);
    octets.call(this, what);
  });
  vi.spyOn(ChunkedOutput.prototype, 'ready').mockImplementation(async () => {
    looks += 1;
    sinceLook = 0;
    await nextTurn();
  });
}

beforeAll(async () => {
  harness = await startHarness();
  for (let at = 0; at < count; at += 1)
    harness.backend.inbox.add(message(`công văn ${at % 5_000}`), { flags: { bits: at % 2, keywords: [] } });
  client = await harness.signedIn({ select: true });
  other = await harness.signedIn({ select: true });
  watchOutput();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await harness[Symbol.asyncDispose]();
});

async function answerTo(command: string, who = client): Promise<string[]> {
  sinceLook = 0;
  mostBetweenLooks = 0;
  looks = 0;
  return who.command(command);
}

// In this order: the last ones take everything out.
describe('an answer about all of a large mailbox', () => {
  const all = Array.from({ length: count }, (_, at) => at + 1);
  const odd = all.filter((number) => number % 2 === 1);
  it.each<[command: string, answer: (lines: string[]) => boolean]>([
    ['SEARCH ALL', ([line]) => line === `* SEARCH ${all.join(' ')}`],
    ['UID SEARCH RETURN (SAVE ALL) UNSEEN', ([line]) => line?.endsWith(` UID ALL ${odd.join(',')}`) === true],
    ['SEARCH $', ([line]) => line === `* SEARCH ${odd.join(' ')}`],
    ['UID SORT (REVERSE ARRIVAL) UTF-8 ALL', ([line]) => line === `* SORT ${all.join(' ')}`],
    ['UID SORT RETURN (ALL SAVE) (SUBJECT) UTF-8 UNSEEN', ([line]) => line?.split(',').length === count / 2],
    ['THREAD ORDEREDSUBJECT UTF-8 ALL', ([line]) => line?.match(/\d+/g)?.length === count],
    ['THREAD REFERENCES UTF-8 ALL', ([line]) => line?.match(/\d+/g)?.length === count],
    ['UID FETCH 1:* (FLAGS)', (lines) => lines.length === count + 1],
    ['STORE 1:* +FLAGS (\\Flagged)', (lines) => lines.length === count + 1],
    ['UID FETCH 1:* (FLAGS) (CHANGEDSINCE 1)', (lines) => lines.length === count + 1],
  ])('comes in pieces: %s', async (command, isRight) => {
    expect(isRight(await answerTo(command))).toBe(true);
    expect(looks).toBeGreaterThan(4);
    expect(mostBetweenLooks).toBeLessThanOrEqual(outputChunks.fullOctets);
  });

  it('comes in pieces of what others did', async () => {
    expect(await answerTo('NOOP', other)).toHaveLength(count + 1);
    expect(mostBetweenLooks).toBeLessThanOrEqual(outputChunks.fullOctets);
  });

  it('comes in pieces of what has gone, one by one and as a set', async () => {
    await client.command(`UID STORE ${odd.join(',')} +FLAGS.SILENT (\\Deleted)`);
    await other.command('ENABLE QRESYNC');
    const gone = odd.toReversed().map((number) => `* ${number} EXPUNGE`);
    expect((await answerTo('EXPUNGE')).slice(0, -1)).toEqual(gone);
    expect(mostBetweenLooks).toBeLessThanOrEqual(outputChunks.fullOctets);
    const [vanished] = await answerTo('NOOP', other);
    expect(vanished).toBe(`* VANISHED ${odd.join(',')}`);
    expect(mostBetweenLooks).toBeLessThanOrEqual(outputChunks.fullOctets);
  });

  it('comes in pieces of what a client has missed', async () => {
    const [earlier] = (await answerTo('SELECT INBOX (QRESYNC (1001 1))', other)).filter((line) => line.startsWith('* VANISHED'));
    expect(earlier).toBe(`* VANISHED (EARLIER) ${odd.join(',')}`);
    expect(looks).toBeGreaterThan(4);
    expect(mostBetweenLooks).toBeLessThanOrEqual(outputChunks.fullOctets);
  });
});
