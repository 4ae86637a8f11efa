import { displayName } from '#directory/naming/person-name.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { addressText } from '../units/org-state.ts';
import { capacityText } from './capacity-text.ts';
import { certificateLines } from './certificates-of-person.ts';
import type { PersonDeeds, PersonNotes } from './person-deeds.ts';
import type { PersonEvent, PersonRequest } from './person-request.ts';

const events: Readonly<Record<PersonEvent, InBoth>> = {
  appoint: { vi: 'Bổ nhiệm', en: 'Appoint' },
  transfer: { vi: 'Điều động', en: 'Transfer' },
  leave: { vi: 'Thôi công tác', en: 'Leave' },
  suspend: { vi: 'Tạm dừng công tác', en: 'Suspend' },
  return: { vi: 'Trở lại công tác', en: 'Return' },
  lend: { vi: 'Cho đọc hộp thư', en: 'Lend the mailbox' },
  rename: { vi: 'Đổi họ tên', en: 'Rename' },
};

export function titleOf(request: PersonRequest, { person }: PersonDeeds): InBoth {
  const isRelieved = request.do === 'transfer' && request.posts.length === 0;
  const event = isRelieved ? { vi: 'Thôi giữ chức vụ', en: 'Relieve of posts' } : events[request.do];
  // Refused, nobody was made: they are called as they were asked for.
  const asked = typeof request.person === 'string' ? request.person : displayName(request.person.name);
  const who = person.name === '' ? asked : `${person.name} <${person.address}>`;
  return { vi: `${event.vi}: ${who}`, en: `${event.en}: ${who}` };
}

/** What a plan comes to, for people: one line a matter. */
export function summarise(deeds: PersonDeeds, notes: PersonNotes): readonly InBoth[] {
  const told = deeds.notices.map(({ name }) => name).join(', ');
  const others = certificateLines(notes.certificates.filter(({ isOwn }) => !isOwn));
  return [
    ...ownLines(deeds, notes),
    ...others,
    ...(told === '' ? [] : [both(`Thông báo cho: ${told}`, `Notices to: ${told}`)]),
    ...notes.remarks,
  ];
}

/** What the person should know of it. */
export function ownLines(deeds: PersonDeeds, notes: PersonNotes): readonly InBoth[] {
  const own = certificateLines(notes.certificates.filter(({ isOwn }) => isOwn));
  return [...serviceLines(deeds), ...accountLines(deeds, notes), ...accessLines(deeds, notes), ...own];
}

/** What those around should know: posts, and the address to write to. */
export function outerLines(deeds: PersonDeeds): readonly InBoth[] {
  const { creates, address, keeping } = deeds;
  return [
    ...serviceLines(deeds),
    ...(creates === null ? [] : [both(`Địa chỉ: ${addressText(creates.address)}`, `Address: ${addressText(creates.address)}`)]),
    ...(address === null ? [] : [addressLine(address.from, addressText(address.to), address.oldUntil)]),
    ...(keeping === null ? [] : [receiveLine(keeping.receiveUntil)]),
  ];
}

function serviceLines({ ends, begins, renames, person }: PersonDeeds): readonly InBoth[] {
  return [
    ...(renames === null
      ? []
      : [both(`Họ tên: ${renames.from} → ${displayName(renames.to)}`, `Name: ${renames.from} → ${displayName(renames.to)}`)]),
    ...ends.map(({ title, capacity, unit, holder, personId }) => {
      const post = capacityText(capacity, title);
      const who = personId === person.personId ? '' : `${holder}: `;
      return both(`${who}Thôi giữ: ${post.vi}, ${unit}`, `${who}Ends: ${post.en}, ${unit}`);
    }),
    ...begins.map(({ title, capacity, unit, isMain, until }) => {
      const post = capacityText(capacity, title);
      const last = until === null ? both('', '') : both(`, đến hết ${until}`, `, up to and including ${until}`);
      const rank = isMain ? both('', '') : both(' (kiêm nhiệm)', ' (beside the main post)');
      return both(`Giữ: ${post.vi}, ${unit}${rank.vi}${last.vi}`, `Begins: ${post.en}, ${unit}${rank.en}${last.en}`);
    }),
  ];
}

