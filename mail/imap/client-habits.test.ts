import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  harness.backend.inbox.add(message('one'));
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('habits of real clients', () => {
  it('Outlook sees IDLE before it signs in', async () => {
    const stranger = await harness.connect();
    expect((await stranger.line())?.split(/[ \]]/)).toContain('IDLE');
  });

  it('Apple Mail sends IDLE, DONE and the next command in one packet', async () => {
    client.send('a IDLE\r\nDONE\r\nb NOOP\r\nc IDLE\r\nDONE\r\nd UID FETCH 1 (FLAGS)\r\n');
    expect(await client.until('d')).toEqual([
      '+ idling',
      'a OK IDLE completed',
      'b OK NOOP completed',
      '+ idling',
      'c OK IDLE completed',
      '* 1 FETCH (UID 1 FLAGS ())',
      'd OK FETCH completed',
    ]);
  });

  it('Apple Mail asks for all that changed since 0', async () => {
    expect((await client.command('UID FETCH 1:* (FLAGS) (CHANGEDSINCE 0)'))[0]).toBe('* 1 FETCH (UID 1 FLAGS () MODSEQ (2))');
  });

  it('Apple Mail sends the next command right behind DONE, and gets its answer', async () => {
    client.send('a IDLE\r\n');
    expect(await client.line()).toBe('+ idling');
    client.send('DONE\r\nb UID SEARCH ALL\r\nc IDLE\r\n');
    expect([await client.line(), await client.line(), await client.line(), await client.line()]).toEqual([
      'a OK IDLE completed',
      '* SEARCH 1',
      'b OK SEARCH completed',
      '+ idling',
    ]);
  });

  it('Outlook idles before it has selected a mailbox', async () => {
    const outlook = await harness.signedIn();
    outlook.send('a IDLE\r\n');
    expect(await outlook.line()).toBe('+ idling');
    outlook.send('DONE\r\n');
    expect(await outlook.line()).toBe('a OK IDLE completed');
  });

  it('the service behind new Outlook asks ID before it signs in, and reads one field only', async () => {
    const outlook = await harness.connect();
    await outlook.line();
    const words =
      '("name" "Microsoft Office 365" "version" "15.20.9160.4" "vendor" "Microsoft Corporation" "support-url" "https://support.microsoft.com/")';
    expect(await outlook.command(`ID ${words}`)).toEqual(['* ID ("name" "congthu")', 'OK ID completed']);
    expect(await outlook.command('ID NIL')).toEqual(['* ID ("name" "congthu")', 'OK ID completed']);
  });

  it('the service behind new Outlook enables UIDONLY where it is offered, so it is not', async () => {
    expect((await client.command('CAPABILITY'))[0]).not.toContain('UIDONLY');
    expect((await client.command('ENABLE UIDONLY'))[0]).toBe('* ENABLED');
    expect((await client.command('FETCH 1 (UID)'))[0]).toBe('* 1 FETCH (UID 1)');
  });

  it('K-9 takes the first personal namespace, and finds its prefix empty', async () => {
    expect((await client.command('NAMESPACE'))[0]).toMatch(/^\* NAMESPACE \(\(""/);
  });

  it('Thunderbird asks LSUB and LIST of each namespace announced', async () => {
    harness.backend.make('Shared/so@example.vn/INBOX', null);
    expect(await client.command('LSUB "" "Shared/*"')).toEqual([
      '* LSUB (\\HasNoChildren) "/" "Shared/so@example.vn/INBOX"',
      'OK LSUB completed',
    ]);
    expect((await client.command('LIST (SUBSCRIBED) "" (% "Shared/*")')).at(-1)).toMatch(/^OK/);
  });

  it('Thunderbird asks MYRIGHTS and GETACL of each mailbox it opens, and goes on where the second is refused', async () => {
    expect((await client.command('MYRIGHTS INBOX'))[0]).toBe('* MYRIGHTS INBOX "lrswteikxa"');
    expect((await client.command('GETACL INBOX')).at(-1)).toBe('OK GETACL completed');
    harness.backend.inbox.rights = 'lrs';
    expect((await client.command('MYRIGHTS INBOX'))[0]).toBe('* MYRIGHTS INBOX "lrs"');
    expect((await client.command('GETACL INBOX')).at(-1)).toMatch(/^NO \[NOPERM\]/);
  });

  it('Thunderbird overlooks EXISTS among FETCH responses, and hears it from the IDLE that follows', async () => {
    harness.backend.inbox.add(message('two'));
    expect(await client.command('UID FETCH 1 (FLAGS)')).toEqual(['* 1 FETCH (UID 1 FLAGS ())', 'OK FETCH completed']);
    client.send('a IDLE\r\n');
    expect([await client.line(), await client.line()]).toEqual(['+ idling', '* 2 EXISTS']);
  });

  it.each(['$Forwarded', '$MDNSent', '$Junk', '$NotJunk', '\\*'])('clients look for %s among the flags that are kept', async (keyword) => {
    const kept = (await client.command('SELECT INBOX')).find((line) => line.includes('PERMANENTFLAGS'));
    expect(kept?.split(/[() ]/)).toContain(keyword);
  });

  it('mbsync and OfflineIMAP find UIDs and UIDVALIDITY as they left them', async () => {
    const identity = (lines: readonly string[]) => lines.filter((line) => /UIDVALIDITY|UIDNEXT/.test(line));
    harness.backend.inbox.add(message('two'));
    await client.command('STORE 1 +FLAGS.SILENT (\\Deleted)');
    await client.command('EXPUNGE');
    const before = identity(await client.command('SELECT INBOX'));
    const later = await harness.signedIn();
    expect(identity(await later.command('SELECT INBOX'))).toEqual(before);
    expect((await later.command('UID FETCH 1:* UID'))[0]).toBe('* 1 FETCH (UID 2)');
  });
});
