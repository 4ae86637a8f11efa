import type { InBoth } from '../plan.ts';
import type { UnitRequest } from './unit-change.ts';
import type { UnitDeeds } from './unit-deeds.ts';

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
export function summarise(deeds: UnitDeeds, request: UnitRequest): readonly InBoth[] {
  const count = (how: string) => deeds.ended.filter((unit) => unit.how === how).length;
  const renamed = deeds.changed.filter((unit) => unit.name !== unit.was.name).length;
  const moved = deeds.changed.filter((unit) => unit.parent !== unit.was.parent).length;
  const units = deeds.addresses.filter(({ owner }) => owner === 'unit').length;
  const people = deeds.addresses.length - units;
  const open = deeds.clashes.filter(({ given }) => given === null).length;
  const lines: readonly (readonly [number, InBoth])[] = [
    line(deeds.created.length, 'đơn vị mới', 'units are new'),
    line(renamed, 'đơn vị đổi tên', 'units are renamed'),
    line(moved, 'đơn vị chuyển sang đơn vị cấp trên khác', 'units move under another'),
    line(deeds.changed.length - deeds.changed.filter(isRenamedOrMoved).length, 'đơn vị thay đổi khác', 'units change otherwise'),
    line(count('merge'), 'đơn vị nhập vào đơn vị khác', 'units merge into others'),
    line(count('split'), 'đơn vị được tách', 'units are split'),
    line(count('dissolve'), 'đơn vị giải thể', 'units are dissolved'),
    line(deeds.identifiers.length, 'mã định danh mới', 'identifiers are new'),
    line(deeds.posts.length, 'vị trí chuyển sang đơn vị tiếp nhận', 'posts go on in another unit'),
    line(
      deeds.headless.length,
      `đơn vị chờ bổ nhiệm người đứng đầu: ${deeds.headless.join(', ')}`,
      `units await a head: ${deeds.headless.join(', ')}`,
    ),
    line(units, 'hộp thư đơn vị có địa chỉ mới', "units' mailboxes get a new address"),
    line(people, 'người có địa chỉ mới', 'people get a new address'),
    line(
      deeds.clashes.length,
      `địa chỉ trùng, ${deeds.clashes.length - open} đã có cách giải quyết`,
      `clashes, ${deeds.clashes.length - open} of them resolved`,
    ),
  ];
  return [...lines.filter(([number]) => number > 0).map(([, text]) => text), addressPolicy(deeds, request)];
}

function line(number: number, vi: string, en: string): readonly [number, InBoth] {
  return [number, { vi: `${number} ${vi}`, en: `${number} ${en}` }];
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
