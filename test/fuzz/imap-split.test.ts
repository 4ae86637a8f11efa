import { setImmediate as turn } from 'node:timers/promises';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, type RawClient, startHarness } from '#mail/imap/testing/raw-client.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ limits: { literalOctetsMax: 40 } });
});
afterAll(async () => {
  await harness[Symbol.asyncDispose]();
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const inMailbox = [
  'b SELECT {5}\r\nINBOX\r\n',
  'c APPEND INBOX (\\Seen) ~{15+}\r\nA: b\r\n\r\n\0\r\n{3}\r\n "23-Nov-2026 00:00:00 +0700" {10}\r\nC: d\r\n\r\n\xff\n\r\n',
  'd IDLE\r\nDONE\r\ne IDLE\r\nno\r\nf IDLE\ndone\n',
  'g FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS ({1+}\r\nA "x\\"y")] BINARY.PEEK[])\r\n',
  `h SEARCH TEXT {50+}\r\n${'x'.repeat(50)} {3+}\r\nabc\r\ni SEARCH OR TEXT {0+}\r\n BODY {2}\r\nxy\r\n`,
  'j SETMETADATA "" (/private/comment ~{3+}\r\na\0b)\r\nk FROB {2}\r\n\r\n\r\nl \r\n',
  'm STORE 1:* +FLAGS.SILENT (\\Deleted)\r\nn EXPUNGE\r\n',
].join('');
const whole = `a AUTHENTICATE PLAIN\r\n${base64('\0an@example.vn\0secret')}\r\n${inMailbox}o UNAUTHENTICATE\r\np AUTHENTICATE LOGIN\r\n${base64('an@example.vn')}\r\n*\r\nq AUTHENTICATE LOGIN ${base64('an@example.vn')}\r\n${base64('secret')}\r\nr LOGOUT\r\n`;
const answers = 'b OK|c OK|d OK|e BAD|f OK|g OK|h NO|i OK|j OK|k BAD|l BAD|m OK|n OK';

/** Numbers that go on from session to session. */
const settled = (output: string) => output.replace(/(APPENDUID \d+|UIDNEXT|HIGHESTMODSEQ) [\d:]+/g, '$1 n');
const tagged = (output: string) => [...output.matchAll(/^([a-r] (?:OK|NO|BAD))/gm)].map(([, answer]) => answer).join('|');

async function dialogue(client: RawClient, pieces: readonly Buffer[]): Promise<Buffer> {
  const received: Buffer[] = [];
  client.socket.removeAllListeners('data').on('data', (chunk: Buffer) => received.push(chunk));
  const ended = new Promise((resolve) => client.socket.once('close', resolve));
  for (const piece of pieces) {
    client.send(piece);
    await turn();
    await turn();
  }
  await ended;
  return Buffer.concat(received);
}

async function plain(pieces: readonly Buffer[]): Promise<string> {
  const client = await harness.connect();
  await client.line();
  return settled((await dialogue(client, pieces)).toString('latin1'));
}

async function compressed(pieces: readonly Buffer[]): Promise<string> {
  const client = await harness.signedIn();
  await client.command('COMPRESS DEFLATE');
  const octets = await dialogue(client, pieces);
  return settled(zlib.inflateRawSync(octets, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString('latin1'));
}

const inTwo = (octets: Buffer, at: number) => [octets.subarray(0, at), octets.subarray(at)];
const singly = (octets: Buffer) => Array.from(octets, (octet) => Buffer.from([octet]));

describe('a whole IMAP session', () => {
  const input = Buffer.from(whole, 'latin1');

  it('goes the same wherever it is split in two, and octet by octet', async () => {
    const expected = await plain([input]);
    expect(tagged(expected)).toBe(`a OK|${answers}|o OK|p BAD|q OK|r OK`);
    for (let at = 1; at < input.length; at += 1) expect([at, await plain(inTwo(input, at))]).toEqual([at, expected]);
    expect(await plain(singly(input))).toBe(expected);
  });

  it('goes the same wherever its compressed octets are split', async () => {
    const short =
      'b SELECT INBOX\r\nc APPEND INBOX ~{8+}\r\nA: b\r\n\r\n\r\nd IDLE\r\nDONE\r\ng FETCH 1 BINARY[]\r\nm STORE 1 +FLAGS (\\Deleted)\r\nn CLOSE\r\nr LOGOUT\r\n';
    const packed = zlib.deflateRawSync(Buffer.from(short, 'latin1'), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
    const expected = await compressed([packed]);
    expect(tagged(expected)).toBe('b OK|c OK|d OK|g OK|m OK|n OK|r OK');
    for (let at = 1; at < packed.length; at += 1) expect([at, await compressed(inTwo(packed, at))]).toEqual([at, expected]);
    expect(await compressed(singly(packed))).toBe(expected);
  });
});
