import { afterEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
async function client(offersUidOnly: boolean): Promise<RawClient> {
  harness = await startHarness({ offersUidOnly });
  for (const subject of ['one', 'two', 'three']) harness.backend.inbox.add(message(subject));
  return harness.signedIn();
}
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('UIDONLY (RFC 9586)', () => {
  it('is not offered, and cannot be enabled, unless it is configured', async () => {
    const one = await client(false);
    expect((await one.command('CAPABILITY'))[0]).not.toContain('UIDONLY');
    expect(await one.command('ENABLE UIDONLY')).toEqual(['* ENABLED', 'OK ENABLE completed']);
  });

  it.each(['FETCH 1 FLAGS', 'STORE 1 +FLAGS (\\Seen)', 'SEARCH ALL', 'COPY 1 Sent', 'MOVE 1 Sent', 'UID SEARCH 1:2', 'UID SEARCH NOT *'])(
    'refuses what names messages by number: %s',
    async (command) => {
      const one = await client(true);
      await one.command('ENABLE UIDONLY');
      await one.command('SELECT INBOX');
      expect(await one.command(command)).toEqual(['BAD [UIDREQUIRED] Sequence numbers are off: use UIDs']);
    },
  );

  it('answers by UID alone', async () => {
    const one = await client(true);
    expect(await one.command('ENABLE UIDONLY')).toEqual(['* ENABLED UIDONLY', 'OK ENABLE completed']);
    expect((await one.command('SELECT INBOX')).join()).not.toContain('UNSEEN');
    expect((await one.command('UID FETCH 2 (FLAGS)'))[0]).toBe('* 2 UIDFETCH (UID 2 FLAGS ())');
    expect((await one.command('UID FETCH 3 (RFC822.SIZE)'))[0]).toMatch(/^\* 3 UIDFETCH \(UID 3 RFC822.SIZE \d+\)$/);
    expect((await one.command('UID STORE 1 +FLAGS (\\Deleted)'))[0]).toBe('* 1 UIDFETCH (UID 1 FLAGS (\\Deleted))');
    expect(await one.command('EXPUNGE')).toEqual(['* VANISHED 1', 'OK EXPUNGE completed']);
    expect((await one.command('UID SEARCH ALL'))[0]).toBe('* SEARCH 2 3');
  });
});
