import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  client = await harness.signedIn();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const binary = Buffer.from(
  [
    'Subject: sealed',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: application/octet-stream',
    'Content-Transfer-Encoding: binary',
    '',
    'a\0b\n\xff',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: inner',
    'Content-Transfer-Encoding: base64',
    '',
    'AAEC',
    '--b',
    'Content-Transfer-Encoding: x-odd',
    '',
    '?',
    '--b--',
    '',
  ].join('\r\n'),
  'latin1',
);
const literal8 = (octets: Buffer) => Buffer.concat([Buffer.from(`~{${octets.length}+}\r\n`), octets]);
const command = (...pieces: (string | Buffer)[]) => client.command(Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
const stored = (name = 'INBOX') => harness.backend.mailboxes.get(name)!.messages.map(({ octets }) => octets);

describe('BINARY (RFC 3516)', () => {
  it.each([
    ['in a plain literal', 'APPEND INBOX {3+}\r\na\0b'],
    ['in a plain literal among others', 'APPEND INBOX CATENATE (TEXT ~{3+}\r\na\0b TEXT {1+}\r\n\0)'],
  ])('refuses NUL %s', async (_, text) => {
    expect(await client.command(text)).toEqual(['NO [CANNOT] Message contains NUL']);
    expect(stored()).toEqual([]);
  });

  it.each(['LIST "" ~{1+}\r\n*', 'SEARCH TEXT ~{1+}\r\na', 'CREATE ~{1+}\r\na'])('takes no literal8 elsewhere: %s', async (text) => {
    await client.command('SELECT INBOX');
    expect((await client.command(text)).at(-1)).toMatch(/^BAD/);
  });

  it('is announced', async () => {
    expect((await client.command('CAPABILITY'))[0]?.split(' ')).toContain('BINARY');
  });

  it('stores any octets as they came, alone, as UTF8, in pieces and in the place of another', async () => {
    await command('APPEND INBOX (\\Seen) ', literal8(binary));
    await command('APPEND INBOX UTF8 (', literal8(binary), ')');
    await command('APPEND INBOX CATENATE (TEXT ', literal8(binary), ' UTF8 (', literal8(Buffer.from('\0')), '))');
    await client.command('SELECT INBOX');
    expect((await command('REPLACE 1 Drafts ', literal8(binary))).at(-1)).toMatch(/^OK/);
    expect(stored()).toEqual([binary, Buffer.concat([binary, Buffer.from('\0')])]);
    expect(stored('Drafts')).toEqual([binary]);
  });

  it('asks for a synchronising literal8, and judges it as a message', async () => {
    harness.backend.quotaOctets = 50;
    client.send('a APPEND INBOX ~{3}\r\n');
    expect(await client.line()).toBe('+ OK');
    client.send('a\0b\r\n');
    expect(await client.line()).toMatch(/^a OK/);
    expect(await client.command('APPEND INBOX ~{90}')).toEqual(['NO [OVERQUOTA] Mailbox is full']);
  });

  describe('of a stored message', () => {
    beforeEach(async () => {
      harness.backend.inbox.add(binary);
      await client.command('SELECT INBOX');
    });

    it.each([
      ['BINARY.PEEK[1]', 'BINARY[1] ~{5}\r\na\0b\n\xff'],
      ['BINARY.PEEK[1]<1.2>', 'BINARY[1]<1> ~{2}\r\n\0b'],
      ['BINARY.PEEK[1]<3.9>', 'BINARY[1]<3> {2}\r\n\n\xff'],
      ['BINARY.PEEK[1]<9.1>', 'BINARY[1]<9> {0}\r\n'],
      ['BINARY.SIZE[1]', 'BINARY.SIZE[1] 5'],
      ['BINARY.PEEK[2.1]', 'BINARY[2.1] ~{3}\r\n\0\x01\x02'],
      ['BINARY.PEEK[2.1]<1.2>', 'BINARY[2.1]<1> {2}\r\n\x01\x02'],
      ['BINARY.SIZE[2.1]', 'BINARY.SIZE[2.1] 3'],
      ['BINARY.SIZE[2]', 'BINARY.SIZE[2] 57'],
      ['BINARY.SIZE[]', `BINARY.SIZE[] ${binary.length}`],
      ['BINARY.PEEK[]', `BINARY[] ~{${binary.length}}\r\n${binary.toString('latin1')}`],
      ['BINARY.PEEK[7]', 'BINARY[7] NIL'],
      ['BODY.PEEK[1]', 'BODY[1] {5}\r\na\0b\n\xff'],
    ])('gives %s', async (item, answer) => {
      expect(await client.command(`FETCH 1 ${item}`)).toEqual([`* 1 FETCH (${answer})`, 'OK FETCH completed']);
    });

    it.each(['BINARY.PEEK[3]', 'BINARY.SIZE[3]'])('says that nobody knows the encoding for %s', async (item) => {
      expect((await client.command(`FETCH 1 ${item}`)).at(-1)).toBe('NO [UNKNOWN-CTE] A part has an unknown transfer encoding');
    });

    it('sets \\Seen unless it peeks', async () => {
      await client.command('FETCH 1 (BINARY.PEEK[1] BINARY.SIZE[1])');
      expect(harness.backend.inbox.messages[0]?.bits).toBe(0);
      expect((await client.command('FETCH 1 BINARY[1]'))[0]).toMatch(/FLAGS \(\\Seen\)\)$/);
    });
  });
});
