import { columnOf as bulkColumnOf, columns as bulkColumns, type Column } from '#directory/bulk/columns.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import type { LineColumn } from './request-line.ts';

/** What a column of a file may be: of a line, or a part of one that stands by itself in somebody's table. */
export type FileColumn = LineColumn | 'above' | 'familyMiddle' | 'given';

/** Columns that tables of people (directory/bulk) have too: one vocabulary for whoever writes lists. `called` is the name of somebody known. */
const shared: Readonly<Record<string, FileColumn>> = {
  ...{ act: 'do', name: 'name', familyMiddle: 'familyMiddle', given: 'given', birthDate: 'birthDate', unit: 'unit', above: 'above' },
  ...{ title: 'post', kind: 'kind', capacity: 'capacity', until: 'until', who: 'person', wanted: 'address', namesake: 'isNamesake' },
  reason: 'reason',
};

interface LineFileColumn extends Column {
  readonly key: FileColumn;
}

/** Columns that lists of requests have besides. */
const own: readonly LineFileColumn[] = [
  {
    ...{ key: 'on', vi: 'Ngày hiệu lực', en: 'Takes effect on', width: 14, also: ['Từ ngày', 'Hiệu lực từ ngày', 'Có hiệu lực từ'] },
    help: 'Để trống: ngày thực hiện. Ngày đã qua (đến một năm) hay sắp tới đều được.',
  },
  {
    ...{ key: 'from', vi: 'Thôi ở đơn vị', en: 'Posts end in', width: 34, also: ['Từ đơn vị', 'Đơn vị cũ', 'Đơn vị chuyển đi'] },
    help: 'Điều động, Thôi chức vụ: chỉ thôi chức vụ ở đơn vị này. Để trống: mọi chức vụ.',
  },
  {
    ...{ key: 'ifHeaded', vi: 'Nếu đã có người đứng đầu', en: 'If there is a head', width: 22, also: [] },
    help: 'Khi giao chức vụ đứng đầu: Thay thế, Làm cấp phó, hoặc Song song (khi người đứng đầu vắng). Để trống: báo lỗi.',
  },
  {
    ...{ key: 'main', vi: 'Là chức vụ chính', en: 'Main post', width: 14, also: ['Chức vụ chính'] },
    help: 'Bổ nhiệm: ghi x nếu chức vụ mới thành chức vụ chính.',
  },
  {
    ...{ key: 'family', vi: 'Họ (khi có hơn một chữ)', en: 'Family name of two words', width: 16, also: ['Họ hai chữ'] },
    help: 'Chỉ khi họ có hơn một chữ, như Âu Dương.',
  },
  {
    ...{ key: 'givenFirst', vi: 'Tên đứng trước họ', en: 'Given name first', width: 14, also: [] },
    help: 'Ghi x với tên như H’Hen Niê.',
  },
];

/** All, in the template's order. */
export const fileColumns: readonly LineFileColumn[] = [
  ...bulkColumns.flatMap((column): readonly LineFileColumn[] => {
    const key = shared[column.key];
    return key === undefined ? [] : [{ ...column, key }];
  }),
  ...own,
];

/** Which column a heading is, marks and case aside, or by the name that programs use; null: one that is passed over (STT, ghi chú…). */
export function columnOf(heading: string): FileColumn | null | undefined {
  const bare = searchKey(heading.replace(/\([^)]*\)|\*/g, ' '));
  const found = own.find(({ vi, en, also }) => [vi, en, ...also].some((one) => searchKey(one.replace(/\([^)]*\)/g, ' ')) === bare));
  if (found !== undefined) return found.key;
  const named = fileColumns.find(({ key }) => key === heading.trim());
  if (named !== undefined) return named.key;
  const known = bulkColumnOf(heading);
  return known === undefined || known === null ? known : shared[known];
}

/** What people call the column of a problem; null: it is about the line as a whole. */
export function headingOf(column: FileColumn | null): string | null {
  if (column === null) return null;
  return fileColumns.find(({ key }) => key === (column === 'called' ? 'name' : column))?.vi ?? column;
}
