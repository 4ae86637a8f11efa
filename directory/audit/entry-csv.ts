import { byteOrderMark, csvLine } from '#directory/org/csv-line.ts';
import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import { actorOf, sentenceOf } from './describe-entry.ts';
import type { AuditEntry } from './entry.ts';

const headings = [
  ...['Số', 'Lúc', 'Người thực hiện', 'Bằng', 'Qua', 'Từ', 'Thay mặt', 'Việc', 'Diễn giải', 'Đối tượng'],
  ...['Số người', 'Số hộp thư', 'Số đơn vị', 'Số kế hoạch', 'Trước', 'Sau', 'Chi tiết'],
];

/** The first line of the table. */
export const csvHeading = byteOrderMark + csvLine(headings);

/** An entry as a line of a table for people. What is checked is the other format: this one says nothing of the chain. */
export function entryCsvLine(entry: AuditEntry): string {
  const { id, at, credential, via, peer, onBehalfOfAddress, act, target, person, account, unit, plan, before, after, detail } = entry;
  const text = (value: unknown) => (value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));
  return csvLine(
    [
      ...[id, timeInVietnam(at), actorOf(entry), credential, via, peer, onBehalfOfAddress, act, sentenceOf(entry).vi, target],
      ...[person, account, unit, plan, before, after, detail],
    ].map(text),
  );
}

/** `2026-11-22 13:09:37`, as clocks in Vietnam had it. */
export function timeInVietnam(at: string): string {
  return new Date(Date.parse(at) + vietnamOffsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
