import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness({ limits: { messagesPerCommandMax: 2 } });
  for (const subject of ['one', 'two', 'three', 'four']) harness.backend.inbox.add(message(subject));
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const sent = () => harness.backend.mailboxes.get('Sent')!.messages.length;

describe('MESSAGELIMIT (RFC 9738)', () => {
  it('is announced, so large that no real mailbox comes near', async () => {
    expect((await client.command('CAPABILITY'))[0]?.split(' ')).toContain('MESSAGELIMIT=2');
    await using ordinary = await startHarness();
    const other = await ordinary.signedIn();
    expect((await other.command('CAPABILITY'))[0]).toContain('MESSAGELIMIT=1000000');
  });

  it.each(['COPY 1:3 Sent', 'UID COPY 1:* Sent', 'SORT (ARRIVAL) UTF-8 ALL', 'UID THREAD REFERENCES UTF-8 2:4'])(
    'refuses what is done whole or not at all: %s',
    async (command) => {
      expect(await client.command(command)).toEqual(['NO [MESSAGELIMIT 2] Too many messages for one command']);
      expect(sent()).toBe(0);
    },
  );

  it.each([
    ['FETCH 1:* UID', ['* 3 FETCH (UID 3)', '* 4 FETCH (UID 4)', 'OK [MESSAGELIMIT 2 3] FETCH completed']],
    ['FETCH 1:3 UID', ['* 2 FETCH (UID 2)', '* 3 FETCH (UID 3)', 'OK [MESSAGELIMIT 2 2] FETCH completed']],
    ['UID FETCH 1:2 UID', ['* 1 FETCH (UID 1)', '* 2 FETCH (UID 2)', 'OK FETCH completed']],
    ['UID FETCH 1:* UID (PARTIAL 1:2)', ['* 1 FETCH (UID 1)', '* 2 FETCH (UID 2)', 'OK FETCH completed']],
    ['SEARCH ALL', ['* SEARCH 3 4', 'OK [MESSAGELIMIT 2 3] SEARCH completed']],
    ['UID SEARCH UIDBEFORE 3', ['* SEARCH 1 2', 'OK SEARCH completed']],
    ['UID SEARCH UIDAFTER 1', ['* SEARCH 3 4', 'OK [MESSAGELIMIT 2 3] SEARCH completed']],
    ['UID SEARCH UIDBEFORE 4 SUBJECT t', ['* SEARCH 2 3', 'OK [MESSAGELIMIT 2 2] SEARCH completed']],
    ['SEARCH UID 1:3 NOT UIDAFTER 1', ['* SEARCH', 'OK [MESSAGELIMIT 2 2] SEARCH completed']],
    ['UID SEARCH UIDAFTER 4294967295', ['* SEARCH', 'OK SEARCH completed']],
    ['UID SEARCH UIDBEFORE 1', ['* SEARCH', 'OK SEARCH completed']],
    ['SORT (SUBJECT) UTF-8 2,3', ['* SORT 3 2', 'OK SORT completed']],
    ['COPY 1:2 Sent', ['OK [COPYUID 1002 1:2 1:2] COPY completed']],
  ])('touches the messages with the highest UIDs, and names the lowest of them: %s', async (command, answer) => {
    expect(await client.command(command)).toEqual(answer);
  });

  it.each(['UID SEARCH UIDAFTER 0', 'UID SEARCH UIDBEFORE *', 'UID SEARCH UIDAFTER'])('takes one UID: %s', async (command) => {
    expect((await client.command(command)).at(-1)).toMatch(/^BAD/);
  });

  it('lets STORE, MOVE and UID EXPUNGE do their part', async () => {
    expect((await client.command('STORE 1:* +FLAGS.SILENT (\\Deleted)')).at(-1)).toBe('OK [MESSAGELIMIT 2 3] STORE completed');
    expect((await client.command('UID EXPUNGE 1:*')).at(-1)).toBe('OK [MESSAGELIMIT 2 3] EXPUNGE completed');
    harness.backend.inbox.add(message('five'));
    await client.command('NOOP');
    expect((await client.command('MOVE 1:* Sent')).at(-1)).toBe('OK [MESSAGELIMIT 2 2] MOVE completed');
    expect(sent()).toBe(2);
  });

  it('does not limit EXPUNGE', async () => {
    for (const stored of harness.backend.inbox.messages) stored.bits = 8;
    expect((await client.command('EXPUNGE')).at(-1)).toBe('OK EXPUNGE completed');
    expect(harness.backend.inbox.messages).toEqual([]);
  });

  it('has a line of its own where the reply has another code', async () => {
    await client.command('ENABLE QRESYNC');
    const answer = await client.command('STORE 1:* (UNCHANGEDSINCE 1) +FLAGS (\\Seen)');
    expect(answer.slice(-2)).toEqual([
      '* NO [MESSAGELIMIT 2 3] Not all of the messages',
      'OK [MODIFIED 3:4] Conditional STORE failed for some',
    ]);
  });

  it('limits ESEARCH of the selected mailbox as it does SEARCH', async () => {
    const esearch = async (text: string) => {
      client.send(`a ESEARCH ${text}\r\n`);
      return client.until('a');
    };
    expect(await esearch('ALL')).toEqual(['* ESEARCH (TAG "a") UID ALL 3:4', 'a OK [MESSAGELIMIT 2 3] SEARCH completed']);
    expect(await esearch('IN (selected) UIDBEFORE 4')).toEqual([
      '* ESEARCH (TAG "a" MAILBOX INBOX UIDVALIDITY 1001) UID ALL 2:3',
      'a OK [MESSAGELIMIT 2 2] ESEARCH completed',
    ]);
  });

  it('does not limit ESEARCH of several mailboxes: its code has a UID and no mailbox', async () => {
    harness.backend.mailboxes.get('Sent')!.add(message('five'));
    client.send('a ESEARCH IN (mailboxes (INBOX Sent)) ALL\r\n');
    expect(await client.until('a')).toEqual([
      '* ESEARCH (TAG "a" MAILBOX INBOX UIDVALIDITY 1001) UID ALL 1:4',
      '* ESEARCH (TAG "a" MAILBOX "Sent" UIDVALIDITY 1002) UID ALL 1',
      'a OK ESEARCH completed',
    ]);
  });

  it('cuts what a search saves', async () => {
    await client.command('SEARCH RETURN (SAVE) ALL');
    expect((await client.command('FETCH $ UID')).slice(0, 2)).toEqual(['* 3 FETCH (UID 3)', '* 4 FETCH (UID 4)']);
  });
});
