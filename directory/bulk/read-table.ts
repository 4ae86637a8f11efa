import { type CsvDelimiter, csvDelimiters, parseCsv } from '#directory/org/csv.ts';
import { spreadsheetFaults } from '#io/spreadsheet/faults.ts';
import { spreadsheetLimits } from '#io/spreadsheet/limits.ts';
import { isZip, parseSpreadsheet } from '#io/spreadsheet/parse-spreadsheet.ts';
import type { Cell, Merge, ReadSheet } from '#io/spreadsheet/spreadsheet.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { decodeText, legacyFault, legacyFontOf, type TableEncoding } from './decode-text.ts';
import { headingsIn } from './find-headings.ts';
import { fromLegacyFont, legacyFonts } from './legacy-fonts.ts';
import { bulkLimits } from './limits.ts';
import type { Table, TableRow } from './table.ts';

const oldSpreadsheet = Buffer.from('d0cf11e0', 'hex');

/** The table in a file: of a workbook the sheet whose headings are known best, else delimited text. Told apart by their octets, not by a name. */
export async function readTable(octets: Buffer, asked?: TableEncoding): Promise<Result<Table, InBoth>> {
  if (isZip(octets) || octets.subarray(0, oldSpreadsheet.length).equals(oldSpreadsheet)) return readWorkbook(octets, asked);
  if (octets.length > bulkLimits.textOctetsMax) return refused(tooLarge);
  const decoded = decodeText(octets, asked);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const rows = readDelimited(text);
  if (!rows.ok) return rows;
  const remarks =
    encoding === 'utf-8'
      ? []
      : [{ vi: `Tệp ở bảng mã ${encoding}, đã chuyển sang Unicode`, en: `The file was in ${encoding}; it was converted to Unicode` }];
  return ok({ rows: rows.value, encoding, isSaid: asked !== undefined, remarks });
}

async function readWorkbook(octets: Buffer, asked: TableEncoding | undefined): Promise<Result<Table, InBoth>> {
  const read = await parseSpreadsheet(octets);
  if (!read.ok) return refused(read.refusal.inBoth);
  const unicode = inUnicode(read.value, asked);
  if (!unicode.ok) return unicode;
  const visible = unicode.value.filter(({ isHidden, rows }) => !isHidden && rows.length > 0);
  const known = (sheet: ReadSheet) => headingsIn(sheet.rows)?.columns.length ?? 0;
  const [best] = visible.toSorted((one, other) => known(other) - known(one));
  if (best === undefined) return refused({ vi: 'không có trang tính nào có dữ liệu', en: 'has no sheet with anything in it' });
  const remark = { vi: `Đọc trang tính “${best.name}”`, en: `The sheet “${best.name}” was read` };
  return ok({ rows: filledDown(best), encoding: asked ?? null, isSaid: asked !== undefined, remarks: visible.length > 1 ? [remark] : [] });
}

/** Workbooks of old fonts are Latin letters to everything but the font: named, and converted where that is asked for, cell by cell. */
function inUnicode(sheets: readonly ReadSheet[], asked: TableEncoding | undefined): Result<readonly ReadSheet[], InBoth> {
  const font = legacyFonts.find((one) => one === asked);
  if (font === undefined && asked !== undefined) return ok(sheets);
  if (font === undefined) {
    const texts = sheets
      .flatMap(({ rows }) => rows.map(({ cells }) => cells.filter((cell) => typeof cell === 'string').join(' | ')))
      .join('\n');
    const seems = legacyFontOf(texts);
    return seems === null ? ok(sheets) : refused(legacyFault(seems, texts));
  }
  // Beside them there may be cells in Unicode, which stay as they are.
  const converted = (cell: Cell) => (typeof cell === 'string' && legacyFontOf(cell) === font ? fromLegacyFont(cell, font) : cell);
  return ok(sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map(({ number, cells }) => ({ number, cells: cells.map(converted) })) })));
}

/** Cells merged down a column all mean what the first of them says: a unit beside its people. Across columns they are titles. */
function filledDown({ rows, merges }: ReadSheet): readonly TableRow[] {
  const down = merges.filter((merge) => merge.firstColumn === merge.lastColumn && merge.lastRow > merge.firstRow);
  if (down.length === 0) return rows;
  const byNumber = new Map(rows.map(({ number, cells }) => [number, [...cells]]));
  for (const merge of down) fill(byNumber, merge);
  return [...byNumber].map(([number, cells]) => ({ number, cells })).toSorted((one, other) => one.number - other.number);
}

function fill(rows: Map<number, Cell[]>, { firstRow, lastRow, firstColumn }: Merge): void {
  const value = rows.get(firstRow)?.[firstColumn - 1] ?? null;
  // Rows that hold nothing else are not there, and need not be.
  for (let row = firstRow + 1; row <= Math.min(lastRow, firstRow + bulkLimits.rowsMax); row++) {
    const cells = rows.get(row);
    if (cells === undefined) continue;
    while (cells.length < firstColumn) cells.push(null);
    cells[firstColumn - 1] = value;
  }
}

/** Parted by comma, semicolon or tab: by which most columns of its beginning are known. Excel's own first line `sep=;` says it. */
function readDelimited(text: string): Result<readonly TableRow[], InBoth> {
  const said = /^sep=([,;\t])\r?\n/i.exec(text)?.[1];
  const body = said === undefined ? text : `\n${text.slice(text.indexOf('\n') + 1)}`; // a blank line keeps the numbers of lines
  const parsed = parseCsv(body, csvDelimiters.find((delimiter) => delimiter === said) ?? delimiterOf(body));
  if (!parsed.ok) {
    const { line, message } = parsed.refusal;
    return refused({ vi: `dòng ${line}: dấu nháy kép đặt sai (${message})`, en: `line ${line}: ${message}` });
  }
  const rows = parsed.value.filter(({ fields }) => fields.some((field) => cellOf(field) !== null));
  if (rows.length > spreadsheetLimits.rowsMax) return refused(spreadsheetFaults.rows.inBoth);
  return ok(rows.map(({ line, fields }) => ({ number: line, cells: fields.map(cellOf) })));
}

/** Fields are cut roughly for it: headings hold neither delimiters nor line ends. */
function delimiterOf(text: string): CsvDelimiter {
  const lines = text.split(/\r?\n/, bulkLimits.headingRowsMax * 2);
  const [best] = csvDelimiters
    .map((delimiter) => {
      const rows = lines.map((line, index) => ({
        number: index + 1,
        cells: line.split(delimiter).map((field) => cellOf(field.replace(/^"|"$/g, ''))),
      }));
      return { delimiter, known: headingsIn(rows)?.columns.length ?? 0, width: Math.max(...rows.map(({ cells }) => cells.length)) };
    })
    .toSorted((one, other) => other.known - one.known || other.width - one.width);
  return best!.delimiter;
}

function cellOf(field: string): Cell {
  return field.trim() === '' ? null : field;
}

const tooLarge: InBoth = {
  vi: `lớn hơn ${bulkLimits.textOctetsMax / 2 ** 20} MB`,
  en: `is larger than ${bulkLimits.textOctetsMax / 2 ** 20} MB`,
};
