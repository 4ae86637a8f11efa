import { describe, expect, it } from 'vitest';
import type { ContentId, QueueMessageId, QueueRecipientId } from '#kernel/ids.ts';
import { composeNotice, type NoticeInput } from './dsn.ts';
import { queueLimits } from './limits.ts';
import type { QueuedMessage } from './queued-message.ts';
import { parseMail } from './testing/test-queue.ts';

const original = Buffer.from(
  'Message-ID: <one@backan.gov.vn>\r\nReferences: <zero@backan.gov.vn>\r\nSubject: =?UTF-8?Q?V=C4=83n_b=E1=BA=A3n?=\r\n\r\nbody line\r\n',
);

const message: QueuedMessage = {
  messageId: 7 as QueueMessageId,
  contentId: 3 as ContentId,
  prefix: Buffer.alloc(0),
  envelopeFrom: 'anhnv.tt@backan.gov.vn',
  envelopeId: 'ENV-1',
  dsnReturn: null,
  requiresSmtpUtf8: false,
  requires8BitMime: false,
  createdAt: new Date('2025-07-07T01:02:03Z'),
  expiresAt: new Date('2025-07-12T01:02:03Z'),
};

const recipient = {
  id: 1 as QueueRecipientId,
  address: 'bob@example.com',
  originalRecipient: 'rfc822;Bob@example.com',
  answer: { reply: '550 5.1.1 no such user', status: '5.1.1', from: 'server', host: 'mx.example.com' },
} as const;

function compose(changes: Partial<NoticeInput> = {}): Buffer {
  const input: NoticeInput = {
    action: 'failed',
    message,
    recipients: [recipient],
    original,
    now: new Date('2025-07-07T02:00:00Z'),
    unique: 'u1',
    ...changes,
  };
  return composeNotice({ hostname: 'mail.backan.gov.vn', domain: 'backan.gov.vn' }, input);
}

const text = (octets: Buffer) => octets.toString('latin1');

describe('a delivery status notification', () => {
  it('has every field of RFC 3464 that is known', () => {
    const dsn = text(compose());
    expect(dsn).toContain(
      'Content-Type: message/delivery-status\r\n\r\nOriginal-Envelope-Id: ENV-1\r\nReporting-MTA: dns; mail.backan.gov.vn\r\n',
    );
    expect(dsn).toContain('Arrival-Date: Mon, 07 Jul 2025 08:02:03 +0700\r\n\r\nOriginal-Recipient: rfc822; Bob@example.com\r\n');
    expect(dsn).toContain(
      'Final-Recipient: rfc822; bob@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.example.com\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n',
    );
  });

  it('answers the original from MAILER-DAEMON and says in both languages what happened', async () => {
    const mail = await parseMail(compose());
    expect(mail.from?.value[0]).toEqual({ address: 'MAILER-DAEMON@backan.gov.vn', name: 'Hệ thống thư Công Thư' });
    expect(mail.to).toMatchObject({ value: [{ address: 'anhnv.tt@backan.gov.vn' }] });
    expect(mail.headers.get('auto-submitted')).toBe('auto-replied');
    expect(mail.inReplyTo).toBe('<one@backan.gov.vn>');
    expect(mail.references).toEqual(['<zero@backan.gov.vn>', '<one@backan.gov.vn>']);
    expect(mail.headers.get('content-type')).toMatchObject({ value: 'multipart/report', params: { 'report-type': 'delivery-status' } });
    expect(mail.text).toMatch(
      /Thư của bạn không gửi được[\s\S]*bob@example\.com[\s\S]*550 5\.1\.1 no such user[\s\S]*could not be delivered/,
    );
  });

  it('returns the whole of a small message that failed', () => {
    expect(text(compose())).toContain(`Content-Type: message/rfc822\r\n\r\n${text(original)}`);
  });

  it('returns headers only for RET=HDRS, a large message, or no failure', () => {
    const large = Buffer.concat([original, Buffer.alloc(queueLimits.returnedOctetsMax, 'x')]);
    for (const dsn of [
      compose({ message: { ...message, dsnReturn: 'headers' } }),
      compose({ original: large }),
      compose({ action: 'delayed' }),
    ]) {
      expect(text(dsn)).toContain('Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <one@backan.gov.vn>');
      expect(text(dsn)).not.toContain('body line');
    }
  });

  it('says until when it will be tried', () => {
    const dsn = text(compose({ action: 'delayed' }));
    expect(dsn).toContain('Action: delayed\r\n');
    expect(dsn).toContain('Will-Retry-Until: Sat, 12 Jul 2025 08:02:03 +0700\r\n');
  });

  it('does not pass our own words off as the server’s', () => {
    const answer = { reply: 'connect ECONNREFUSED', status: '4.4.2', from: 'here', host: null } as const;
    expect(text(compose({ recipients: [{ ...recipient, answer }] }))).toContain(
      'Status: 4.4.2\r\nDiagnostic-Code: x-congthu; connect ECONNREFUSED\r\n',
    );
  });

  it('keeps the status part ASCII with a UTF-8 address and a UTF-8 reply', () => {
    const answer = { ...recipient.answer, reply: '550 không có' };
    const dsn = text(compose({ recipients: [{ ...recipient, address: 'ánh@example.com', originalRecipient: null, answer }] }));
    expect(dsn).toContain('Final-Recipient: utf-8; \\x{E1}nh@example.com\r\n');
    expect(dsn).toContain('Diagnostic-Code: smtp; 550 kh?ng c?\r\n');
  });

  it('cannot be made to write a field of its own by what others said', () => {
    const hostile = compose({ message: { ...message, envelopeId: 'x\r\nStatus: 2.0.0' } });
    expect(text(hostile)).not.toContain('\r\nStatus: 2.0.0');
  });
});
