import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadsheetLimits } from './limits.ts';
import { readSpreadsheet } from './read-spreadsheet.fixture.ts';
import type { Cell } from './spreadsheet.ts';
import { storedZip } from './stored-zip.ts';
import { madeWorkbook, workbookParts } from './workbook.fixture.ts';

async function refusalOf(octets: Uint8Array): Promise<string> {
  const read = await readSpreadsheet(octets);
  return read.ok ? `read: ${read.value.length} sheets` : read.refusal.inBoth.en;
}

async function cellsOf(sheet: string, strings = '', properties = ''): Promise<readonly (readonly Cell[])[]> {
  const read = await readSpreadsheet(madeWorkbook({ sheets: [`<sheetData>${sheet}</sheetData>`], strings, properties }));
  if (!read.ok) throw new Error(read.refusal.inBoth.en);
  return read.value[0]!.rows.map(({ cells }) => cells);
}

/** One part of a workbook packed, with what the archive says of its size; the others as they are. */
function packed(name: string, part: Buffer, saidOctets: number): Buffer {
  const parts = workbookParts({ sheets: ['<sheetData/>'] });
  const data = deflateRawSync(part, { level: 9 });
  parts.set(name, data);
  const zip = storedZip(parts);
  for (const signature of ['PK\x03\x04', 'PK\x01\x02']) {
    for (let at = zip.indexOf(signature, 0, 'latin1'); at >= 0; at = zip.indexOf(signature, at + 4, 'latin1')) {
      const facts = at + (signature === 'PK\x03\x04' ? 4 : 6);
      const nameOctets = zip.readUInt16LE(facts + 22);
      const nameAt = signature === 'PK\x03\x04' ? facts + 26 : at + 46;
      if (zip.toString('utf8', nameAt, nameAt + nameOctets) !== name) continue;
      zip.writeUInt16LE(8, facts + 4);
      zip.writeUInt32LE(saidOctets, facts + 18);
    }
  }
  return zip;
}

const sheetOne = 'xl/worksheets/sheet1.xml';

describe('what is no workbook', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'is no XLSX file'],
    ['text', Buffer.from('Họ và tên,Đơn vị\r\n'), 'is no XLSX file'],
    [
      'an old or encrypted one',
      Buffer.from('d0cf11e0a1b11ae1000000', 'hex'),
      'is an old .xls file or has a password: save it as .xlsx without one',
    ],
    ['an archive of other things', storedZip(new Map([['a.txt', Buffer.from('a')]])), 'is a damaged XLSX file'],
    ['one cut short', madeWorkbook({ sheets: ['<sheetData/>'] }).subarray(0, -40), 'is a damaged XLSX file'],
    ['one over the size', Buffer.alloc(spreadsheetLimits.octetsMax + 1, 'PK'), 'is larger than 10 MB'],
  ])('is refused: %s', async (_, octets, sentence) => {
    expect(await refusalOf(octets)).toBe(sentence);
  });

  it('is refused wherever an octet of it is another, or read as it stands, but breaks nothing', async () => {
    const whole = madeWorkbook({ sheets: ['<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'] });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const broken = Buffer.from(whole);
        broken[at] = broken[at]! ^ flip;
        expect(await refusalOf(broken)).toMatch(/^(read: \d|is (no|a damaged|an old))|unpacks to more/);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a bomb', () => {
  it('that says its size is refused before it is unpacked', async () => {
    const size = 2_000_000_000;
    expect(await refusalOf(packed(sheetOne, Buffer.alloc(100_000), size))).toBe('unpacks to more than 64 MB');
  });

  it('that lies about its size is unpacked no further than it said', async () => {
    expect(await refusalOf(packed(sheetOne, Buffer.alloc(90 * 2 ** 20), 1_000))).toBe('unpacks to more than 64 MB');
  });

  it('of few octets and many cells ends its thread and no more', async () => {
    const row = '<row><c r="CW1"><v>1</v></c></row>';
    const beyond = '<row><c r="XFD1"/></row>';
    expect(await refusalOf(madeWorkbook({ sheets: [`<sheetData>${row}</sheetData>`] }))).toBe(
      'row 1 has a cell beyond the first 100 columns',
    );
    const many = madeWorkbook({ sheets: [`<sheetData>${beyond.repeat(400_000)}</sheetData>`] });
    expect(await refusalOf(many)).toMatch(/too heavy to read|larger than/);
  });

  it('of many cells that name one long text is refused', async () => {
    const strings = `<si><t>${'a'.repeat(1_001)}</t></si>`;
    const sheets = ['<sheetData><row r="7"><c r="B7" t="s"><v>0</v></c></row></sheetData>'];
    expect(await refusalOf(madeWorkbook({ sheets, strings }))).toBe('cell B7 is longer than 1000 characters');
  });

  it('of rows or sheets is refused', async () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(10_001);
    const twice = [`<sheetData>${rows}</sheetData>`, `<sheetData>${rows}</sheetData>`];
    expect(await refusalOf(madeWorkbook({ sheets: twice }))).toBe('has more than 20000 rows');
    expect(await refusalOf(madeWorkbook({ sheets: Array(21).fill('<sheetData/>') }))).toBe('has more than 20 sheets');
  });

  it('of entities is not read as what they stand for', async () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sheetData><row><c t="str"><v>&b;&b;</v></c></row></sheetData>';
    const read = await readSpreadsheet(madeWorkbook({ sheets: [bomb] }));
    if (read.ok) expect(JSON.stringify(read.value)).not.toContain('aaaa');
    else expect(read.refusal.kind).toBe('invalid');
  });
});

