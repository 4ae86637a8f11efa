import { describe, expect, it } from 'vitest';
import { nameCharactersMax } from '#directory/naming/limits.ts';
import { madeWorkbook } from '#io/spreadsheet/workbook.fixture.ts';
import { bulkLimits } from './limits.ts';
import { readBatchFile } from './read-batch-file.ts';
import type { TextTable } from './text-table.ts';

async function tableOf(octets: Buffer | string): Promise<TextTable | null | undefined> {
  const read = await readBatchFile(Buffer.from(octets as string), { withTable: true });
  if (!read.ok) throw new Error(read.refusal.en);
  return read.value.table;
}

describe('a table as text', () => {
  it('is not there without headings, or unless it is asked for', async () => {
    expect(await tableOf('a,b\n1,2')).toBeNull();
    const read = await readBatchFile(Buffer.from('Họ và tên,Đơn vị\nAn,nv'));
    expect(read.ok && 'table' in read.value).toBe(false);
  });

  it('has no more rows than a batch, and no more of a cell than makes it too long', async () => {
    const many = await tableOf(`Họ và tên,Đơn vị\n${'An,nv\n'.repeat(bulkLimits.rowsMax + 5)}`);
    expect(many!.rows).toHaveLength(bulkLimits.rowsMax);
    const long = await tableOf(`Họ và tên,Đơn vị\n${'a'.repeat(5_000)},nv`);
    expect(long!.rows[0]!.cells[0]).toHaveLength(nameCharactersMax + 1);
  });

  it('keeps the numbers of rows, headings as they stand, those nearly known, and nothing of strange columns', async () => {
    const table = await tableOf('DANH SÁCH\n\nSTT,Họ tên,Cơ quan,Chức vuuj,Lương\n1,An  Bình,nv,Y tá,9\n\n2,,,,\n3,Vi Lan,yt,,8');
    expect(table).toMatchObject({
      headingRow: 3,
      columns: [
        { key: 'name', heading: 'Họ tên', name: 'Họ và tên' },
        { key: 'unit', heading: 'Cơ quan', name: 'Đơn vị' },
        { key: null, heading: 'Chức vuuj' },
      ],
      rows: [
        { row: 4, cells: ['An Bình', 'nv', 'Y tá'] },
        { row: 7, cells: ['Vi Lan', 'yt', ''] },
      ],
    });
    expect(table!.others.map(({ key }) => key)).toContain('title');
    expect(table!.others.find(({ key }) => key === 'kind')!.choices).toContain('Đứng đầu');
  });

  it('writes days of a workbook as people do, and formulas that failed as nothing', async () => {
    const text = (value: string) => `<c t="str"><v>${value}</v></c>`;
    const heads = ['Họ và tên', 'Ngày sinh', 'Đơn vị'].map(text).join('');
    const sheet = `<sheetData><row>${heads}</row><row>${text('An')}<c s="1"><v>32874</v></c><c t="e"><v>#N/A</v></c></row></sheetData>`;
    const table = await tableOf(madeWorkbook({ sheets: [sheet] }));
    expect(table!.rows).toEqual([{ row: 2, cells: ['An', '01/01/1990', ''] }]);
  });
});
