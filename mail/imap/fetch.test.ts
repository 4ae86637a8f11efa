import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

const mixed = Buffer.from(
  [
    'From: An <an@example.vn>',
    'Subject: mixed',
    'X-Two: 1',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'C=C3=B4ng v=C4=83n',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: inner',
    '',
    'inside',
    '--b',
    'Content-Type: application/octet-stream; name=a.bin',
    'Content-Transfer-Encoding: base64',
    '',
    'AAEC',
    '--b',
    'Content-Type: application/x-odd',
    'Content-Transfer-Encoding: x-odd',
    '',
    '???',
    '--b--',
    '',
  ].join('\r\n'),
);
const prefix = 'Return-Path: <x@example.vn>\r\n';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  harness.backend.inbox.add(mixed, { prefix, internalDate: new Date('2026-01-02T03:04:05Z') });
  harness.backend.inbox.add(message('two'), { flags: { bits: 1, keywords: ['$Forwarded'] } });
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

/** The one FETCH response to a section, its literal's octets only. */
async function section(item: string): Promise<string> {
  const [line] = await client.command(`FETCH 1 ${item}`);
  const literal = /\{(\d+)\}\r\n/.exec(line!);
  if (literal === null) return line!;
  const start = literal.index + literal[0].length;
  return line!.slice(start, start + Number(literal[1]));
}

