import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { displayName } from '#directory/naming/person-name.ts';
import { madeWorkbook } from '#io/spreadsheet/workbook.fixture.ts';
import { readBatch } from './read-batch.ts';
import { readBatchFile } from './read-batch-file.ts';
import type { ReadRows } from './read-rows.ts';

const corpus = (name: string) => readFileSync(new URL(`../../test/corpus/bulk/${name}`, import.meta.url));

async function rowsOf(octets: Buffer | string): Promise<ReadRows> {
  const read = await readBatchFile(Buffer.from(octets as string));
  if (!read.ok) throw new Error(read.refusal.en);
  return read.value;
}

const problemsOf = async (octets: Buffer | string) =>
  (await rowsOf(octets)).problems.map(({ row, column, what }) => `${row} ${column}: ${what}`);
const text = (cell: string) => `<c t="str"><v>${cell}</v></c>`;
const row = (...cells: string[]) => `<row>${cells.map(text).join('')}</row>`;
const workbook = (rows: string, more = '') => madeWorkbook({ sheets: [`<sheetData>${rows}</sheetData>${more}`] });

describe('a table is not read', () => {
  it('without headings that anybody knows', async () => {
    expect(await problemsOf('a,b\n1,2')).toEqual(['null null: no-headings']);
    expect(await problemsOf('Nguyễn Văn An,Sở Nội vụ\n')).toEqual(['null null: no-headings']);
  });

  it('with nobody below them, with a column twice, or with one that is nearly known', async () => {
    expect(await problemsOf('Họ và tên,Đơn vị,Chức vụ\n')).toEqual(['1 null: empty']);
    expect(await problemsOf('Họ và tên,Đơn vị,Họ tên,Chức vu,Chức vuuj\nA B,Sở Y tế,,Y tá')).toEqual([
      '1 Họ tên: column-twice',
      '1 Chức vuuj: unknown-column',
    ]);
  });

  it('where its quotes make no sense, or it is another kind of file', async () => {
    expect(await readBatchFile(Buffer.from('Họ và tên,Đơn vị\n"An,Sở'))).toMatchObject({
      refusal: { en: 'line 2: a quote is never closed' },
    });
    expect(await readBatchFile(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatchObject({
      refusal: { vi: expect.stringContaining('.xls kiểu cũ') },
    });
    expect(await readBatchFile(Buffer.alloc(11 * 2 ** 20, 'a'))).toMatchObject({ refusal: { en: 'is larger than 10 MB' } });
  });

  it.each([
    ['29254', 'là số 29254, không phải ngày; có phải là 03/02/1980?'],
    ['1980', 'chỉ có năm 1980'],
    ['13/13/1980', 'không có ngày 13/13/1980'],
    ['30/02/1980', 'không có ngày 30/02/1980'],
    ['12/31/1985', 'ngày viết trước tháng'],
    ['hôm qua', '“hôm qua” không phải ngày'],
  ])('at a day that is none: %s', async (day, said) => {
    const { problems } = await rowsOf(`Họ và tên,Ngày sinh,Đơn vị,Chức vụ\nAn Bình,${day},Sở Y tế,Y tá`);
    expect(problems).toMatchObject([{ row: 2, column: 'Ngày sinh', what: 'bad-day', vi: expect.stringContaining(said) }]);
  });

  it('at letters that were lost or typed in an old font, at formulas that failed, at what cannot be seen', async () => {
    const rows = `Họ và tên,Đơn vị,Chức vụ\nNguy?n V?n An,Sở Y tế,Y tá\nAn Bình,Sở Y tế,Y\u202etá\nNguyÔn V¨n An,Sở Y tế,Y tá\n${'Nguyễn Thị Bưởi,Sở Y tế,Y tá\n'.repeat(9)}`;
    expect((await problemsOf(rows)).slice(0, 3)).toEqual(['2 Họ và tên: bad-text', '3 Chức vụ: bad-text', '4 Họ và tên: old-font']);
    expect(await problemsOf(`Họ và tên,Đơn vị,Chức vụ\nAn Bình,Sở Y tế,${'y '.repeat(200)}`)).toEqual(['2 Chức vụ: bad-text']);
    const said = await readBatchFile(Buffer.from(rows), { encoding: 'utf-8' });
    expect(said.ok && said.value.problems.map(({ what }) => what)).not.toContain('old-font');
    const failed = workbook(
      `${row('Họ và tên', 'Đơn vị', 'Chức vụ')}<row>${text('An Bình')}<c t="e"><f>A1</f><v>#REF!</v></c>${text('Y tá')}</row>`,
    );
    expect(await problemsOf(failed)).toEqual(['2 Đơn vị: bad-text']);
  });
});

describe('a table is read', () => {
  it.each(['utf8.csv', 'utf8-bom.csv', 'utf8-nfd.csv', 'utf16le-bom.txt', 'utf16be-bom.txt', 'windows-1258.csv'])(
    'whatever its encoding and delimiter: %s',
    async (file) => {
      const { recruits, problems } = await rowsOf(corpus(file));
      expect(problems).toEqual([]);
      expect(recruits.map(({ row: number, name, birthDate, title }) => [number, displayName(name), birthDate, title])).toEqual([
        [2, 'Nguyễn Văn Ánh', '1985-12-31', 'Chuyên viên'],
        [3, 'Trần Thị Hường', null, 'Kế toán trưởng'],
        [4, 'Đặng Quốc Việt', '1990-02-01', 'Phó Trưởng phòng'],
      ]);
    },
  );

  it('below titles and numbered columns, past empty rows, with or without marks in its headings', async () => {
    const { recruits, problems } = await rowsOf(corpus('titles-above.csv'));
    expect(problems).toEqual([]);
    expect(recruits.map(({ row: number, name }) => `${number} ${displayName(name)}`)).toEqual(['7 Nguyễn Văn Ánh', '9 Trần Thị Hường']);
    expect((await rowsOf(corpus('sep.csv'))).recruits.map(({ row: number }) => number)).toEqual([3]);
  });

  it('with headings in English, names in two columns, and columns of its own passed over', async () => {
    const { recruits, problems, remarks } = await rowsOf(
      'No,Family and middle names,Given name,Unit,Post,Màu mắt,Điện thoại\n1,Âu Dương Thị,Hoa,Sở Y tế,Y tá,nâu,0912',
    );
    expect(problems).toEqual([]);
    expect(recruits.map(({ name }) => name)).toEqual([{ family: 'Âu', middle: 'Dương Thị', given: 'Hoa', order: 'family-first' }]);
    expect(remarks.map(({ vi }) => vi)).toEqual(['Bỏ qua cột “Màu mắt”: hệ thống không lưu']);
  });

  it('from a workbook: days of the spreadsheet program, cells merged down, the sheet that is a table', async () => {
    const day = '<c s="1"><v>29254</v></c>';
    const people = `${row('Ho ten', 'Sinh ngày', 'Đơn vị', 'Chức vụ')}<row>${text('LÒ VĂN A')}${day}${text('Sở Y tế')}${text('Y tá')}</row><row>${text('Lò Thị Bê')}${day}<c/>${text('Y tá')}</row>`;
    const merged = '<mergeCells><mergeCell ref="C2:C3"/></mergeCells>';
    const octets = madeWorkbook({
      sheets: [`<sheetData>${row('Ghi chú chung')}</sheetData>`, `<sheetData>${people}</sheetData>${merged}`],
    });
    const { recruits, problems, remarks } = await rowsOf(octets);
    expect(problems).toEqual([]);
    expect(recruits.map(({ name, birthDate, unit }) => [displayName(name), birthDate, unit])).toEqual([
      ['Lò Văn A', '1980-02-03', 'Sở Y tế'],
      ['Lò Thị Bê', '1980-02-03', 'Sở Y tế'],
    ]);
    expect(remarks.map(({ vi }) => vi)).toEqual(['Đọc trang tính “Trang 2”']);
  });

  it('of thousands of lines, with line ends inside quotes', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `"Lò Văn ${'ABCDE'[index % 5]}";"Sở\r\nY tế";Y tá`);
    const { recruits, problems } = await rowsOf(['Họ và tên;Đơn vị;Chức vụ', ...lines].join('\r\n'));
    expect(problems).toEqual([]);
    expect([recruits.length, recruits[2_999]?.row, recruits[2_999]?.unit]).toEqual([3_000, 6_000, 'Sở Y tế']);
  });

  it('from a workbook typed in an old font, which is named first and converted where that is asked for', async () => {
    const octets = workbook(
      `${row('Hä vµ tªn', '§¬n vÞ', 'Chøc vô')}${row('NguyÔn V¨n ¸nh', 'Së Y tÕ', 'Y t¸')}${row('Hà Văn Ân', 'Sở Nội vụ', 'Y tá')}`,
    );
    expect(await readBatchFile(octets)).toMatchObject({
      ok: false,
      refusal: { seems: 'tcvn3', en: expect.stringContaining('“Họ và tên | Đơn vị | Chức vụ”') },
    });
    const read = await readBatchFile(octets, { encoding: 'tcvn3' });
    expect(read.ok && read.value.recruits.map(({ name, unit, title }) => [displayName(name), unit, title])).toEqual([
      ['Nguyễn Văn Ánh', 'Sở Y tế', 'Y tá'],
      ['Hà Văn Ân', 'Sở Nội vụ', 'Y tá'],
    ]);
  });

  it('in a thread as well, and the same', async () => {
    const octets = corpus('utf8-bom.csv');
    expect(await readBatch(octets)).toEqual(await readBatchFile(octets));
  });

  it('with people who are there already, by address or number', async () => {
    const { events, problems } = await rowsOf(
      "Việc,Địa chỉ hiện có,Đơn vị,Thuộc cơ quan,Chức vụ,Họ và tên,Căn cứ\nNghỉ hưu,a@b.vn,,,,,QĐ 1\nluan chuyen,12,Phòng Tổ chức,Sở Nội vụ,Chuyên viên\nMiễn nhiệm,#13\nĐổi tên,a@c.vn,,,,H'HEN NIÊ",
    );
    expect(problems).toEqual([]);
    expect(events.map(({ request }) => request)).toMatchObject([
      { do: 'leave', person: 'a@b.vn', reason: 'QĐ 1', notify: false },
      { do: 'transfer', person: '#12', posts: [{ unit: 'Phòng Tổ chức < Sở Nội vụ', title: 'Chuyên viên' }] },
      { do: 'transfer', person: '#13', posts: [] },
      { do: 'rename', person: 'a@c.vn', name: { family: "H'Hen", given: 'Niê' } },
    ]);
  });
});
