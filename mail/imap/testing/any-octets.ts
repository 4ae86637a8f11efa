import fc from 'fast-check';
import { expect } from 'vitest';
import { scanContent } from '#mail/mime/content-facts.ts';
import { ResponseReader } from '#test/helpers/imap-response.ts';
import type { RawClient } from './raw-client.ts';

const piece = fc.oneof(
  fc.constantFrom(
    '\r',
    '\n',
    '\r\n',
    '\r\n\r\n',
    '\0',
    '\xff\xfe',
    '\x1a',
    '.',
    '\r\n.\r\n',
    'From ',
    'Subject: \xe1\r\n',
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
    'Content-Type: message/rfc822\r\n\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    '\r\n--b\r\n',
    '\n--b--\n',
    'x'.repeat(2_000),
    '{5}',
    ')',
    '* 1 EXPUNGE\r\n',
  ),
  fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets).toString('latin1')),
);

/** What nobody should send and somebody does: line ends of every kind, NUL, eight bits, lines without end, halves of messages. */
export const anyOctets = fc
  .array(piece, { minLength: 1, maxLength: 25 })
  .map((pieces) => Buffer.from(pieces.join(''), 'latin1'))
  .filter((octets) => octets.length > 0);

async function sectionOf(client: RawClient, item: string): Promise<Buffer> {
  const [line] = await client.command(`FETCH * (${item})`);
  const value = [...(new ResponseReader(line!).fetch()?.items.values() ?? [])][0];
  if (typeof value !== 'string') throw new Error(`no octets in ${line}`);
  return Buffer.from(value, 'latin1');
}

/** Appends a message to the selected mailbox, and asks for it as a whole, in halves, in pieces and by its parts. */
export async function expectSameOctets(client: RawClient, octets: Buffer, pieceOctets: number): Promise<void> {
  const appended = await client.command(Buffer.concat([Buffer.from(`APPEND INBOX ~{${octets.length}+}\r\n`), octets]));
  expect(appended.at(-1)).toMatch(/^OK/);
  await expectDelivered(client, octets, pieceOctets);
}

/** As above, of the last message of the selected mailbox. */
export async function expectDelivered(client: RawClient, octets: Buffer, pieceOctets: number, prefixOctets = 0): Promise<void> {
  const same = (found: Buffer, expected: Buffer) => expect(found.toString('latin1')).toBe(expected.toString('latin1'));
  const section = (item: string) => sectionOf(client, item);
  same(await section('BODY.PEEK[]'), octets);
  same(await section('BINARY.PEEK[]'), octets);
  same(Buffer.concat([await section('BODY.PEEK[HEADER]'), await section('BODY.PEEK[TEXT]')]), octets);
  const pieces: Buffer[] = [];
  for (let start = 0; start <= octets.length; start += pieceOctets) pieces.push(await section(`BODY.PEEK[]<${start}.${pieceOctets}>`));
  same(Buffer.concat(pieces), octets);
  for (const part of scanContent(octets.subarray(prefixOctets)).parts.slice(1)) {
    const [start, end] = [part.headerStart + prefixOctets, part.end + prefixOctets];
    if (part.section.endsWith('TEXT')) continue; // a multipart that is a message's root has no header of its own
    const mime = await section(`BODY.PEEK[${part.section}.MIME]`);
    const body = await section(`BODY.PEEK[${part.section}]`);
    same(body, octets.subarray(part.bodyStart + prefixOctets, end));
    same(Buffer.concat([mime, body]), octets.subarray(start, end));
  }
}
