import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, startHarness } from './testing/raw-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('a first session', () => {
  it('greets, signs in, selects and fetches', async () => {
    harness.backend.inbox.add(message('Chào'), { prefix: 'Return-Path: <x@example.vn>\r\n' });
    const client = await harness.connect();
    expect(await client.line()).toMatch(/^\* OK \[CAPABILITY IMAP4rev1 IMAP4rev2 .*AUTH=PLAIN.*\] mail\.example\.vn ready$/);
    expect((await client.command('LOGIN an@example.vn wrong')).at(-1)).toBe('NO [AUTHENTICATIONFAILED] Name or password is wrong');
    expect((await client.command('LOGIN an@example.vn secret')).at(-1)).toMatch(/^OK \[CAPABILITY .*CONDSTORE.*\] Signed in$/);
    expect(await client.command('SELECT INBOX')).toEqual([
      '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded $MDNSent $Junk $NotJunk)',
      '* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded $MDNSent $Junk $NotJunk \\*)] Flags that are kept',
      '* 1 EXISTS',
      '* 0 RECENT',
      '* OK [UNSEEN 1] First unseen',
      '* OK [UIDVALIDITY 1001] UIDs valid',
      '* OK [UIDNEXT 2] Predicted next UID',
      '* OK [HIGHESTMODSEQ 2] Highest',
      '* OK [MAILBOXID (M1)] Object',
      'OK [READ-WRITE] SELECT completed',
    ]);
    const whole = `Return-Path: <x@example.vn>\r\n${message('Chào').toString('latin1')}`;
    expect(await client.command('FETCH 1 (UID RFC822.SIZE BODY[])')).toEqual([
      `* 1 FETCH (UID 1 RFC822.SIZE ${whole.length} BODY[] {${whole.length}}\r\n${whole} FLAGS (\\Seen))`,
      'OK FETCH completed',
    ]);
    expect(await client.command('LOGOUT')).toEqual(['* BYE Goodbye', 'OK LOGOUT completed']);
    expect(await client.line()).toBeNull();
  });
});
