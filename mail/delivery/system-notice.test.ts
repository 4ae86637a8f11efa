import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeSystemNotice } from './system-notice.ts';

const notice = {
  ...{ to: 'nv@backan.gov.vn', hostname: 'mail.backan.gov.vn', unique: 'abc123', now: new Date('2026-11-22T01:02:03Z') },
  ...{ subject: 'Điều động: Trần Thị Bình', text: 'Có hiệu lực từ ngày 2026-11-22\n- Giữ: Giám đốc\n' },
};

describe('a notice of the system', () => {
  it('lets no line end in its subject begin a field of its own', () => {
    const octets = composeSystemNotice({ ...notice, subject: 'A\r\nBcc: <x@example.test>\r\n\r\nB' });
    const header = octets.toString('latin1').split('\r\n\r\n')[0]!;
    expect(header).not.toMatch(/^Bcc:/im);
    expect(header.split(/\r\n(?![ \t])/).map((line) => line.split(':')[0])).toEqual([
      ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
    ]);
  });

  it('is read as it was meant, in lines that any server takes, and marked as nobody’s own writing', async () => {
    const octets = composeSystemNotice(notice);
    for (const line of octets.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
    const parsed = await simpleParser(octets);
    expect(parsed.subject).toBe(notice.subject);
    expect(parsed.text?.trim()).toBe(notice.text.trim());
    expect(parsed.from?.value).toEqual([{ address: 'MAILER-DAEMON@backan.gov.vn', name: 'Hệ thống thư Công Thư' }]);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.messageId).toBe('<abc123@mail.backan.gov.vn>');
  });
});
