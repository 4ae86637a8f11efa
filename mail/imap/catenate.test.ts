import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMessageUrl } from './message-url.ts';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness({ limits: { appendOctetsMax: 4_000 } });
  client = await harness.signedIn();
  harness.backend.inbox.add(message('first', 'First body\r\n'));
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const drafts = () => harness.backend.mailboxes.get('Drafts')!.messages.map(({ octets }) => octets.toString());
const append = async (parts: string, verb = 'APPEND Drafts') => (await client.command(`${verb} CATENATE (${parts})`)).at(-1);

describe('CATENATE (RFC 4469)', () => {
  it.each([
    ['/Nowhere/;UID=1'],
    ['/INBOX/;UID=9'],
    ['/INBOX;UIDVALIDITY=7/;UID=1'],
    ['/INBOX/;UID=1/;SECTION=3'],
    ['imap://other.example/INBOX/;UID=1'],
    [';UID=1'],
    ['/%ff/;UID=1'],
  ])('says which URL names nothing: %s', async (url) => {
    expect(await append(`TEXT {1+}\r\na URL "${url}"`)).toBe(`NO [BADURL "${url}"] URL names nothing here`);
    expect(drafts()).toEqual([]);
  });

  it.each([
    ['{15+}\r\nx] y\r\nF1 OK ho!', 'x%5D%20y%0D%0AF1%20OK%20ho!'],
    ['"\\"é"', '%22%C3%A9'],
  ])('shows a bad URL so that it ends nothing but its own code: %j', async (url, shown) => {
    expect(await append(`URL ${url}`)).toBe(`NO [BADURL "${shown}"] URL names nothing here`);
  });

  it.each(['', 'TEXT abc', 'PART {1+}\r\na', 'URL', 'TEXT {1+}\r\na TEXT'])('is BAD when malformed: (%s)', async (parts) => {
    expect(await append(parts)).toMatch(/^BAD/);
  });

  it('refuses what is too large only when put together, and what a full mailbox cannot take', async () => {
    harness.backend.inbox.add(message('large', 'x'.repeat(3_000)));
    expect(await append('URL "/INBOX/;UID=2" URL "/INBOX/;UID=2"')).toBe('NO [TOOBIG] Message too large');
    harness.backend.quotaOctets = 5;
    expect(await append('URL "/INBOX/;UID=1"')).toBe('NO [OVERQUOTA] Mailbox is full');
  });

  it('puts texts, whole messages, sections and stretches together', async () => {
    const text = 'Subject: new\r\n\r\n';
    const answer = await append(
      `TEXT {${text.length}+}\r\n${text} URL "/INBOX;UIDVALIDITY=1001/;UID=1/;SECTION=TEXT" URL "/inbox/;UID=1/;section=TEXT/;partial=6.4"`,
      'APPEND Drafts (\\Draft) "22-Nov-2026 00:00:00 +0000"',
    );
    expect(answer).toMatch(/^OK \[APPENDUID 1003 1\]/);
    expect(drafts()).toEqual([`${text}First body\r\nbody`]);
    await client.command('SELECT INBOX');
    expect(await append('URL ";UID=1"')).toMatch(/^OK/);
    expect(drafts()[1]).toBe(message('first', 'First body\r\n').toString());
  });

  it('asks for synchronising literals of texts one after another', async () => {
    client.send('a APPEND Drafts CATENATE (TEXT {4}\r\n');
    expect(await client.line()).toBe('+ OK');
    client.send('A: b TEXT {4001}\r\n');
    expect(await client.line()).toBe('a NO [TOOBIG] Message too large');
  });
});

describe('a message URL (RFC 5092)', () => {
  it('has its mailbox in UTF-8 behind percent signs', () => {
    expect(parseMessageUrl('/C%C3%B4ng%20v%C4%83n/2026/;UID=5')).toMatchObject({ mailbox: 'Công văn/2026', uid: 5, section: '' });
  });
});

describe('REPLACE (RFC 8508)', () => {
  beforeEach(async () => {
    await client.command('SELECT INBOX');
  });

  it.each([
    ['REPLACE 2 Drafts {3+}\r\nabc', 'BAD No such message number'],
    ['UID REPLACE 9 Drafts {3+}\r\nabc', 'NO [NONEXISTENT] No such message'],
    ['REPLACE 1 Nowhere {3}', 'NO [TRYCREATE] No such mailbox'],
    ['REPLACE 1 Drafts {5000}', 'NO [TOOBIG] Message too large'],
    ['REPLACE 0 Drafts {3+}\r\nabc', 'BAD Expected a message number'],
  ])('refuses %j', async (command, reply) => {
    expect((await client.command(command)).at(-1)).toBe(reply);
    expect(harness.backend.inbox.messages).toHaveLength(1);
    expect(drafts()).toEqual([]);
  });

  it('needs the right to take the old message out before it stores the new one', async () => {
    harness.backend.inbox.rights = 'lrsi';
    expect(await client.command('REPLACE 1 Drafts {3+}\r\nabc')).toEqual(['NO [NOPERM] You may not expunge']);
    expect(drafts()).toEqual([]);
  });

  it('stores the new message, tells of it, and then takes the old one out', async () => {
    expect(await client.command('REPLACE 1 INBOX (\\Draft) {3+}\r\nabc')).toEqual([
      '* OK [APPENDUID 1001 2] Stored',
      '* 2 EXISTS',
      '* 1 EXPUNGE',
      'OK REPLACE completed',
    ]);
    expect((await client.command('UID REPLACE 2 Drafts CATENATE (TEXT {3+}\r\nnew)')).at(-1)).toBe('OK REPLACE completed');
    expect(harness.backend.inbox.messages).toEqual([]);
    expect(drafts()).toEqual(['new']);
  });
});
