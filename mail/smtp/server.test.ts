import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { refusal } from '#kernel/refusal.ts';
import { smtpLogTo } from './events.ts';
import { startTestServer } from './testing/test-server.ts';

const message = 'From: a@example.net\r\nSubject: Th\xc3\xb4ng b\xc3\xa1o\r\n\r\nXin ch\xc3\xa0o\r\n..dot\r\n';
const stored = message.replace('..dot', '.dot');

describe('a message by each door', () => {
  it('comes in at port 25 without AUTH, octet for octet', async () => {
    await using server = await startTestServer('mx');
    await using client = await server.connect();
    expect(await client.reply()).toBe('220 mail.backan.gov.vn ESMTP');
    expect(await client.say('EHLO mx.example.net')).not.toContain('AUTH');
    expect(await client.say('MAIL FROM:<a@example.net> SIZE=100 BODY=8BITMIME RET=HDRS ENVID=QQ+2B1')).toBe('250 2.1.0 Sender ok');
    expect(await client.say('RCPT TO:<binh@backan.gov.vn> NOTIFY=FAILURE,DELAY ORCPT=rfc822;b+40x')).toBe('250 2.1.5 Recipient ok');
    expect(await client.say('DATA')).toMatch(/^354 /);
    client.send(message);
    expect(await client.say('.')).toBe('250 2.0.0 Accepted as m1');
    expect(await client.say('QUIT')).toBe('221 2.0.0 Bye');
    expect(await client.reply()).toBe('');
    const [only] = server.backend.stored;
    expect(only!.octets.toString('latin1')).toBe(stored);
    expect(only!.envelope).toMatchObject({
      door: 'mx',
      clientName: 'mx.example.net',
      protocol: 'ESMTP',
      session: null,
      tlsCipher: null,
      sender: { localPart: 'a', domain: 'example.net' },
      envelopeId: 'QQ+1',
      dsnReturn: 'headers',
      body: '8bitmime',
      smtpUtf8: false,
      recipients: [
        {
          destination: { kind: 'local', address: 'binh@backan.gov.vn' },
          notify: ['failure', 'delay'],
          originalRecipient: 'rfc822;b@x',
        },
      ],
    });
    expect(server.backend.openSpools).toBe(0);
  });

  it('comes in at 587 from a mail program by STARTTLS and AUTH', async () => {
    await using server = await startTestServer('submission');
    const info = await submit({ port: server.port, secure: false, requireTLS: true });
    expect(info.response).toBe('250 2.0.0 Accepted as m1');
    expect(server.backend.stored[0]!.envelope).toMatchObject({
      protocol: 'ESMTPSA',
      session: { account: { address: 'anh@backan.gov.vn' } },
      tlsCipher: expect.stringMatching(/^TLSv1\.3 TLS_/),
      recipients: [{ destination: { kind: 'local' } }, { destination: { kind: 'remote', address: { domain: 'example.net' } } }],
    });
    expect(server.backend.stored[0]!.octets.toString()).toContain('Xin ch=C3=A0o');
  });

  it('comes in at 465 under TLS from the first octet', async () => {
    await using server = await startTestServer('submission', { implicitTls: true });
    for (const authMethod of ['PLAIN', 'LOGIN']) await submit({ port: server.port, secure: true, authMethod });
    expect(server.backend.stored.map((one) => one.envelope.protocol)).toEqual(['ESMTPSA', 'ESMTPSA']);
  });

  it('comes in by LMTP with a reply for each RCPT, in order', async () => {
    await using server = await startTestServer('lmtp');
    server.backend.eachRefusals.set('day@backan.gov.vn', refusal('over-quota', 'Mailbox is full'));
    await using client = await server.connect();
    expect(await client.reply()).toBe('220 mail.backan.gov.vn LMTP');
    await client.sayAll('LHLO relay', 'MAIL FROM:<>', 'RCPT TO:<anh@backan.gov.vn>');
    expect(await client.say('RCPT TO:<khong@backan.gov.vn>')).toBe('550 5.1.1 No such mailbox');
    // The same recipient twice has one copy and two replies.
    await client.sayAll('RCPT TO:<day@backan.gov.vn>', 'RCPT TO:<anh@backan.gov.vn>', 'DATA');
    client.send(message);
    expect(await client.say('.')).toBe('250 2.0.0 Accepted as m1');
    expect(await client.reply()).toBe('452 4.2.2 Mailbox is full');
    expect(await client.reply()).toBe('250 2.0.0 Accepted as m1');
    expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
    expect(server.backend.stored[0]!.envelope).toMatchObject({ protocol: 'LMTP', sender: null });
    expect(server.backend.stored[0]!.envelope.recipients).toHaveLength(2);
    expect(server.backend.openSpools).toBe(0);
  });
});

describe('a client behind a proxy', () => {
  it('is known by the address the wiring gives', async () => {
    await using server = await startTestServer('mx', { peer: { address: '203.0.113.9', port: 4711 } });
    await using client = await server.connect();
    await client.reply();
    await client.sayAll('EHLO x', 'MAIL FROM:<>', 'RCPT TO:<binh@backan.gov.vn>', 'DATA', '.');
    expect(server.backend.stored[0]!.envelope.peer).toEqual({ address: '203.0.113.9', port: 4711, secure: false, loopback: false });
  });
});

describe('smtpLogTo', () => {
  it('writes each event with the level of the catalogue', () => {
    const lines: unknown[] = [];
    const at = (level: string) => (fields: object, message: string) => lines.push([level, fields, message]);
    const log = smtpLogTo({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
    log('smtp.connected', { peer: '127.0.0.1' });
    log('smtp.fault', {});
    expect(lines).toEqual([
      ['debug', { event: 'smtp.connected', peer: '127.0.0.1' }, 'smtp.connected'],
      ['error', { event: 'smtp.fault' }, 'smtp.fault'],
    ]);
  });
});

function submit(options: { port: number; secure: boolean; requireTLS?: boolean; authMethod?: string }) {
  const transport = createTransport({
    host: '127.0.0.1',
    tls: { rejectUnauthorized: false },
    auth: { user: 'anh@backan.gov.vn', pass: 'dung' },
    ...options,
  });
  const to = ['binh@backan.gov.vn', 'x@example.net'];
  return transport.sendMail({ from: 'anh@backan.gov.vn', to, subject: 'Thông báo', text: 'Xin chào' });
}
