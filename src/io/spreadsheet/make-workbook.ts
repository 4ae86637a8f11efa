import { type Cell, type CellStyle, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { columnLetters } from './spreadsheet.ts';
import type { ColumnChoices, WrittenCell, WrittenColumn, WrittenSheet } from './workbook.ts';

const numberFormats = { text: '@', date: 'dd/mm/yyyy', integer: '#,##0', decimal: '#,##0.00', percent: '0.0%' } as const;
const titleStyle: CellStyle = { font: { bold: true } };
const headingStyle: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'DDE6F0' } },
  alignment: { wrapText: true, vertical: 'center' },
};

/** The octets of an XLSX workbook. Takes time: for a thread (`writeWorkbook` has one). */
export async function makeWorkbook(sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  const output = await writeXlsx({
    sheets: sheets.map((sheet) => sheetOf(sheet, sheets)),
    defaultFont: { name: 'Times New Roman', size: 12 },
  });
  return new Uint8Array(output);
}

type Cells = Map<string, Partial<Cell>>;

function sheetOf(sheet: WrittenSheet, all: readonly WrittenSheet[]): WriteSheet {
  const { name, above = [], columns, isHidden = false } = sheet;
  const cells: Cells = new Map();
  above.forEach((text, row) => {
    cells.set(`${row},0`, { value: text, style: titleStyle });
  });
  columns.forEach(({ heading }, column) => {
    cells.set(`${above.length},${column}`, { value: heading, style: headingStyle });
  });
  const firstRow = above.length + (columns.length > 0 ? 1 : 0);
  putRows(cells, sheet, firstRow);
  return {
    ...{ name, cells, rows: [], hidden: isHidden, columns: columns.map(({ width }) => ({ width })) },
    dataValidations: columns.flatMap((column, index) => choicesOf(column, index, firstRow, sheet, all)),
    ...(columns.length > 0 && { freezePane: { rows: firstRow } }),
  };
}

/** Nothing is ever written as a formula: a text is a text, whatever it begins with. */
function putRows(cells: Cells, { columns, rows, roomForRows = 0 }: WrittenSheet, firstRow: number): void {
  const styles = columns.map(({ format }) => (format === undefined ? undefined : { numFmt: numberFormats[format] }));
  for (let row = 0; row < Math.max(rows.length, roomForRows); row++) {
    const written = rows[row] ?? [];
    for (let column = 0; column < Math.max(written.length, styles.length); column++) {
      const value = writtenValue(written[column] ?? null);
      const style = value instanceof Date ? { numFmt: numberFormats.date } : styles[column];
      if (value === null && style === undefined) continue;
      cells.set(`${firstRow + row},${column}`, { value, ...(style !== undefined && { style }) });
    }
  }
}

function writtenValue(cell: WrittenCell): string | number | Date | null {
  if (cell === null || typeof cell === 'number') return cell;
  // ECMA-376-1 §22.9.2.19: what looks like an escaped character is one.
  return typeof cell === 'string' ? cell.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : new Date(`${cell.day}T00:00:00Z`);
}

function choicesOf(
  { choices, heading }: WrittenColumn,
  column: number,
  firstRow: number,
  { rows, roomForRows = 0 }: WrittenSheet,
  all: readonly WrittenSheet[],
): readonly DataValidation[] {
  const count = Math.max(rows.length, roomForRows);
  if (choices === undefined || count === 0) return [];
  const letters = columnLetters(column + 1);
  const range = `${letters}${firstRow + 1}:${letters}${firstRow + count}`;
  const warning = {
    errorStyle: 'warning',
    showErrorMessage: true,
    errorTitle: heading,
    errorMessage: 'Không có trong danh sách / not in the list',
  } as const;
  return [{ type: 'list', allowBlank: true, range, ...warning, ...listOf(choices, all) }];
}

function listOf(choices: ColumnChoices, all: readonly WrittenSheet[]): Partial<DataValidation> {
  if ('texts' in choices) {
    const tooMany = choices.texts.join().length > 255 || choices.texts.some((text) => text.includes(','));
    if (tooMany) throw new RangeError(`Excel takes no such list: ${choices.texts.join()}`);
    return { values: [...choices.texts] };
  }
  const sheet = all.find(({ name }) => name === choices.sheet)!;
  const first = (sheet.above?.length ?? 0) + (sheet.columns.length > 0 ? 2 : 1);
  const letters = `$${columnLetters(choices.column)}$`;
  return { formula1: `'${choices.sheet.replaceAll("'", "''")}'!${letters}${first}:${letters}${first + sheet.rows.length - 1}` };
}