describe('FETCH', () => {
  it.each([
    'FETCH',
    'FETCH 1',
    'FETCH 1 ()',
    'FETCH 1 FOO',
    'FETCH 0 FLAGS',
    'FETCH 3 FLAGS',
    'FETCH 1:3 FLAGS',
    'FETCH 1 BODY[',
    'FETCH 1 BODY[0]',
    'FETCH 1 BODY[FOO]',
    'FETCH 1 BODY[MIME]',
    'FETCH 1 BODY[HEADER.FIELDS]',
    'FETCH 1 BODY[HEADER.FIELDS ()]',
    'FETCH 1 BODY[]<0>',
    'FETCH 1 BODY[]<0.0>',
    'FETCH 1 BODYFOO[]',
    'FETCH 1 BINARY[TEXT]',
    'FETCH 1 FLAGS (FOO)',
    'FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)',
    'UID FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)',
    'FETCH 1 (FLAGS UID) extra',
  ])('refuses %s', async (command) => {
    expect((await client.command(command)).at(-1)).toMatch(/^BAD /);
  });

  it('passes over UIDs that do not exist, and asks an empty mailbox for nothing', async () => {
    expect(await client.command('UID FETCH 50,60:70 FLAGS')).toEqual(['OK FETCH completed']);
    await client.command('SELECT Sent');
    expect(await client.command('FETCH 1:* FLAGS')).toEqual(['OK FETCH completed']);
  });

  it('answers what the session knows', async () => {
    expect(await client.command('UID FETCH 1:* (FLAGS)')).toEqual([
      '* 1 FETCH (UID 1 FLAGS ())',
      '* 2 FETCH (UID 2 FLAGS (\\Seen $Forwarded))',
      'OK FETCH completed',
    ]);
    expect(await client.command('FETCH * MODSEQ')).toEqual(['* 2 FETCH (MODSEQ (3))', 'OK FETCH completed']);
  });

  it('answers facts, and the macros', async () => {
    const size = prefix.length + mixed.length;
    const [all] = await client.command('FETCH 1 ALL');
    expect(all).toMatch(
      new RegExp(`^\\* 1 FETCH \\(FLAGS \\(\\) INTERNALDATE " 2-Jan-2026 10:04:05 \\+0700" RFC822.SIZE ${size} ENVELOPE \\(NIL "mixed" `),
    );
    const [structure] = await client.command('FETCH 1 (BODYSTRUCTURE EMAILID THREADID SAVEDATE)');
    expect(structure).toMatch(/BODYSTRUCTURE \(\("text" "plain" .* "mixed" .* EMAILID \(E1\) THREADID \(T[\w-]{22}\) SAVEDATE "/i);
    expect((await client.command('FETCH 1 FULL'))[0]).toMatch(/ BODY \(/);
  });

  it('gives the octets of every section, the prefix in front', async () => {
    const text = mixed.toString('latin1');
    const header = text.slice(0, text.indexOf('\r\n\r\n') + 4);
    expect(await section('BODY.PEEK[]')).toBe(prefix + text);
    expect(await section('RFC822.HEADER')).toBe(prefix + header);
    expect(await section('BODY.PEEK[HEADER]')).toBe(prefix + header);
    expect(await section('BODY.PEEK[TEXT]')).toBe(text.slice(header.length));
    expect(await section('BODY.PEEK[1]')).toBe('C=C3=B4ng v=C4=83n');
    expect(await section('BODY.PEEK[1.MIME]')).toBe(
      'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n',
    );
    expect(await section('BODY.PEEK[2.HEADER]')).toBe('Subject: inner\r\n\r\n');
    expect(await section('BODY.PEEK[2.TEXT]')).toBe('inside');
    expect(await section('BODY.PEEK[HEADER.FIELDS (subject RETURN-PATH)]')).toBe(`${prefix}Subject: mixed\r\n\r\n`);
    expect(await section('BODY.PEEK[HEADER.FIELDS.NOT (From Content-Type X-Two)]')).toBe(`${prefix}Subject: mixed\r\n\r\n`);
    expect(await section('BODY.PEEK[2.HEADER.FIELDS (Subject)]')).toBe('Subject: inner\r\n\r\n');
    expect(await section('BODY.PEEK[9]')).toBe('* 1 FETCH (BODY[9] NIL)');
  });

  it('gives partials, names their start, and cuts them at the end', async () => {
    expect((await client.command('FETCH 1 BODY.PEEK[]<7.5>'))[0]).toBe(
      '* 1 FETCH (BODY[]<7> {5}\r\n-Path)'.replace('-Path', prefix.slice(7, 12)),
    );
    expect(await section('BODY.PEEK[2.TEXT]<2.100>')).toBe('side');
    expect((await client.command('FETCH 1 BODY.PEEK[2.TEXT]<99.5>'))[0]).toBe('* 1 FETCH (BODY[2.TEXT]<99> {0}\r\n)');
    expect(await section('BODY.PEEK[HEADER.FIELDS (Subject)]<0.7>')).toBe('Subject');
  });

  it('answers an item named twice once, but for two stretches of one beginning', async () => {
    expect((await client.command('FETCH 1 (UID FLAGS uid BODY.PEEK[1]<0.2> body.peek[1]<0.2> BODY.PEEK[1]<0.3>)'))[0]).toMatch(
      /^\* 1 FETCH \(UID 1 FLAGS \(\) BODY\[1\]<0> \{2\}\r\n.. BODY\[1\]<0> \{3\}\r\n...\)$/s,
    );
    expect((await client.command('FETCH 1 (BODY.PEEK[1]<0.1> BODY[1]<0.1>)'))[0]).toMatch(/ FLAGS \(\\Seen\)\)$/);
  });

  it('takes off the transfer encoding for BINARY', async () => {
    expect(await section('BINARY.PEEK[1]')).toBe(Buffer.from('Công văn').toString('latin1'));
    expect((await client.command('FETCH 1 BINARY.PEEK[3]'))[0]).toBe('* 1 FETCH (BINARY[3] ~{3}\r\n\x00\x01\x02)');
    expect((await client.command('FETCH 1 BINARY.SIZE[3]'))[0]).toBe('* 1 FETCH (BINARY.SIZE[3] 3)');
    expect((await client.command('FETCH 1 BINARY.PEEK[4]')).at(-1)).toBe('NO [UNKNOWN-CTE] A part has an unknown transfer encoding');
  });

  it('sets \\Seen once and says so, but not when peeking', async () => {
    await client.command('FETCH 1 BODY.PEEK[TEXT]');
    expect(harness.backend.inbox.messages[0]!.bits).toBe(0);
    expect((await client.command('FETCH 1 BODY[2.TEXT]'))[0]).toBe('* 1 FETCH (BODY[2.TEXT] {6}\r\ninside FLAGS (\\Seen))');
    expect(await client.command('FETCH 1 BODY[2.TEXT]')).toEqual(['* 1 FETCH (BODY[2.TEXT] {6}\r\ninside)', 'OK FETCH completed']);
  });

  it('streams a message larger than a piece, octet for octet', async () => {
    const big = message('big', `${'0123456789'.repeat(7)}\r\n`.repeat(20_000));
    harness.backend.inbox.add(big);
    await client.command('NOOP');
    const [line] = await client.command('FETCH 3 (UID BODY.PEEK[])');
    expect(line!.length).toBe(`* 3 FETCH (UID 3 BODY[] {${big.length}}\r\n)`.length + big.length);
    expect(line!.includes(big.toString('latin1'))).toBe(true);
  });

  it('answers only what changed, with its modseq', async () => {
    expect(await client.command('FETCH 1:* FLAGS (CHANGEDSINCE 2)')).toEqual([
      '* 2 FETCH (FLAGS (\\Seen $Forwarded) MODSEQ (3))',
      'OK FETCH completed',
    ]);
  });

  it('answers pipelined commands in order', async () => {
    client.send('a FETCH 1 UID\r\nb NOOP\r\nc FETCH 2 UID\r\n');
    expect(await client.until('c')).toEqual([
      '* 1 FETCH (UID 1)',
      'a OK FETCH completed',
      'b OK NOOP completed',
      '* 2 FETCH (UID 2)',
      'c OK FETCH completed',
    ]);
  });

  it('answers the same when the commands arrive octet by octet', async () => {
    for (const octet of 'a UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS ({7+}\r\nSubject)])\r\n') {
      client.send(octet);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await client.until('a')).toEqual([
      '* 1 FETCH (UID 1 FLAGS () BODY[HEADER.FIELDS (Subject)] {18}\r\nSubject: mixed\r\n\r\n)',
      '* 2 FETCH (UID 2 FLAGS (\\Seen $Forwarded) BODY[HEADER.FIELDS (Subject)] {16}\r\nSubject: two\r\n\r\n)',
      'a OK FETCH completed',
    ]);
  });
});
