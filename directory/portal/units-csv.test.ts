import { describe, expect, it } from 'vitest';
import { parseCsv } from '#directory/org/csv.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import { unitsCsv } from './units-csv.ts';

const unit = (id: number, name: string, rest: Partial<ListedUnit> = {}): ListedUnit => ({
  id: id as UnitId,
  parentId: null,
  kind: 'agency',
  name,
  searchKey: '',
  address: null,
  ...rest,
});

function rowsOf(units: readonly ListedUnit[]): readonly (readonly string[])[] {
  const read = parseCsv(unitsCsv(units));
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value.map(({ fields }) => fields);
}

describe('unitsCsv', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('lets no spreadsheet run a name: %j', (name) => {
    expect(rowsOf([unit(1, name)])[1]![0]).toBe(`'${name}`);
  });

  it('keeps commas, quotes and line ends inside a field', () => {
    const name = 'Sở "Văn hóa", Thể thao\r\nvà Du lịch';
    expect(rowsOf([unit(1, name)])[1]![0]).toBe(name);
  });

  it('begins with a byte order mark and names kind, parent and address', () => {
    const units = [
      unit(1, 'Huyện Ba Bể', { kind: 'district' }),
      unit(2, 'Xã Cao Trĩ', { kind: 'commune', parentId: 1 as UnitId, address: 'a@b.vn' }),
    ];
    expect(unitsCsv(units).startsWith('\uFEFFTên cơ quan, đơn vị'.replace('Tên', '"Tên'))).toBe(true);
    expect(rowsOf(units)).toEqual([
      ['Tên cơ quan, đơn vị', 'Loại', 'Cơ quan cấp trên', 'Địa chỉ thư điện tử'],
      ['Huyện Ba Bể', 'Cấp huyện', '', ''],
      ['Xã Cao Trĩ', 'Cấp xã', 'Huyện Ba Bể', 'a@b.vn'],
    ]);
  });
});
