import { describe, expect, it } from 'vitest';
import { searchKey } from '#directory/naming/fold-name.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import { findUnits } from './find-units.ts';

const names = ['Sở Thông tin và Truyền thông', 'Phòng Công nghệ thông tin', 'Huyện Chợ Đồn', 'Xã Tân Sơn', 'Xã Sơn Tân', 'Xã Tân Tiến'];
const units: ListedUnit[] = names.map((name, index) => ({
  id: index as UnitId,
  parentId: null,
  kind: 'agency',
  name,
  searchKey: searchKey(name),
  address: `hop${index}@backan.gov.vn`,
}));
const found = (query: string) => findUnits(units, query).map(({ name }) => name);

describe('findUnits', () => {
  it.each(['', '   ', '!!!', '\u0301', 'khong co don vi nay'])('finds nothing for %j', (query) => {
    expect(found(query)).toEqual([]);
  });

  it('does not take the end of a word, or the middle of a name, for its beginning', () => {
    expect(found('hong tin')).toEqual([]);
    expect(found('th tin va')).toEqual([]);
  });

  it.each(['so thong tin', 'Sở Thông Tin', 'SỞ THÔNG TIN'.normalize('NFD'), 'so thong t', 'truyền thông sở'])(
    'finds the department for %j',
    (query) => {
      expect(found(query)).toEqual(['Sở Thông tin và Truyền thông']);
    },
  );

  it('finds đ by d and d by đ', () => {
    expect(found('cho don')).toEqual(['Huyện Chợ Đồn']);
    expect(found('chợ đon')).toEqual(['Huyện Chợ Đồn']);
  });

  it('puts names with the words in a row first', () => {
    expect(found('son tan')).toEqual(['Xã Sơn Tân', 'Xã Tân Sơn']);
  });

  it('finds by a part of the address', () => {
    expect(found('HOP3@')).toEqual(['Xã Tân Sơn']);
  });
});
