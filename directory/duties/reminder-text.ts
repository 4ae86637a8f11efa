import { reminderLimits } from './limits.ts';
import type { DayPart } from './rules.ts';

export interface UnreadMailbox {
  readonly name: string;
  readonly address: string;
  readonly unread: number;
}

interface Told {
  readonly mailboxes: readonly UnreadMailbox[];
  /** `10:30`, of a day `2026-03-02`. */
  readonly hour: string;
  readonly day: string;
  readonly part: DayPart;
  /** How often a day mail is to be read. */
  readonly times: number;
}

/** One reminder, in Vietnamese and then English. */
export function reminderText({ mailboxes, hour, day, part, times }: Told): { readonly subject: string; readonly text: string } {
  const [first, ...others] = mailboxes;
  const subject = others.length === 0 ? `Nhắc đọc thư: ${first?.address}` : `Nhắc đọc thư: ${mailboxes.length} hộp thư có thư chưa đọc`;
  const shown = mailboxes.slice(0, reminderLimits.mailboxesShownMax);
  const more = mailboxes.length - shown.length;
  const date = day.split('-').toReversed().join('/');
  const text = [
    `Đến ${hour} ngày ${date} các hộp thư sau có thư chưa đọc, và trong khoảng ${part} chưa có ai xem:`,
    '',
    ...shown.map(({ name, address, unread }) => `- ${name} <${address}>: ${unread} thư chưa đọc`),
    ...(more > 0 ? [`- và ${more} hộp thư khác`] : []),
    '',
    `Hộp thư được đọc ít nhất ${times} lần mỗi ngày làm việc.`,
    '',
    `By ${hour} on ${day} these mailboxes have unread mail, and nobody has looked at them between ${part.replace('-', ' and ')}:`,
    '',
    ...shown.map(({ address, unread }) => `- ${address}: ${unread} unread`),
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    `Mailboxes are to be read at least ${times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`} each working day.`,
    '',
  ];
  return { subject, text: text.join('\n') };
}
