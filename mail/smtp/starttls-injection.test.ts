import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeCertificate, testCertificate } from '#mail/connection/testing/test-certificate.ts';
import { startTestServer } from './testing/test-server.ts';

describe('STARTTLS', () => {
  it('runs nothing that was pipelined behind it in the clear', async () => {
    await using server = await startTestServer('mx');
    await using client = await server.connect();
    await client.reply();
    await client.say('EHLO x');
    // CVE-2011-0411: the second command must not be answered inside the TLS session.
    client.send('STARTTLS\r\nMAIL FROM:<a@example.net>\r\n');
    expect(await client.reply()).toMatch(/^220 2\.0\.0 /);
    await client.startTls();
    expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
    expect(await client.say('RCPT TO:<binh@backan.gov.vn>')).toBe('503 5.5.1 EHLO first');
  });

  it('forgets EHLO, identity and transaction from before it', async () => {
    await using server = await startTestServer('submission', { allowPlaintextAuth: () => true });
    await using client = await server.connect();
    await client.reply();
    const token = Buffer.from('\0anh@backan.gov.vn\0dung').toString('base64');
    await client.sayAll('EHLO x', `AUTH PLAIN ${token}`, 'MAIL FROM:<anh@backan.gov.vn>');
    await client.say('STARTTLS');
    await client.startTls();
    expect(await client.say('MAIL FROM:<anh@backan.gov.vn>')).toBe('503 5.5.1 EHLO first');
    await client.say('EHLO x');
    expect(await client.say('MAIL FROM:<anh@backan.gov.vn>')).toBe('530 5.7.0 Authentication required');
  });

  it('is refused with parameters and a second time', async () => {
    await using server = await startTestServer('mx');
    await using client = await server.connect();
    await client.reply();
    expect(await client.say('STARTTLS now')).toMatch(/^501 5\.5\.4 /);
    await client.say('STARTTLS');
    await client.startTls();
    expect(await client.say('STARTTLS')).toMatch(/^503 5\.5\.1 /);
  });

  it('says so and lives on when the handshake fails', async () => {
    await using server = await startTestServer('mx');
    await using client = await server.connect();
    await client.reply();
    await client.say('STARTTLS');
    client.send('this is no TLS record\r\n'.repeat(10));
    await client.rest();
    await expect.poll(() => server.server.connectionCount, { timeout: 10_000 }).toBe(0);
    expect(server.events.map((one) => one.event)).toContain('smtp.tls-failed');
    await using next = await server.connect();
    expect(await next.reply()).toMatch(/^220 /);
  });

  it.each([true, false])('ends when a broken record comes in the middle of the session (implicit TLS: %s)', async (implicitTls) => {
    await using server = await startTestServer('submission', { implicitTls });
    const raw = connect(server.port, '127.0.0.1');
    raw.on('error', () => {});
    if (!implicitTls) {
      await once(raw, 'data');
      raw.write('STARTTLS\r\n');
      await once(raw, 'data');
    }
    const secure = tlsConnect({ socket: raw, rejectUnauthorized: false });
    secure.on('error', () => {});
    await once(secure, 'secureConnect');
    secure.write('EHLO x\r\n');
    await once(secure, 'data');
    raw.write('this is no TLS record');
    await expect.poll(() => server.server.connectionCount, { timeout: 10_000 }).toBe(0);
    raw.destroy();
  });

  it('shows a renewed certificate to the next client', async () => {
    let material = testCertificate();
    await using server = await startTestServer('mx', { tls: () => material });
    const seen: string[] = [];
    for (const renewed of [material, makeCertificate('renewed.example')]) {
      material = renewed;
      await using client = await server.connect();
      await client.reply();
      await client.say('STARTTLS');
      await client.startTls();
      seen.push(client.peerCertificateName);
    }
    expect(seen).toEqual(['localhost', 'renewed.example']);
  });
});
