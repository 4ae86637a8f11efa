import { queueLimits } from './limits.ts';
import type { NoticeAction } from './notice-rules.ts';
import type { NoticeRecipient } from './settle-rules.ts';

interface Wording {
  readonly subject: string;
  readonly vietnamese: string;
  readonly english: string;
}

const wordings = {
  failed: {
    subject: 'Thư không gửi được (Undelivered mail)',
    vietnamese: 'Thư của bạn không gửi được đến (những) người nhận dưới đây. Hệ thống sẽ không gửi lại nữa.',
    english: 'Your message could not be delivered to the recipients below. It will not be tried again.',
  },
  delayed: {
    subject: 'Thư bị chậm, đang gửi lại (Delayed mail)',
    vietnamese: 'Thư của bạn chưa gửi được đến (những) người nhận dưới đây. Hệ thống vẫn đang gửi lại; bạn không cần gửi lại thư.',
    english: 'Your message has not been delivered to the recipients below yet. It is still being tried; you need not send it again.',
  },
  relayed: {
    subject: 'Thư đã chuyển đi (Mail relayed)',
    vietnamese:
      'Thư của bạn đã được chuyển sang máy chủ tiếp theo cho (những) người nhận dưới đây. Máy chủ đó không báo lại khi thư đến hộp thư.',
    english: 'Your message was handed to the next server for the recipients below. That server does not report the final delivery.',
  },
} as const satisfies Record<NoticeAction, Wording>;

export function noticeSubject(action: NoticeAction): string {
  return wordings[action].subject;
}

/** What a person reads in a notice: Vietnamese first, then English. Lines end in CRLF. */
export function noticeText(action: NoticeAction, recipients: readonly NoticeRecipient[], retryUntil: string | null): string {
  const { vietnamese, english } = wordings[action];
  const shown = recipients.slice(0, queueLimits.recipientsInNoticeTextMax);
  const left = recipients.length - shown.length;
  const list = (says: string) => [
    ...shown.flatMap((one) => [`  <${one.address}>`, ...(action === 'relayed' ? [] : [`    ${says} ${one.answer.reply}`])]),
    ...(left > 0 ? [`  … +${left}`] : []),
  ];
  const lines = [
    vietnamese,
    '',
    ...list('Lý do:'),
    ...(retryUntil === null ? [] : ['', `Hệ thống thử gửi lại đến ${retryUntil}.`]),
    '',
    '----------',
    '',
    english,
    '',
    ...list('Reason:'),
    ...(retryUntil === null ? [] : ['', `Delivery will be tried until ${retryUntil}.`]),
  ];
  return `${lines.join('\r\n')}\r\n`;
}
