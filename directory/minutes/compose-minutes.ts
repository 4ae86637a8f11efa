import { capacityText } from '#directory/lifecycle/people/capacity-text.ts';
import type { BegunAppointment, EndedAppointment, PersonDeeds } from '#directory/lifecycle/people/person-deeds.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { displayName } from '#directory/naming/person-name.ts';
import type { DocumentRow, DocumentTable } from '#directory/official-papers/document-table.ts';
import { longDay, momentText, shortDay, unbroken } from '#directory/official-papers/vietnamese-text.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { administration, type HandOver, handOversOf } from './hand-overs.ts';
import type { Minutes, MinutesFacts, MinutesOf, MinutesSection, Signer } from './minutes.ts';
import { certificateTable, endedAccess } from './what-ended.ts';
import { whatToDo } from './what-to-do.ts';

const events: Readonly<Record<PersonDeeds['event'], string>> = {
  appoint: 'được bổ nhiệm',
  transfer: 'được điều động',
  leave: 'thôi công tác',
  suspend: 'tạm dừng công tác',
  return: 'trở lại công tác',
  lend: 'cho đọc hộp thư',
  rename: 'đổi họ tên',
};

/** The minutes of a plan that was carried out, laid out (NĐ 30/2020, Phụ lục I). */
export function composeMinutes({ plan, facts, letterhead }: MinutesOf): Minutes {
  const deeds = plan.body.deeds as PersonDeeds;
  const settledAt = plan.settledAt ?? plan.madeAt;
  const day = vietnamDate(settledAt);
  const handOvers = handOversOf(deeds, facts.units);
  return {
    letterhead,
    number: 'Số:          /BB',
    placeAndDate: `${letterhead.place}, ${longDay(day)}`,
    isDraft: false,
    title: ['Biên bản', `bàn giao tài khoản, ${unbroken('hộp thư công vụ')}`],
    opening: openingOf(plan.id, deeds, { effectiveOn: plan.effectiveOn, settledAt: settledAt.toISOString() }),
    sections: numbered([
      { heading: 'Chức vụ', paragraphs: standingOf(deeds), table: postTable(deeds, plan.effectiveOn) },
      { heading: 'Hộp thư bàn giao', paragraphs: addressesOf(deeds), table: handOverTable(handOvers) },
      { heading: 'Ủy quyền và quyền truy cập chấm dứt', paragraphs: endedAccess(facts), table: null },
      { heading: 'Chứng thư số', paragraphs: [], table: certificateTable(facts) },
      { heading: 'Việc các bên phải làm', paragraphs: dashed(whatToDo(deeds, facts, handOvers)), table: null },
    ]),
    closing:
      'Biên bản này không ghi mật khẩu hay khóa bí mật nào. Biên bản được lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản; ' +
      'các bên đã đọc, thống nhất và cùng ký tên./.',
    signers: signersOf(handOvers, facts),
    madeAt: settledAt.toISOString(),
  };
}

function openingOf(
  planId: number,
  { event, person, reason }: PersonDeeds,
  at: { effectiveOn: string; settledAt: string },
): readonly string[] {
  const because = reason === null ? '' : `Căn cứ ${reason}, `;
  const who = person.address === '' ? person.name : `${person.name} (${person.address})`;
  return [
    `${because}${because === '' ? 'Các' : 'các'} bên lập biên bản bàn giao khi ${who} ${events[event]}, có hiệu lực từ ngày ${shortDay(at.effectiveOn)}; ` +
      `hệ thống thư điện tử công vụ đã thực hiện lúc ${momentText(at.settledAt)} (kế hoạch số ${planId}).`,
  ];
}

function standingOf({ renames, standing, returnsOn, begins, ends }: PersonDeeds): readonly string[] {
  return [
    ...(renames === null ? [] : [`Họ tên: ${renames.from}, nay là ${displayName(renames.to)}.`]),
    ...(standing === 'left' ? ['Không đăng nhập được nữa; mọi phiên đang mở đã kết thúc.'] : []),
    ...(standing === 'suspended'
      ? [`Không đăng nhập được cho đến khi trở lại${returnsOn === undefined ? '' : ` (từ ngày ${shortDay(returnsOn)})`}.`]
      : []),
    ...(begins.length + ends.length === 0 && standing === null && renames === null ? ['Không thay đổi.'] : []),
  ];
}

function postTable({ ends, begins, person }: PersonDeeds, effectiveOn: string): DocumentTable | null {
  const row = (cells: DocumentRow['cells']): DocumentRow => ({ cells, level: 0, style: 'plain' });
  const post = ({ capacity, title }: Pick<BegunAppointment | EndedAppointment, 'capacity' | 'title'>) => capacityText(capacity, title).vi;
  const from = shortDay(effectiveOn);
  const rows = [
    ...ends.map((end) => row([end.personId === person.personId ? person.name : end.holder, 'Thôi giữ', post(end), end.unit, from])),
    ...begins.map((begun) =>
      row([
        person.name,
        begun.isMain ? 'Giữ' : 'Kiêm nhiệm',
        post(begun),
        begun.unit,
        begun.until === null ? from : `${from} đến hết ${shortDay(begun.until)}`,
      ]),
    ),
  ];
  return tableOf(['Họ và tên', 'Thay đổi', 'Chức vụ', 'Đơn vị', 'Từ ngày'], [4, 2.4, 3.6, 4.8, 2.4], rows);
}

function addressesOf({ address }: PersonDeeds): readonly string[] {
  if (address === null) return [];
  const until = address.oldUntil === null ? 'vẫn nhận thư' : `nhận thư đến hết ngày ${shortDay(address.oldUntil)}`;
  return [`Địa chỉ mới: ${addressText(address.to)}; địa chỉ cũ ${address.from} ${until}.`];
}

function handOverTable(handOvers: readonly HandOver[]): DocumentTable | null {
  const rows = handOvers.map(({ mailbox, from, to, how }): DocumentRow => {
    return { cells: [mailbox, from ?? 'chưa có ai', to ?? 'chưa có người kế nhiệm', how], level: 0, style: 'plain' };
  });
  return tableOf(['Hộp thư', 'Bên giao', 'Bên nhận', 'Nội dung'], [4.6, 3.2, 3.2, 4], rows);
}

function tableOf(headings: readonly string[], weights: readonly number[], rows: readonly DocumentRow[]): DocumentTable | null {
  if (rows.length === 0) return null;
  return { columns: headings.map((heading, index) => ({ heading, weight: weights[index]!, format: 'text' })), rows };
}

/** Names where there is one of each; else they are written in by hand, as the table says who. */
function signersOf(handOvers: readonly HandOver[], { administrator }: MinutesFacts): readonly Signer[] {
  const theOne = (names: readonly (string | null)[]) => {
    const people = [...new Set(names.filter((name) => name !== null && name !== administration))];
    return people.length === 1 ? people[0]! : '';
  };
  return [
    { as: 'Người bàn giao', name: theOne(handOvers.map(({ from }) => from)) },
    { as: 'Người nhận', name: theOne(handOvers.map(({ to }) => to)) },
    { as: administration, name: administrator ?? '' },
  ];
}

const dashed = (lines: readonly string[]) => lines.map((line) => `- ${line}`);

function numbered(sections: readonly MinutesSection[]): readonly MinutesSection[] {
  return sections
    .filter(({ paragraphs, table }) => paragraphs.length > 0 || table !== null)
    .map((section, index) => ({ ...section, heading: `${index + 1}. ${section.heading}` }));
}
