import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  for (const subject of ['one', 'two', 'three']) harness.backend.inbox.add(message(subject));
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('STORE', () => {
  it.each([
    'STORE 1',
    'STORE 1 FLAGS',
    'STORE 1 FOO (\\Seen)',
    'STORE 1 +FLAGS (\\Recent)',
    'STORE 1 +FLAGS (\\Foo)',
    'STORE 4 +FLAGS (\\Seen)',
    'STORE 1 (FOO 1) FLAGS ()',
  ])('refuses %s', async (command) => {
    expect((await client.command(command)).at(-1)).toMatch(/^BAD /);
  });

  it('sets, adds and removes, and tells the new flags', async () => {
    expect(await client.command('STORE 1:2 FLAGS (\\seen Việc)'.replace('Việc', '$Label1'))).toEqual([
      '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded $MDNSent $Junk $NotJunk $Label1)',
      '* 1 FETCH (FLAGS (\\Seen $Label1))',
      '* 2 FETCH (FLAGS (\\Seen $Label1))',
      'OK STORE completed',
    ]);
    expect(await client.command('UID STORE 2 +FLAGS \\Flagged \\Answered')).toEqual([
      '* 2 FETCH (UID 2 FLAGS (\\Seen \\Answered \\Flagged $Label1))',
      'OK STORE completed',
    ]);
    expect(await client.command('STORE 2 -FLAGS (\\Seen $LABEL1)')).toEqual([
      '* 2 FETCH (FLAGS (\\Answered \\Flagged))',
      'OK STORE completed',
    ]);
  });

  it('tells the flags of a message that had them already', async () => {
    await client.command('STORE 1 +FLAGS (\\Seen)');
    expect(await client.command('STORE 1 +FLAGS (\\Seen)')).toEqual(['* 1 FETCH (FLAGS (\\Seen))', 'OK STORE completed']);
  });

  it('says nothing when silent, but the modseq once CONDSTORE is on', async () => {
    expect(await client.command('STORE 1 +FLAGS.SILENT (\\Seen)')).toEqual(['OK STORE completed']);
    await client.command('ENABLE CONDSTORE');
    expect(await client.command('STORE 2 +FLAGS.SILENT (\\Seen)')).toEqual(['* 2 FETCH (MODSEQ (6))', 'OK STORE completed']);
  });

  it('leaves alone what changed since, and names it', async () => {
    await client.command('STORE 2 +FLAGS (\\Flagged)');
    expect(await client.command('STORE 1:3 (UNCHANGEDSINCE 4) +FLAGS.SILENT (\\Seen)')).toEqual([
      '* 1 FETCH (MODSEQ (6))',
      '* 3 FETCH (MODSEQ (7))',
      'OK [MODIFIED 2] Conditional STORE failed for some',
    ]);
  });
});

describe('COPY and MOVE', () => {
  it('say that a missing target could be created', async () => {
    expect(await client.command('COPY 1 nowhere')).toEqual(['NO [TRYCREATE] No such mailbox']);
    expect(await client.command('UID MOVE 1 nowhere')).toEqual(['NO [TRYCREATE] No such mailbox']);
    expect(await client.command('COPY 9 Sent')).toEqual(['BAD No such message number']);
  });

  it('copies, and names the UIDs', async () => {
    expect(await client.command('COPY 1,3 Sent')).toEqual(['OK [COPYUID 1002 1,3 1:2] COPY completed']);
    expect(await client.command('UID COPY 99 Sent')).toEqual(['OK Nothing to copy']);
  });

  it('moves: COPYUID first, then the expunges', async () => {
    expect(await client.command('UID MOVE 1:2 Trash')).toEqual([
      '* OK [COPYUID 1004 1:2 1:2] Moved',
      '* 2 EXPUNGE',
      '* 1 EXPUNGE',
      'OK MOVE completed',
    ]);
    expect(await client.command('FETCH 1 UID')).toEqual(['* 1 FETCH (UID 3)', 'OK FETCH completed']);
  });

  it('shows new messages when copying into the selected mailbox', async () => {
    expect((await client.command('COPY 1 INBOX')).slice(0, 1)).toEqual(['* 4 EXISTS']);
  });
});

describe('EXPUNGE', () => {
  it('removes what is \\Deleted, and by UID only what is named', async () => {
    await client.command('STORE 1:3 +FLAGS.SILENT (\\Deleted)');
    expect(await client.command('UID EXPUNGE 2')).toEqual(['* 2 EXPUNGE', 'OK EXPUNGE completed']);
    expect(await client.command('EXPUNGE')).toEqual(['* 2 EXPUNGE', '* 1 EXPUNGE', 'OK EXPUNGE completed']);
    expect(await client.command('EXPUNGE')).toEqual(['OK EXPUNGE completed']);
  });
});
