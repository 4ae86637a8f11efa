import { proposalWording, unitProposalWording } from '#directory/naming/explain-proposal.ts';
import { byteOrderMark, csvLine } from '#directory/org/csv-line.ts';
import type { Clash } from './address-desk.ts';
import { addressText } from './org-state.ts';
import type { UnitDeeds, UnitNotes } from './unit-deeds.ts';

const headings = [
  ...['Loại', 'Đơn vị / cán bộ', 'Địa chỉ cũ', 'Địa chỉ mới', 'Địa chỉ cũ nhận thư đến hết ngày', 'Cách đặt tên'],
  ...['Trùng với địa chỉ', 'Địa chỉ ấy của'],
];

/** Every address that a plan changes or gives, as a table to send around before its day; new units have none of before. */
export function addressCsv({ addresses, created, oldAddressesUntil }: UnitDeeds, { clashes }: UnitNotes): string {
  const clashOf = new Map(clashes.map((clash) => [clash.from ?? clash.name, clash]));
  const until = oldAddressesUntil ?? 'không thời hạn';
  const lines = [
    ...created.map(({ name, address }) => ({ owner: 'unit', name, from: null, to: address, clash: clashOf.get(name) }) as const),
    ...addresses.map((change) => ({ ...change, clash: clashOf.get(change.from) })),
  ].map(({ owner, name, from, to, clash, ...more }) => {
    const how = 'how' in more ? more.how : (clash?.given?.how ?? 'rule');
    return csvLine([
      ...[owner === 'unit' ? 'Đơn vị' : 'Cán bộ', name, from ?? '', addressText(to), from === null ? '' : until, howText(owner, how)],
      ...clashCells(clash),
    ]);
  });
  return byteOrderMark + csvLine(headings) + lines.join('');
}

function clashCells(clash: Clash | undefined): readonly string[] {
  return clash === undefined ? ['', ''] : [clash.wanted, clash.takenBy];
}

const others: Readonly<Record<string, string>> = { chosen: 'Chọn bằng tay', 'own-part': 'Giữ phần tên đang có' };

function howText(owner: 'unit' | 'person', how: string): string {
  const ways: Readonly<Record<string, string>> = owner === 'unit' ? unitProposalWording.vi : proposalWording.vi.how;
  return others[how] ?? ways[how] ?? how;
}
