import { describe, expect, it } from 'vitest';
import { startTestServer } from './testing/test-server.ts';

// SMTP smuggling (2023): something that one server takes for the end of DATA and the next does not lets a second message through
// under the name of the first. Only CRLF.CRLF may end DATA.
const falseEnds: [name: string, octets: string][] = [
  ['LF.LF', '\n.\n'],
  ['LF.CRLF', '\n.\r\n'],
  ['CRLF.LF', '\r\n.\n'],
  ['CR.CR', '\r.\r'],
  ['CR.CRLF', '\r.\r\n'],
  ['CRLF.CR', '\r\n.\r'],
];
const smuggled = 'MAIL FROM:<chu-tich@backan.gov.vn>\r\nRCPT TO:<binh@backan.gov.vn>\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n';

async function attack(lineEndings: 'normalize' | 'reject', falseEnd: string) {
  await using server = await startTestServer('mx', { lineEndings });
  await using client = await server.connect();
  await client.reply();
  await client.sayAll('EHLO x', 'MAIL FROM:<a@example.net>', 'RCPT TO:<binh@backan.gov.vn>', 'DATA');
  client.send(`Subject: first\r\n\r\nbody${falseEnd}${smuggled}`);
  const answer = await client.say('.');
  const afterwards = await client.say('NOOP');
  return { answer, afterwards, stored: server.backend.stored, openSpools: server.backend.openSpools };
}

describe('SMTP smuggling, line endings normalised', () => {
  it.each(falseEnds)('%s does not end DATA: one message, with the smuggled commands as text', async (_name, falseEnd) => {
    const { answer, afterwards, stored } = await attack('normalize', falseEnd);
    expect(answer).toBe('250 2.0.0 Accepted as m1');
    expect(afterwards).toBe('250 2.0.0 OK');
    expect(stored).toHaveLength(1);
    const text = stored[0]!.octets.toString('latin1');
    expect(text).toBe(`Subject: first\r\n\r\nbody\r\n.\r\n${smuggled}`);
  });
});

describe('SMTP smuggling, line endings rejected', () => {
  it.each(falseEnds)('%s has the whole message refused', async (_name, falseEnd) => {
    const { answer, afterwards, stored, openSpools } = await attack('reject', falseEnd);
    expect(answer).toMatch(/^550 5\.6\.11 /);
    expect(afterwards).toBe('250 2.0.0 OK');
    expect(stored).toEqual([]);
    expect(openSpools).toBe(0);
  });
});

describe('other ways of hiding an end', () => {
  it('CRLF NUL . CRLF is refused for the NUL', async () => {
    for (const lineEndings of ['normalize', 'reject'] as const) {
      const { answer, stored } = await attack(lineEndings, '\r\n\0.\r\n');
      expect(answer).toMatch(/^550 5\.6\.0 /);
      expect(stored).toEqual([]);
    }
  });

  it('commands after a bare LF in a command line are never run', async () => {
    await using server = await startTestServer('mx');
    await using client = await server.connect();
    await client.reply();
    await client.say('EHLO x');
    client.send('NOOP\nMAIL FROM:<a@example.net>\r\nRCPT TO:<binh@backan.gov.vn>\r\n');
    expect(await client.rest()).toEqual([
      '500 5.5.2 Lines end with CRLF (RFC 5321 2.3.8)',
      '421 4.5.2 A line had a bare CR or LF; closing',
    ]);
  });

  it('commands after a bare CR in a command line are never run', async () => {
    await using server = await startTestServer('mx');
    await using client = await server.connect();
    await client.reply();
    client.send('NOOP\rEHLO x\r\nNOOP\r\n');
    expect((await client.rest()).map((line) => line.slice(0, 9))).toEqual(['500 5.5.2', '421 4.5.2']);
  });
});
