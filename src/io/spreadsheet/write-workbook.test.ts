import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeWorkbook } from './make-workbook.ts';
import { parseSpreadsheet } from './parse-spreadsheet.ts';
import { readSpreadsheet } from './read-spreadsheet.fixture.ts';
import type { WrittenCell } from './workbook.ts';
import { writeWorkbook } from './write-workbook.ts';
import { readZipParts } from './zip-parts.ts';

function partOf(octets: Uint8Array, name: string): string {
  const parts = readZipParts(Buffer.from(octets), () => true);
  return (parts.ok && parts.value.get(name)?.toString()) || '';
}

describe('a workbook that is written', () => {
  it('holds no formula, whatever its texts begin with', async () => {
    const texts = ['=1+1', '+84912345678', '-2', '@SUM(A1)', '\t=1', '=HYPERLINK("http://a.vn")', '＝1'];
    const octets = await writeWorkbook([{ name: 'A', columns: [{ heading: '=1+1', width: 10 }], rows: texts.map((text) => [text]) }]);
    const sheet = partOf(octets, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toContain('<f');
    expect(sheet).not.toContain('hyperlink');
    expect(sheet.match(/<c [^>]*t="s"/g)).toHaveLength(texts.length + 1);
  });

  it('takes no list that Excel would call a damaged file', async () => {
    const list = (texts: readonly string[]) =>
      makeWorkbook([{ name: 'A', columns: [{ heading: 'a', width: 9, choices: { texts } }], rows: [['a']] }]);
    await expect(list(['một, hai'])).rejects.toThrow('no such list');
    await expect(list(Array(60).fill('chuyên viên'))).rejects.toThrow('no such list');
  });

  it('has titles, frozen headings, widths, formats and drop-down lists, short and long', async () => {
    const octets = await makeWorkbook([
      {
        name: 'Danh sách',
        above: ['DANH SÁCH'],
        columns: [
          { heading: 'Họ và tên', width: 30 },
          { heading: 'Việc', width: 12, choices: { texts: ['Tuyển mới', 'Thôi việc'] } },
          { heading: 'Đơn vị', width: 40, choices: { sheet: 'Danh mục', column: 2 } },
          { heading: 'Ngày sinh', width: 12, format: 'date' },
          { heading: 'Điện thoại', width: 12, format: 'text' },
        ],
        rows: [['An', 'Tuyển mới', 'Sở Nội vụ', { day: '1980-02-03' }, '0912']],
        roomForRows: 3,
      },
      {
        name: 'Danh mục',
        isHidden: true,
        columns: [
          { heading: 'a', width: 9 },
          { heading: 'b', width: 9 },
        ],
        rows: [
          ['1', 'x'],
          ['2', 'y'],
        ],
      },
    ]);
    const sheet = partOf(octets, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<pane ySplit="2" topLeftCell="A3" state="frozen"');
    expect(sheet).toContain('<col min="3" max="3" width="40"');
    expect(sheet).toContain('<formula1>"Tuyển mới,Thôi việc"</formula1>');
    expect(sheet).toContain("<formula1>'Danh mục'!$B$2:$B$3</formula1>");
    expect(sheet).toMatch(/sqref="C3:C5"/);
    expect(sheet).toMatch(/<c r="E5" s="\d+"\/>/);
    expect(partOf(octets, 'xl/styles.xml')).toContain('dd/mm/yyyy');
    expect(partOf(octets, 'xl/workbook.xml')).toMatch(/name="Danh mục"[^>]*state="hidden"/);
  });

  it('reads back as what was written', async () => {
    const day = fc
      .date({ min: new Date('1900-03-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => ({ day: date.toISOString().slice(0, 10) }));
    const text = fc.string({
      unit: fc.constantFrom('a', 'ệ', '=', '"', '<', '&', ',', "'", '😀', '\n', '_x0041_'),
      minLength: 1,
      maxLength: 12,
    });
    const cell: fc.Arbitrary<WrittenCell> = fc.oneof(
      text.filter((one) => one.trim() !== ''),
      fc.integer(),
      day,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), async (rows) => {
        const read = await parseSpreadsheet(await makeWorkbook([{ name: 'A', columns: [], rows }]));
        expect(read.ok && read.value[0]!.rows.map(({ cells }) => cells)).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('of five thousand rows is written and read in threads', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => [`Nguyễn Văn ${index}`, index, { day: '2026-11-22' }]);
    const read = await readSpreadsheet(await writeWorkbook([{ name: 'A', columns: [], rows }]));
    expect(read.ok && read.value[0]!.rows.map(({ cells }) => cells)).toEqual(rows);
  });
});
