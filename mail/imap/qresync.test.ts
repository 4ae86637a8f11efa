import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Uid } from '#kernel/ids.ts';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  // modseq of message n is n + 1
  for (let count = 1; count <= 6; count += 1) harness.backend.inbox.add(message(`${count}`));
  client = await harness.signedIn();
  await client.command('ENABLE QRESYNC');
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

function expunge(...uids: number[]): void {
  harness.backend.inbox.expunge(new Set(uids as Uid[]));
}

async function resynchronise(parameters: string): Promise<string[]> {
  const lines = await client.command(`SELECT INBOX (QRESYNC (${parameters}))`);
  return lines.filter((line) => /VANISHED|FETCH/.test(line));
}

describe('quick resynchronisation', () => {
  it.each(['QRESYNC', 'QRESYNC 1', 'QRESYNC (1001)', 'QRESYNC (1001 x)', 'QRESYNC (1001 5 1:*', 'QRESYNC (1001 5 1:3 (1:2))'])(
    'refuses %s',
    async (parameter) => {
      expect((await client.command(`SELECT INBOX (${parameter})`)).at(-1)).toMatch(/^BAD /);
    },
  );

  it('tells what vanished and what changed since', async () => {
    expunge(2, 3);
    harness.backend.inbox.add(message('7'));
    expect(await resynchronise('1001 7')).toEqual(['* VANISHED (EARLIER) 2:3', '* 5 FETCH (UID 7 FLAGS () MODSEQ (9))']);
  });

  it('names only what the client knows', async () => {
    expunge(2, 3, 5);
    expect(await resynchronise('1001 7 1:2,5:6')).toEqual(['* VANISHED (EARLIER) 2,5']);
    expect(await resynchronise('1001 7 1:2,5:6 (1:2 1:2)')).toEqual(['* VANISHED (EARLIER) 2,5']);
  });

  it('tells nothing of a mailbox that is another by now', async () => {
    expunge(2);
    expect(await resynchronise('999 1')).toEqual([]);
  });

  it('names every UID without a message when expunges are no longer remembered', async () => {
    expunge(1, 3, 4, 6);
    harness.backend.inbox.expungeFloor = 1_000;
    expect(await resynchronise('1001 7')).toEqual(['* VANISHED (EARLIER) 1,3:4,6']);
    expect(await resynchronise('1001 7 2:4')).toEqual(['* VANISHED (EARLIER) 3:4']);
  });

  it('says VANISHED where others say EXPUNGE, and the modseq of an expunge', async () => {
    await client.command('SELECT INBOX');
    expunge(1, 2);
    expect(await client.command('NOOP')).toEqual(['* VANISHED 1:2', 'OK NOOP completed']);
    await client.command('STORE 1 +FLAGS.SILENT (\\Deleted)');
    expect(await client.command('EXPUNGE')).toEqual(['* VANISHED 3', 'OK [HIGHESTMODSEQ 10] EXPUNGE completed']);
    expect((await client.command('UID MOVE 4 Sent')).slice(1)).toEqual(['* VANISHED 4', 'OK [HIGHESTMODSEQ 11] MOVE completed']);
  });

  it('does not call (EARLIER) what the client still counts', async () => {
    await client.command('SELECT INBOX');
    expunge(2);
    const fetched = await client.command('UID FETCH 1:6 FLAGS (CHANGEDSINCE 6 VANISHED)');
    expect(fetched).toEqual(['* 6 FETCH (UID 6 FLAGS () MODSEQ (7))', 'OK FETCH completed']);
    expect(await client.command('NOOP')).toEqual(['* VANISHED 2', 'OK NOOP completed']);
  });

  it('fetches what changed, with what vanished', async () => {
    await client.command('SELECT INBOX');
    expunge(2);
    await client.command('NOOP');
    expect(await client.command('UID FETCH 1:* FLAGS (CHANGEDSINCE 6 VANISHED)')).toEqual([
      '* VANISHED (EARLIER) 2',
      '* 5 FETCH (UID 6 FLAGS () MODSEQ (7))',
      'OK FETCH completed',
    ]);
  });
});