function accountLines(
  { creates, address, standing, returnsOn, autoReply, keeping }: PersonDeeds,
  { quota }: PersonNotes,
): readonly InBoth[] {
  const mib = quota === null ? '' : `${Math.round(quota.quotaOctets / 2 ** 20)} MiB`;
  const made = creates && addressText(creates.address);
  const states = {
    suspended: both('Không đăng nhập được cho đến khi trở lại; vẫn nhận thư', 'Nobody signs in until the return; mail goes on arriving'),
    left: both('Không đăng nhập được nữa, mọi phiên kết thúc ngay', 'Nobody signs in any more; every session ends at once'),
    'in-service': both('Đăng nhập được trở lại', 'Sign-in works again'),
  } as const;
  return [
    ...(made === null ? [] : [both(`Hộp thư mới: ${made}, dung lượng ${mib}`, `New mailbox: ${made}, quota ${mib}`)]),
    ...(address === null ? [] : [addressLine(address.from, addressText(address.to), address.oldUntil)]),
    ...(standing === null ? [] : [states[standing]]),
    ...(returnsOn === undefined
      ? []
      : [both(`Tự trở lại công tác từ ${returnsOn}, theo kế hoạch lập sẵn`, `Returns on ${returnsOn} by a plan that is made for it`)]),
    ...(autoReply === undefined ? [] : [answerLine(autoReply)]),
    ...(keeping === null
      ? []
      : [
          receiveLine(keeping.receiveUntil),
          both(`Hộp thư được giữ đến hết ${keeping.deleteAfter}`, `The mailbox is kept up to and including ${keeping.deleteAfter}`),
        ]),
  ];
}

function receiveLine(until: string): InBoth {
  return both(`Nhận thư đến hết ${until}`, `Mail is received up to and including ${until}`);
}

function answerLine({ at, contact, until }: NonNullable<PersonDeeds['autoReply']>): InBoth {
  const [vi, en] = at === null ? ['', ''] : [` đến ${at}`, ` to ${at}`];
  const [to, instead] = contact === null ? ['', ''] : [`: xin liên hệ ${contact}`, `: please write to ${contact}`];
  return both(
    `Người gửi${vi} được trả lời tự động đến hết ${until}${to}`,
    `Who writes${en} is answered up to and including ${until}${instead}`,
  );
}

function addressLine(from: string, to: string, until: string | null): InBoth {
  const last = until === null ? both('mãi mãi', 'for ever') : both(`đến hết ${until}`, `up to and including ${until}`);
  return both(`Địa chỉ: ${from} → ${to}; địa chỉ cũ nhận thư ${last.vi}`, `Address: ${from} → ${to}; the old one receives ${last.en}`);
}

function accessLines({ access, grants, leavesGroups, joinsGroups }: PersonDeeds, notes: PersonNotes): readonly InBoth[] {
  const names = (groups: typeof joinsGroups) => groups.map(({ name }) => name).join(', ');
  const line = (count: number, vi: string, en: string) => (count === 0 ? [] : [both(`${vi}: ${count}`, `${en}: ${count}`)]);
  return [
    ...(notes.accessBegins.length === 0
      ? []
      : [both(`Được đọc: ${notes.accessBegins.join(', ')}`, `Comes to read: ${notes.accessBegins.join(', ')}`)]),
    ...(notes.accessEnds.length === 0
      ? []
      : [both(`Thôi đọc: ${notes.accessEnds.join(', ')}`, `No longer reads: ${notes.accessEnds.join(', ')}`)]),
    ...line(notes.grantsEnd.length, 'Ủy quyền kết thúc', 'Delegations that end'),
    ...line(notes.appPasswordsEnd.length, 'Mật khẩu ứng dụng bị thu hồi', 'App passwords that are revoked'),
    ...(access.password ? [both('Mật khẩu bị xoá', 'The password is removed')] : []),
    ...grants.map(({ to, until }) =>
      both(`${to.name} được đọc hộp thư đến hết ${until}`, `${to.name} may read the mailbox until ${until}`),
    ),
    ...(leavesGroups.length === 0 ? [] : [both(`Rời nhóm: ${names(leavesGroups)}`, `Leaves groups: ${names(leavesGroups)}`)]),
    ...(joinsGroups.length === 0 ? [] : [both(`Vào nhóm: ${names(joinsGroups)}`, `Joins groups: ${names(joinsGroups)}`)]),
  ];
}

function both(vi: string, en: string): InBoth {
  return { vi, en };
}
