import { describe, expect, it } from 'vitest';
import type { Door } from '#mail/smtp/backend.ts';
import { startTestServer } from '#mail/smtp/testing/test-server.ts';

const token = Buffer.from('\0anh@backan.gov.vn\0dung').toString('base64');
const rest = 'MAIL FROM:<anh@backan.gov.vn>\r\nRCPT TO:<binh@backan.gov.vn>\r\nDATA\r\nSubject: x\r\n\r\nbody\r\n..\r\n.\r\n';
const dialogues: [Door, string][] = [
  ['mx', `EHLO x\r\n${rest}`],
  ['submission', `EHLO x\r\nAUTH PLAIN ${token}\r\n${rest}`],
  ['lmtp', `LHLO x\r\n${rest}`],
];
const patience = { timeout: 20_000 };
const limits = { connectionsPerAddressMax: 1_000, connectionsPerAccountMax: 1_000 };

describe.each(dialogues)('a client that vanishes at any octet of a dialogue at the %s door', (door, dialogue) => {
  it.each(['ends', 'resets'] as const)('and %s the connection leaves nothing stored and no spool behind', async (how) => {
    await using server = await startTestServer(door, { limits, allowPlaintextAuth: () => true });
    const clients = await Promise.all(Array.from({ length: dialogue.length }, () => server.connect()));
    for (const [octets, client] of clients.entries()) client.send(dialogue.slice(0, octets));
    // Everything sent has been read once each client that got as far as DATA has its spool; a reset would overtake it.
    const gotToData = dialogue.length - dialogue.indexOf('DATA\r\n') - 'DATA\r\n'.length;
    await expect.poll(() => server.backend.spools.length, patience).toBe(gotToData);
    for (const client of clients) client[how === 'ends' ? 'end' : 'reset']();
    await expect.poll(() => server.server.connectionCount, patience).toBe(0);
    await expect.poll(() => server.backend.openSpools, patience).toBe(0);
    expect(server.backend.stored).toEqual([]);
  });

  it('stores exactly one message when all octets came', async () => {
    await using server = await startTestServer(door, { limits, allowPlaintextAuth: () => true });
    await using client = await server.connect();
    client.send(dialogue);
    client.end();
    await client.rest();
    expect(server.backend.stored.map((one) => one.octets.toString())).toEqual(['Subject: x\r\n\r\nbody\r\n.\r\n']);
  });
});
