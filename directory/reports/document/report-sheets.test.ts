import { expect, it } from 'vitest';
import { readSpreadsheet } from '#io/spreadsheet/read-spreadsheet.fixture.ts';
import { workbookOf } from '../report-files.ts';
import { figuresOf, letterhead, unit } from './report.fixture.ts';

it('a workbook has every unit and figure, as numbers', async () => {
  const figures = figuresOf([unit(1, null, 'UBND tỉnh'), unit(2, 1, '=HYPERLINK("x")'), unit(3, 2, 'Xã Yên Mỹ')]);
  const issue = { number: '12/BC-STTTT', on: '2026-07-05' };
  const read = await readSpreadsheet(await workbookOf({ figures, letterhead, issue, madeAt: '2026-07-05T02:00:00Z' }));
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const sheet = (name: string) => read.value.find((one) => one.name === name)!.rows.map(({ cells }) => cells);
  expect(read.value.map(({ name }) => name)).toEqual(['Tổng hợp', 'Tài khoản', 'Thư gửi, nhận', 'Đề nghị', 'Ngừng hoạt động']);
  expect(JSON.stringify(sheet('Tổng hợp'))).toContain('Số: 12/BC-STTTT, Bắc Kạn, ngày 05 tháng 7 năm 2026');
  expect(sheet('Tổng hợp')).toContainEqual(['Tài khoản', 'Tài khoản cá nhân', 6000]);
  expect(sheet('Tổng hợp')).toContainEqual(['Thư gửi, nhận', 'Dung lượng gửi (byte)', 6 * 1024]);
  expect(sheet('Thư gửi, nhận').slice(4)).toEqual([
    ['TT', 'Đơn vị', 'Nhận', 'Từ bên ngoài', 'Gửi', 'Ra bên ngoài', 'Dung lượng (byte)', 'Gửi có ký số', 'Tỷ lệ ký số (%)', 'Bị chặn'],
    [null, 'UBND tỉnh', 600, 0, 60, 0, 6 * 1024, 24, 0.4, 6],
    [null, 'Riêng đơn vị', 100, 0, 10, 0, 1024, 4, 0.4, 1],
    // A name is a name, whatever it begins with.
    ['1', '=HYPERLINK("x")', 500, 0, 50, 0, 5 * 1024, 20, 0.4, 5],
    [null, '    Riêng đơn vị', 200, 0, 20, 0, 2 * 1024, 8, 0.4, 2],
    ['1.1', '    Xã Yên Mỹ', 300, 0, 30, 0, 3 * 1024, 12, 0.4, 3],
    [null, 'Tổng cộng', 600, 0, 60, 0, 6 * 1024, 24, 0.4, 6],
  ]);
});
