import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '#io/spreadsheet/write-workbook.ts';
import { columnOf, fileColumns } from './line-columns.ts';
import { lineWords } from './line-words.ts';
import { readLineFile } from './read-line-file.ts';
import { readLinesApart } from './read-lines.ts';
import { lineEvents } from './request-line.ts';

const bytes = (text: string) => Buffer.from(text);
async function problemsOf(text: string) {
  const read = await readLineFile(bytes(text));
  if (read.ok) throw new Error('it was read');
  return read.refusal.map(({ row, column, vi }) => [row, column, vi]);
}
async function linesOf(octets: Buffer) {
  const read = await readLineFile(octets);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

describe('a file is refused', () => {
  it('that is empty, has no headings, or has columns that nobody knows', async () => {
    expect(await problemsOf('')).toEqual([[null, null, expect.stringContaining('request template')]]);
    expect(await problemsOf('Chào cả nhà\n')).toEqual([[null, null, expect.stringContaining('request template')]]);
    expect(await problemsOf('Việc,Lương,Đơn vị,đơn vị,Ngày hiệu lựx\n')).toEqual([
      [1, 'Lương', 'Không có cột nào tên như vậy'],
      [1, 'đơn vị', 'Cột có hai lần'],
      [1, 'Ngày hiệu lựx', expect.stringContaining('có phải là “Ngày hiệu lực”?')],
    ]);
  });

  it('typed in an old font, unless somebody says so', async () => {
    const read = await readLineFile(Buffer.from(`ViÖc;Hä vµ tªn;§¬n vÞ;Chøc vô\n;NguyÔn V¨n Anh;Së Néi vô;Chuyªn viªn\n`, 'latin1'));
    expect(read).toMatchObject({ ok: false, refusal: [{ vi: expect.stringContaining('TCVN3') }] });
  });

  it('with everything that is wrong in any row, by row and heading', async () => {
    const text = [
      'Việc,Địa chỉ hiện có,Họ và tên,Đơn vị,Chức vụ,Hình thức giữ,Ngày hiệu lực',
      'Thăng chức,anhnv,,,,,',
      ',,,,,,',
      'Tuyển dụng,,,Sở Nội vụ,Chuyên viên,tạm quyền,hôm nay',
      'Nghỉ hưu,anhnv,,Sở Nội vụ,,,31/02/2026',
    ].join('\n');
    const problems = await problemsOf(text);
    expect(problems).toHaveLength(6);
    expect(problems).toEqual(
      expect.arrayContaining([
        [2, 'Việc', expect.stringContaining('Tuyển mới, Bổ nhiệm, Điều động')],
        [4, 'Họ và tên', 'Không được để trống'],
        [4, 'Hình thức giữ', expect.stringContaining('Chính thức, Quyền, Phụ trách')],
        [4, 'Ngày hiệu lực', expect.stringContaining('không phải ngày')],
        [5, 'Ngày hiệu lực', expect.stringContaining('không có ngày')],
        [5, 'Đơn vị', 'Không dùng cho việc này: hãy để trống'],
      ]),
    );
  });
});

describe('a file is read', () => {
  it('under Vietnamese headings, marks and case aside, words and days as people write them', async () => {
    const text =
      '\uFEFFSTT;VIỆC;Địa chỉ hiện có;Họ và tên;Đơn vị;Thuộc cơ quan;Chức vụ;Loại chức vụ;Hình thức giữ;Ngày hiệu lực;Căn cứ\r\n'.concat(
        '1;điều động;anhnv.tt@backan.gov.vn;Nguyễn Văn Anh;Phòng Tổ chức;Sở Nội vụ;Phó Trưởng phòng;Cấp phó;Quyền;1/2/2026;"QĐ 12; ngày 3"\r\n',
        '\r\n2;nghi huu;;Ma Thị Lan\r\n3;;;Nông Văn Dền;Sở Nội vụ;;Chuyên viên\r\n',
      );
    expect(await linesOf(bytes(text))).toMatchObject([
      {
        row: 2,
        line: {
          ...{ do: 'transfer', person: 'anhnv.tt@backan.gov.vn', called: 'Nguyễn Văn Anh', unit: 'Phòng Tổ chức < Sở Nội vụ' },
          ...{ post: 'Phó Trưởng phòng', kind: 'deputy', capacity: 'acting', on: '2026-02-01', reason: 'QĐ 12; ngày 3' },
        },
      },
      { row: 4, line: { do: 'leave', person: 'Ma Thị Lan' } },
      { row: 5, line: { do: 'recruit', name: 'Nông Văn Dền' } },
    ]);
  });

  it('under the names that programs use, with ticks, and names in two columns', async () => {
    const text = 'do,familyMiddle,given,isNamesake,unit,post,birthDate\nrecruit,Nguyễn Thị,Mai,có,#7,Chuyên viên,1992-05-15\n';
    expect((await linesOf(bytes(text)))[0]!.line).toMatchObject({ name: 'Nguyễn Thị Mai', isNamesake: true, birthDate: '1992-05-15' });
  });

  it('as a workbook, with a title above and dates as dates, in a thread of its own', async () => {
    const columns = ['Việc', 'Họ và tên', 'Đơn vị', 'Chức vụ', 'Ngày hiệu lực'].map((heading) => ({ heading, width: 20 }));
    const rows = [['Tuyển dụng', 'Nông Văn Dền', 'Sở Nội vụ', 'Chuyên viên', { day: '2026-12-01' }]];
    const octets = await writeWorkbook([{ name: 'Danh sách', above: ['DANH SÁCH ĐỀ NGHỊ'], columns, rows }]);
    const read = await readLinesApart(octets);
    expect(read).toMatchObject({ ok: true, value: [{ line: { do: 'recruit', name: 'Nông Văn Dền', on: '2026-12-01' } }] });
  });
});

it('every column and word of the template is one that is read', () => {
  for (const { key, vi, en } of fileColumns) expect([columnOf(vi), columnOf(en), columnOf(key)]).toEqual([key, key, key]);
  expect(lineWords.do.map(({ value }) => value).toSorted()).toEqual(lineEvents.toSorted());
});
