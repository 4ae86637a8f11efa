import { type InBoth, textInBoth } from '#kernel/refusal.ts';
import type { LineEvent, RequestLine } from './request-line.ts';
import type { LineState } from './tables.ts';

export const eventNames: Readonly<Record<LineEvent, InBoth>> = {
  recruit: { vi: 'Tuyển dụng', en: 'Recruit' },
  appoint: { vi: 'Bổ nhiệm', en: 'Appoint' },
  transfer: { vi: 'Điều động', en: 'Transfer' },
  relieve: { vi: 'Thôi giữ chức vụ', en: 'Relieve of posts' },
  leave: { vi: 'Thôi công tác', en: 'Leave' },
  suspend: { vi: 'Tạm đình chỉ', en: 'Suspend' },
  return: { vi: 'Trở lại', en: 'Return' },
  rename: { vi: 'Đổi tên', en: 'Rename' },
};

export const lineStateNames: Readonly<Record<LineState, InBoth>> = {
  open: { vi: 'chưa thực hiện', en: 'open' },
  struck: { vi: 'đã bỏ khỏi danh sách', en: 'struck' },
  planned: { vi: 'chờ đến ngày', en: 'planned for its day' },
  'carried-out': { vi: 'đã thực hiện', en: 'carried out' },
  refused: { vi: 'bị từ chối', en: 'refused' },
};

/** What a line asks for, as people read it in a list. */
export function lineText(line: RequestLine): string {
  const who = line.do === 'recruit' ? line.name : line.person;
  const renamed = line.do === 'rename' ? ` → ${line.name}` : '';
  const post = 'post' in line ? ` → ${line.post}, ${line.unit}` : '';
  const on = line.on === undefined ? '' : ` (từ / from ${line.on})`;
  return `${textInBoth(eventNames[line.do])}: ${who}${renamed}${post}${on}`;
}

/** What a list asks for in short, where nobody called it anything: `Tuyển dụng 2, Điều động 1`. */
export function titleOfLines(lines: readonly RequestLine[]): string {
  return [...Map.groupBy(lines, (line) => line.do)].map(([kind, { length }]) => `${eventNames[kind].vi} ${length}`).join(', ');
}
