import { proposalWording } from '#directory/naming/explain-proposal.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { BulkDeeds, BulkNotes } from './bulk-deeds.ts';
import { actWords, type RowAct, wordOf } from './row-acts.ts';

export function titleOfBatch({ file, recruits, events }: BulkDeeds): InBoth {
  const parts = [
    ...(recruits.length > 0 ? [{ vi: `${recruits.length} người mới`, en: `${recruits.length} new people` }] : []),
    ...(events.length > 0 ? [{ vi: `${events.length} việc với người đã có`, en: `${events.length} changes of people known` }] : []),
  ];
  if (parts.length === 0) parts.push({ vi: 'chưa có dòng nào dùng được', en: 'no row is of use yet' });
  const list = (language: 'vi' | 'en') => parts.map((part) => part[language]).join(', ');
  return { vi: `Nhập danh sách ${file}: ${list('vi')}`, en: `Table ${file}: ${list('en')}` };
}

/** What a batch comes to, for people: one line a matter. */
export function summariseBatch(deeds: BulkDeeds, notes: BulkNotes): readonly InBoth[] {
  const { recruits, events } = deeds;
  const { clashes, likenesses, notices, remarks } = notes;
  const revived = recruits.filter(({ revives }) => revives !== null).length;
  const counted = (count: number, vi: string, en: string) => (count === 0 ? [] : [{ vi: `${vi}: ${count}`, en: `${en}: ${count}` }]);
  return [
    ...counted(recruits.length, 'Tuyển mới, cấp hộp thư', 'New people with a mailbox'),
    ...[...Map.groupBy(recruits, ({ how }) => how)].map(([how, of]) => madeSo(how, of.length)),
    ...counted(
      revived,
      'Dùng lại hộp thư của đợt đã huỷ, cho đúng người cùng tên',
      'Mailboxes of a batch that was undone, for whoever has the same name',
    ),
    ...[...Map.groupBy(events, ({ deeds: { event, begins } }) => actOf(event, begins.length))].flatMap(([act, of]) =>
      counted(of.length, wordOf(actWords, act), inEnglish[act]),
    ),
    ...counted(clashes.length, 'Địa chỉ trùng, đã đặt tên khác', 'Addresses that were taken: others were given'),
    ...counted(likenesses.length, 'Có thể là người đã có: hãy xem', 'May be somebody known: have a look'),
    ...counted(notices.people + notices.units, 'Thông báo gửi đi', 'Notices sent'),
    ...remarks,
  ];
}

const inEnglish: Readonly<Record<RowAct, string>> = {
  ...{ recruit: 'New people', appoint: 'Appointments', transfer: 'Transfers', relieve: 'Relieved of posts', leave: 'Leave' },
  ...{ suspend: 'Suspensions', return: 'Returns', rename: 'Changes of name' },
};

function actOf(event: string, begins: number): RowAct {
  return event === 'transfer' && begins === 0 ? 'relieve' : (event as RowAct);
}

/** How so many addresses were made (REQ-DIR-9). */
function madeSo(how: string, count: number): InBoth {
  const { vi, en } = explained(how);
  return { vi: `Địa chỉ – ${vi}: ${count}`, en: `Addresses – ${en}: ${count}` };
}

export function explained(how: string): InBoth {
  if (how === 'chosen') return { vi: 'Chọn bằng tay', en: 'Chosen by hand' };
  const known = how as keyof typeof proposalWording.vi.how;
  return { vi: proposalWording.vi.how[known] ?? how, en: proposalWording.en.how[known] ?? how };
}
