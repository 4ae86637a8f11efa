import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let one: RawClient;
let other: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  for (const subject of ['one', 'two', 'three']) harness.backend.inbox.add(message(subject));
  one = await harness.signedIn({ select: true });
  other = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

async function removeSecond(): Promise<void> {
  await other.command('STORE 2 +FLAGS.SILENT (\\Deleted)');
  await other.command('EXPUNGE');
}

describe('two sessions on one mailbox', () => {
  it.each([
    ['FETCH 3 UID', ['* 3 FETCH (UID 3)']],
    ['STORE 3 +FLAGS (\\Seen)', ['* 3 FETCH (FLAGS (\\Seen))']],
    ['SEARCH UID 3', ['* SEARCH 3']],
  ])('never renumbers during %s', async (command, answer) => {
    await removeSecond();
    expect((await one.command(command)).slice(0, -1)).toEqual(answer);
    expect(await one.command('NOOP')).toEqual(['* 2 EXPUNGE', 'OK NOOP completed']);
  });

  it.each(['UID STORE 3 +FLAGS.SILENT (\\Seen)', 'UID SEARCH ALL', 'NOOP', 'CHECK', 'COPY 3 Sent'])(
    'tells an expunge at the end of %s',
    async (command) => {
      await removeSecond();
      const lines = await one.command(command);
      expect(lines).toContain('* 2 EXPUNGE');
      expect(lines.indexOf('* 2 EXPUNGE')).toBe(lines.length - 2);
    },
  );

  // Thunderbird 153 passes over an EXISTS among FETCH responses: the message would be seen only with the next one.
  it('leaves news of others to the command after a FETCH of named messages', async () => {
    await removeSecond();
    harness.backend.inbox.add(message('four'));
    expect(await one.command('UID FETCH 1 FLAGS')).toEqual(['* 1 FETCH (UID 1 FLAGS ())', 'OK FETCH completed']);
    expect(await one.command('NOOP')).toEqual(['* 4 EXISTS', '* 2 EXPUNGE', 'OK NOOP completed']);
  });

  it('tells new mail before a FETCH that asks for the last message', async () => {
    harness.backend.inbox.add(message('four'));
    expect(await one.command('UID FETCH 4:* FLAGS')).toEqual(['* 4 EXISTS', '* 4 FETCH (UID 4 FLAGS ())', 'OK FETCH completed']);
  });

  it('says that messages no longer exist when their facts are asked for', async () => {
    await removeSecond();
    expect((await one.command('FETCH 1:3 RFC822.SIZE')).map((line) => line.replace(/SIZE \d+/, 'SIZE n'))).toEqual([
      '* 1 FETCH (RFC822.SIZE n)',
      '* 3 FETCH (RFC822.SIZE n)',
      'NO [EXPUNGEISSUED] Some of the messages no longer exist',
    ]);
  });

  it('tells new messages even while an expunge waits, and counts both', async () => {
    await removeSecond();
    harness.backend.inbox.add(message('four'));
    expect(await one.command('SEARCH UID 1')).toEqual(['* SEARCH 1', '* 4 EXISTS', 'OK SEARCH completed']);
    expect(await one.command('FETCH 4 UID')).toEqual(['* 4 FETCH (UID 4)', 'OK FETCH completed']);
    expect(await one.command('NOOP')).toEqual(['* 2 EXPUNGE', 'OK NOOP completed']);
    expect(await one.command('FETCH 3 UID')).toEqual(['* 3 FETCH (UID 4)', 'OK FETCH completed']);
  });

  it('tells each change of flags once, and one’s own never twice', async () => {
    await other.command('STORE 1 +FLAGS (\\Flagged $Urgent)');
    expect(await one.command('NOOP')).toEqual([
      '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded $MDNSent $Junk $NotJunk $Urgent)',
      '* 1 FETCH (UID 1 FLAGS (\\Flagged $Urgent))',
      'OK NOOP completed',
    ]);
    expect(await one.command('NOOP')).toEqual(['OK NOOP completed']);
    expect(await other.command('NOOP')).toEqual(['OK NOOP completed']);
  });

  it('ignores what came and went between two looks', async () => {
    const uid = harness.backend.inbox.add(message('brief'));
    harness.backend.inbox.expunge(new Set([uid]));
    expect(await one.command('NOOP')).toEqual(['OK NOOP completed']);
  });

  it('finds out by itself when expunges are no longer remembered', async () => {
    await removeSecond();
    harness.backend.inbox.expungeFloor = 1_000;
    expect(await one.command('NOOP')).toEqual(['* 2 EXPUNGE', 'OK NOOP completed']);
  });
});

describe('IDLE', () => {
  it('refuses anything but DONE', async () => {
    one.send('a IDLE\r\nNOOP\r\n');
    expect(await one.until('a')).toEqual(['+ idling', 'a BAD Expected DONE']);
  });

  it('tells new mail, flags and expunges as they happen', async () => {
    one.send('a IDLE\r\n');
    expect(await one.line()).toBe('+ idling');
    harness.backend.inbox.add(message('four'));
    expect(await one.line()).toBe('* 4 EXISTS');
    await other.command('STORE 2 +FLAGS (\\Deleted)');
    expect(await one.line()).toBe('* 2 FETCH (UID 2 FLAGS (\\Deleted))');
    await other.command('EXPUNGE');
    expect(await one.line()).toBe('* 2 EXPUNGE');
    one.send('done\r\n');
    expect(await one.until('a')).toEqual(['a OK IDLE completed']);
  });

  it('tells at once what changed before it began, and takes a DONE sent along', async () => {
    harness.backend.inbox.add(message('four'));
    one.send('a IDLE\r\nDONE\r\nb NOOP\r\n');
    expect(await one.until('b')).toEqual(['+ idling', '* 4 EXISTS', 'a OK IDLE completed', 'b OK NOOP completed']);
  });

  it('waits without a mailbox too', async () => {
    const idle = await harness.signedIn();
    idle.send('a IDLE\r\nDONE\r\n');
    expect(await idle.until('a')).toEqual(['+ idling', 'a OK IDLE completed']);
  });

  it('listens to nothing once it is over', async () => {
    for (const client of [one, other]) {
      await client.command('LOGOUT');
      await client.rest();
    }
    await expect.poll(() => harness.backend.inbox.listeners.size).toBe(0);
  });
});
