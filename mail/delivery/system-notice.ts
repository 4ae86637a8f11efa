import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import { formatDateTime } from '#mail/mime/date-time.ts';
import { encodeHeaderText } from '#mail/mime/encoded-word.ts';
import { formatHeaderField } from '#mail/mime/header-writer.ts';
import { encodeBase64 } from '#mail/mime/transfer-encoding.ts';

export interface SystemNotice {
  /** Whom it goes to; the system writes from the same domain. */
  readonly to: string;
  readonly subject: string;
  /** Lines end in \n. */
  readonly text: string;
  /** This system's name in SMTP. */
  readonly hostname: string;
  readonly now: Date;
  /** Makes the Message-ID: random, letters and digits. */
  readonly unique: string;
}

/** A message of the system's own, ready to deliver from `<>`: nobody answers it, and no program does (RFC 3834 §5). */
export function composeSystemNotice({ to, subject, text, hostname, now, unique }: SystemNotice): Buffer {
  const domain = to.slice(to.lastIndexOf('@') + 1);
  const header = [
    formatHeaderField('From', `${encodeHeaderText('Hệ thống thư Công Thư')} <MAILER-DAEMON@${domain}>`),
    formatHeaderField('To', `<${to}>`),
    formatHeaderField('Subject', encodeHeaderText(subject)),
    formatHeaderField('Date', formatDateTime(now, vietnamOffsetMinutes)),
    formatHeaderField('Message-ID', `<${unique}@${hostname}>`),
    formatHeaderField('Auto-Submitted', 'auto-generated'),
    formatHeaderField('MIME-Version', '1.0'),
    formatHeaderField('Content-Type', 'text/plain; charset=utf-8'),
    formatHeaderField('Content-Transfer-Encoding', 'base64'),
  ];
  return Buffer.concat([Buffer.from(`${header.join('')}\r\n`, 'latin1'), encodeBase64(Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8'))]);
}
