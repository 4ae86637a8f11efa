import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import type { ToTell } from './notice-sql.ts';

const kinds = { maintenance: 'Thông báo bảo trì', info: 'Thông báo', urgent: 'Thông báo khẩn' } as const;

export const subjectOf = ({ kind, title }: Pick<ToTell, 'kind' | 'title'>) => `${kinds[kind]}: ${title}`;

/** Vietnamese, then English where there is some. Plain text. */
export function textOf({ kind, title, body, titleEn, bodyEn, beginsAt, endsAt }: ToTell): string {
  const span = (from: string, to: string) => (kind === 'maintenance' ? [`${from} ${moment(beginsAt)} ${to} ${moment(endsAt)}.`, ''] : []);
  const english = titleEn === null || bodyEn === null ? [] : ['', '--', '', titleEn, '', ...span('From', 'to'), bodyEn];
  return [title, '', ...span('Từ', 'đến'), body, ...english, ''].join('\n');
}

/** 22:00 28/11/2026, by the clocks of Vietnam. */
function moment(at: Date): string {
  const [day = '', time = ''] = new Date(at.getTime() + vietnamOffsetMinutes * 60_000).toISOString().split('T');
  return `${time.slice(0, 5)} ${day.split('-').toReversed().join('/')}`;
}
