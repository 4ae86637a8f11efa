import type { InBoth } from '#kernel/refusal.ts';
import type { UnitRequest } from './unit-change.ts';
import type { UnitDeeds, UnitNotes } from './unit-deeds.ts';

export function titleOf({ title, changes }: UnitRequest): InBoth {
  if (title !== undefined) return { vi: title, en: title };
  const [first] = changes;
  if (changes.length > 1 || first === undefined)
    return { vi: `Sắp xếp lại tổ chức: ${changes.length} thay đổi`, en: `Reorganisation: ${changes.length} changes` };
  const subject = 'unit' in first ? first.unit : first.do === 'create' ? first.name : first.from;
  const { vi, en } = doing[first.do];
  return { vi: `${vi}: ${subject}`, en: `${en}: ${subject}` };
}

const doing: Readonly<Record<UnitRequest['changes'][number]['do'], InBoth>> = {
  create: { vi: 'Lập đơn vị', en: 'New unit' },
  rename: { vi: 'Đổi tên', en: 'Rename' },
  move: { vi: 'Chuyển đơn vị', en: 'Move' },
  'move-all': { vi: 'Chuyển các đơn vị trực thuộc', en: 'Move the units below' },
  domain: { vi: 'Đổi tên miền', en: 'Change domain' },
  kind: { vi: 'Đổi loại đơn vị', en: 'Change kind' },
  code: { vi: 'Đổi mã', en: 'Change code' },
  naming: { vi: 'Đổi quy tắc đặt tên', en: 'Change naming profile' },
  identifier: { vi: 'Mã định danh', en: 'Identifier' },
  merge: { vi: 'Nhập đơn vị', en: 'Merge' },
  split: { vi: 'Tách đơn vị', en: 'Split' },
  dissolve: { vi: 'Giải thể', en: 'Dissolve' },
};

/** What a plan comes to, for people: lines with nothing to say are left out. */
export function summarise(deeds: UnitDeeds, { clashes, headless }: UnitNotes, request: UnitRequest): readonly InBoth[] {
  const count = (how: string) => deeds.ended.filter((unit) => unit.how === how).length;
  const renamed = deeds.changed.filter((unit) => unit.name !== unit.was.name).length;
  const moved = deeds.changed.filter((unit) => unit.parent !== unit.was.parent).length;
  const units = deeds.addresses.filter(({ owner }) => owner === 'unit').length;
  const open = clashes.filter(({ given }) => given === null).length;
  const lines: readonly (readonly [number, InBoth])[] = [
    line(deeds.created.length, 'Đơn vị mới', 'New units'),
    line(renamed, 'Đơn vị đổi tên', 'Units renamed'),
    line(moved, 'Đơn vị chuyển sang cấp trên khác', 'Units moved under another'),
    line(deeds.changed.filter((unit) => !isRenamedOrMoved(unit)).length, 'Đơn vị thay đổi khác', 'Units changed otherwise'),
    line(count('merge'), 'Đơn vị nhập vào đơn vị khác', 'Units merged into others'),
    line(count('split'), 'Đơn vị được tách', 'Units split'),
    line(count('dissolve'), 'Đơn vị giải thể', 'Units dissolved'),
    line(deeds.identifiers.length, 'Mã định danh mới', 'New identifiers'),
    line(deeds.posts.length, 'Vị trí chuyển sang đơn vị tiếp nhận', 'Posts that go on in another unit'),
    line(headless.length, 'Đơn vị chờ bổ nhiệm người đứng đầu', 'Units that await a head', headless),
    line(units, 'Hộp thư đơn vị có địa chỉ mới', 'Mailboxes of units with a new address'),
    line(deeds.addresses.length - units, 'Người có địa chỉ mới', 'People with a new address'),
    line(clashes.length, 'Địa chỉ trùng', 'Clashes'),
    line(open, 'Địa chỉ trùng chưa giải quyết', 'Clashes not resolved'),
  ];
  return [...lines.filter(([number]) => number > 0).map(([, text]) => text), addressPolicy(deeds, request), ...whoIsTold(deeds, request)];
}

function whoIsTold({ addresses }: UnitDeeds, { notify }: UnitRequest): readonly InBoth[] {
  if (addresses.length === 0) return [];
  if (!notify) return [{ vi: 'Không gửi thư báo địa chỉ mới', en: 'Nobody is told of a new address by mail' }];
  const [, told] = line(addresses.length, 'Được báo địa chỉ mới bằng thư', 'Told of their new address by mail');
  return [told];
}

function line(number: number, vi: string, en: string, names: readonly string[] = []): readonly [number, InBoth] {
  const which = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return [number, { vi: `${vi}: ${number}${which}`, en: `${en}: ${number}${which}` }];
}

function isRenamedOrMoved({ name, parent, was }: UnitDeeds['changed'][number]): boolean {
  return name !== was.name || parent !== was.parent;
}

function addressPolicy({ oldAddressesUntil: until }: UnitDeeds, { addresses }: UnitRequest): InBoth {
  const last = until === null ? { vi: 'mãi mãi', en: 'for ever' } : { vi: `đến hết ngày ${until}`, en: `up to and including ${until}` };
  if (addresses === 'keep')
    return {
      vi: `Địa chỉ đang có được giữ nguyên; địa chỉ của đơn vị kết thúc còn nhận thư ${last.vi}`,
      en: `Existing addresses stay as they are; those of units that end receive ${last.en}`,
    };
  return {
    vi: `Địa chỉ mới theo quy tắc; địa chỉ cũ còn nhận thư ${last.vi}`,
    en: `Addresses follow the rule; the old ones receive ${last.en}`,
  };
}
