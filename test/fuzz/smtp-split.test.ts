import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#mail/smtp/testing/test-server.ts';

const body = 'Subject: =?UTF-8?Q?x?=\r\nFrom: a@example.net\r\n\r\nXin ch\xc3\xa0o\r\n..\r\n.dot\r\n\nbare\rcr\r\n';
const input = [
  'EHLO mx.example.net\r\n',
  'MAIL FROM:<a@example.net> SIZE=300 BODY=8BITMIME\r\n',
  'RCPT TO:<binh@backan.gov.vn> NOTIFY=FAILURE\r\nRCPT TO:<khong@backan.gov.vn>\r\nDATA\r\n',
  `${body}.\r\n`,
  'FOO\r\nMAIL FROM:<b@example.net>\r\nRCPT TO:<binh@backan.gov.vn>\r\nDATA\r\n.\r\nQUIT\r\n',
].join('');

async function dialogue(server: TestServer, chunks: readonly string[]): Promise<string[]> {
  await using client = await server.connect();
  for (const chunk of chunks) {
    client.send(chunk);
    await turn();
    await turn();
  }
  return (await client.rest()).map((reply) => reply.replace(/as m\d+$/, ''));
}

describe('a whole SMTP dialogue', () => {
  it('goes the same wherever it is split in two', async () => {
    await using server = await startTestServer('mx');
    const whole = await dialogue(server, [input]);
    expect(whole.map((reply) => reply.slice(0, 3)).join(' ')).toBe('220 250 250 250 550 354 250 500 250 250 354 250 221');
    const [first, second] = server.backend.stored.splice(0);
    for (let at = 1; at < input.length; at++) {
      expect(await dialogue(server, [input.slice(0, at), input.slice(at)])).toEqual(whole);
      expect(server.backend.stored.splice(0).map((one) => one.octets)).toEqual([first!.octets, second!.octets]);
    }
    expect(server.backend.openSpools).toBe(0);
  });

  it('goes the same octet by octet', async () => {
    await using server = await startTestServer('mx');
    const whole = await dialogue(server, [input]);
    expect(await dialogue(server, [...input])).toEqual(whole);
    const stored = server.backend.stored.map((one) => one.octets.toString('latin1'));
    expect(stored.slice(2)).toEqual(stored.slice(0, 2));
  });
});
