import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
  harness.backend.inbox.firstRecent = 2;
  for (const subject of ['old', 'two', 'three']) harness.backend.inbox.add(message(subject));
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const opened = async (command: string): Promise<{ client: RawClient; recent: string | undefined }> => {
  const client = await harness.signedIn();
  return { client, recent: (await client.command(command)).find((line) => line.endsWith(' RECENT')) };
};
const flags = async (client: RawClient) => (await client.command('FETCH 1:* FLAGS')).slice(0, -1);

describe('\\Recent (RFC 3501 §2.3.2)', () => {
  it('is neither taken nor seen by a session that has enabled IMAP4rev2', async () => {
    const client = await harness.signedIn();
    await client.command('ENABLE IMAP4rev2');
    expect((await client.command('SELECT INBOX')).join()).not.toContain('RECENT');
    expect(await flags(client)).toEqual(['* 1 FETCH (FLAGS ())', '* 2 FETCH (FLAGS ())', '* 3 FETCH (FLAGS ())']);
    expect((await client.command('STATUS INBOX (RECENT)'))[0]).toBe('* STATUS INBOX (RECENT 0)');
    expect((await opened('SELECT INBOX')).recent).toBe('* 2 RECENT');
  });

  it('is shown but not taken by EXAMINE', async () => {
    const { client, recent } = await opened('EXAMINE INBOX');
    expect(recent).toBe('* 2 RECENT');
    expect((await flags(client))[1]).toBe('* 2 FETCH (FLAGS (\\Recent))');
    expect((await opened('SELECT INBOX')).recent).toBe('* 2 RECENT');
  });

  it('is of the first session that is shown a message, and of no other', async () => {
    const first = await opened('SELECT INBOX');
    expect((await opened('SELECT INBOX')).recent).toBe('* 0 RECENT');
    expect(first.recent).toBe('* 2 RECENT');
    expect(await flags(first.client)).toEqual(['* 1 FETCH (FLAGS ())', '* 2 FETCH (FLAGS (\\Recent))', '* 3 FETCH (FLAGS (\\Recent))']);
    await first.client.command('SELECT INBOX');
    expect((await flags(first.client))[1]).toBe('* 2 FETCH (FLAGS ())');
  });

  it('comes with new mail, to the session that hears first', async () => {
    const { client: one } = await opened('SELECT INBOX');
    const { client: other } = await opened('SELECT INBOX');
    harness.backend.inbox.add(message('four'));
    expect(await one.command('NOOP')).toEqual(['* 4 EXISTS', '* 3 RECENT', 'OK NOOP completed']);
    expect(await other.command('NOOP')).toEqual(['* 4 EXISTS', 'OK NOOP completed']);
    harness.backend.inbox.add(message('five'));
    expect(await other.command('NOOP')).toEqual(['* 5 EXISTS', '* 1 RECENT', 'OK NOOP completed']);
    await one.command('NOOP');
    expect((await one.command('SEARCH RECENT'))[0]).toBe('* SEARCH 2 3 4');
    expect((await other.command('SEARCH RECENT'))[0]).toBe('* SEARCH 5');
  });

  it('stands with the other flags, cannot be set, and goes with its message', async () => {
    const { client } = await opened('SELECT INBOX');
    expect((await client.command('STORE 2 +FLAGS (\\Recent)')).at(-1)).toMatch(/^BAD/);
    expect((await client.command('STORE 2 +FLAGS (\\Seen \\Deleted)'))[0]).toBe('* 2 FETCH (FLAGS (\\Recent \\Seen \\Deleted))');
    expect((await client.command('SEARCH NEW'))[0]).toBe('* SEARCH 3');
    expect((await client.command('SEARCH OLD'))[0]).toBe('* SEARCH 1');
    await client.command('EXPUNGE');
    harness.backend.inbox.add(message('four'));
    expect(await client.command('NOOP')).toEqual(['* 3 EXISTS', 'OK NOOP completed']);
    expect((await client.command('SEARCH RECENT'))[0]).toBe('* SEARCH 2 3');
  });

  it('is counted by STATUS and LIST-STATUS, which take nothing', async () => {
    const client = await harness.signedIn();
    harness.backend.mailboxes.get('Sent')!.firstRecent = 1;
    harness.backend.mailboxes.get('Sent')!.add(message('sent'));
    expect((await client.command('STATUS INBOX (MESSAGES RECENT)'))[0]).toBe('* STATUS INBOX (MESSAGES 3 RECENT 2)');
    expect((await client.command('LIST "" (INBOX Sent) RETURN (STATUS (RECENT))')).filter((line) => line.startsWith('* STATUS'))).toEqual([
      '* STATUS INBOX (RECENT 2)',
      '* STATUS "Sent" (RECENT 1)',
    ]);
    expect((await opened('SELECT INBOX')).recent).toBe('* 2 RECENT');
  });
});