describe('a workbook', () => {
  it('gives texts, numbers, days, values of formulas and what is wrong with them', async () => {
    const strings = '<si><t>Nguyễn Văn An</t></si><si><r><t>Sở </t></r><r><rPr><b/></rPr><t>Nội vụ</t></r></si>';
    const rows =
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>912345678</v></c><c r="D2" s="1"><v>29254</v></c></row>' +
      '<row r="5"><c r="A5" t="str"><f>A2&amp;"!"</f><v>An!</v></c><c r="B5"><f>1+1</f><v>2</v></c><c r="C5" t="e"><f>1/0</f><v>#DIV/0!</v></c>' +
      '<c r="D5" t="b"><v>1</v></c><c r="E5" t="inlineStr"><is><t>=1+1</t></is></c><c r="F5" s="1"><f>D2+1</f><v>29255.75</v></c></row>';
    expect(await cellsOf(rows, strings)).toEqual([
      ['Nguyễn Văn An', 'Sở Nội vụ', 912345678, { day: '1980-02-03' }],
      ['An!', 2, { error: '#DIV/0!' }, true, '=1+1', { day: '1980-02-04' }],
    ]);
  });

  it('counts days from 1904 where it says so', async () => {
    const row = '<row><c s="1"><v>1</v></c></row>';
    expect(await cellsOf(row, '', 'date1904="1"')).toEqual([[{ day: '1904-01-02' }]]);
    expect(await cellsOf(row)).toEqual([[{ day: '1900-01-01' }]]);
  });

  it('keeps the numbers of rows, leaves out empty ones, says which sheets are hidden and which cells are merged', async () => {
    const first =
      '<sheetData><row r="3"><c r="B3"><v>1</v></c><c r="C3" s="1"/></row><row r="4"><c r="A4" t="str"><v> </v></c></row>' +
      '<row r="1048576"><c r="A1048576"/></row></sheetData><mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="B3:B5"/></mergeCells>';
    const read = await readSpreadsheet(madeWorkbook({ sheets: [first, '<sheetData/>'], states: ['', 'state="veryHidden"'] }));
    expect(read).toEqual({
      ok: true,
      value: [
        {
          name: 'Trang 1',
          isHidden: false,
          rows: [{ number: 3, cells: [null, 1] }],
          merges: [
            { firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 4 },
            { firstRow: 3, lastRow: 5, firstColumn: 2, lastColumn: 2 },
          ],
        },
        { name: 'Trang 2', isHidden: true, rows: [], merges: [] },
      ],
    });
  });

  it('is read beside everything else the process does', async () => {
    const rows = '<row><c t="s"><v>0</v></c><c><v>2</v></c><c><v>3</v></c></row>'.repeat(20_000);
    const octets = madeWorkbook({ sheets: [`<sheetData>${rows}</sheetData>`], strings: '<si><t>a</t></si>' });
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    const read = await readSpreadsheet(octets);
    clearInterval(turning);
    expect(read.ok && read.value[0]!.rows.length).toBe(20_000);
    expect(turns).toBeGreaterThan(20);
  });
});
