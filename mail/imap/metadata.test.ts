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

describe('annotations (RFC 5464)', () => {
  it.each([
    'GETMETADATA INBOX /comment',
    'GETMETADATA INBOX /shared',
    'GETMETADATA INBOX "/shared/a*"',
    'GETMETADATA INBOX /shared//a',
    'GETMETADATA INBOX ()',
    'GETMETADATA (DEPTH 2) INBOX /shared/a',
    'GETMETADATA (SIZE 2) INBOX /shared/a',
    'SETMETADATA INBOX ()',
    'SETMETADATA INBOX (/shared/a)',
    'SETMETADATA INBOX (/shared/a/ "b")',
  ])('are BAD when malformed: %s', async (command) => {
    expect((await client.command(command)).at(-1)).toMatch(/^BAD/);
  });

  it('need a mailbox, a value that is not too large, and not too many of them', async () => {
    expect(await client.command('GETMETADATA Nowhere /shared/a')).toEqual(['NO [NONEXISTENT] No such mailbox']);
    expect(await client.command('SETMETADATA Nowhere (/shared/a "b")')).toEqual(['NO [NONEXISTENT] No such mailbox']);
    const large = 'x'.repeat(16_385);
    expect(await client.command(`SETMETADATA INBOX (/shared/a {16385+}\r\n${large})`)).toEqual([
      'NO [METADATA MAXSIZE 16384] Value too large',
    ]);
    expect(await client.command('SETMETADATA INBOX (/shared/a "" /shared/b "" /shared/c "" /shared/d "")')).toEqual([
      'NO [METADATA TOOMANY] Too many annotations',
    ]);
  });

  it('are set, told whatever the case of their names, by depth and by size, and removed', async () => {
    await client.command('SETMETADATA INBOX (/Private/Comment "own" /shared/comment {5+}\r\nshare /shared/comment/vi "xin")');
    expect(await client.command('GETMETADATA INBOX (/PRIVATE/comment /private/color)')).toEqual([
      '* METADATA INBOX ("/private/comment" {3}\r\nown "/private/color" NIL)',
      'OK GETMETADATA completed',
    ]);
    expect((await client.command('GETMETADATA (DEPTH 1) INBOX /shared/comment'))[0]).toBe(
      '* METADATA INBOX ("/shared/comment" {5}\r\nshare "/shared/comment/vi" {3}\r\nxin)',
    );
    expect(await client.command('GETMETADATA (MAXSIZE 4 DEPTH infinity) INBOX /shared/comment')).toEqual([
      '* METADATA INBOX ("/shared/comment/vi" {3}\r\nxin)',
      'OK [METADATA LONGENTRIES 5] GETMETADATA completed',
    ]);
    await client.command('SETMETADATA INBOX (/private/comment NIL)');
    expect((await client.command('GETMETADATA INBOX /private/comment'))[0]).toBe('* METADATA INBOX ("/private/comment" NIL)');
    await client.command('SETMETADATA "" (/private/vendor/a ~{3+}\r\na\0b)');
    expect((await client.command('GETMETADATA "" /private/vendor/a'))[0]).toBe('* METADATA "" ("/private/vendor/a" ~{3}\r\na\0b)');
  });
});

describe('PREVIEW (RFC 8970)', () => {
  async function previewOf(octets: string | Buffer, item = 'PREVIEW'): Promise<string> {
    harness.backend.inbox.add(Buffer.from(octets));
    await client.command('SELECT INBOX');
    const [line] = await client.command(`FETCH * (${item} UID)`);
    return Buffer.from(line!.replace(/^\* \d+ FETCH \(PREVIEW /, '').replace(/ UID \d+\)$/, ''), 'latin1').toString('utf8');
  }

  it('is empty where there is no text', async () => {
    expect(await previewOf('Content-Type: image/png\r\n\r\nPNG')).toBe('""');
  });

  it('is the beginning of the first text that is no attachment, decoded, marks kept, on one line', async () => {
    const text = Buffer.from('Kính gửi:\r\n\r\n  Sở Thông tin\u00a0và Truyền thông', 'utf8').toString('base64');
    const mail = [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Disposition: attachment',
      '',
      'not this',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      text,
      '--b--',
      '',
    ].join('\r\n');
    expect(await previewOf(mail, 'PREVIEW (LAZY)')).toBe('{48}\r\nKính gửi: Sở Thông tin và Truyền thông');
  });

  it('is what HTML says, and no longer than 200 characters, cutting none', async () => {
    const html = `Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><p>C&ocirc;ng <b>v&#259;n</b></p>`;
    expect(await previewOf(html)).toBe('{10}\r\nCông văn');
    const long = await previewOf(`Content-Type: text/plain; charset=utf-8\r\n\r\n${'ạ'.repeat(300)}`);
    expect(long.split('\r\n')[1]).toBe('ạ'.repeat(200));
  });

  it('does not set \\Seen', async () => {
    await previewOf('Subject: a\r\n\r\ntext');
    expect((await client.command('FETCH 1 (FLAGS)'))[0]).toBe('* 1 FETCH (FLAGS ())');
    expect((await client.command('FETCH 1 PREVIEW (LAZY)'))[0]).toContain('text');
  });
});
