import { type CellValue, readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type SpreadsheetFault, spreadsheetFaults } from './faults.ts';
import { spreadsheetLimits } from './limits.ts';
import { mergesOf } from './merges.ts';
import { type Cell, columnLetters, type ReadSheet, type SheetRow } from './spreadsheet.ts';
import { storedZip } from './stored-zip.ts';
import { readZipParts } from './zip-parts.ts';

// What the cells need, and nothing of pictures, macros, printers, other workbooks.
const wantedPart = /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/_rels\/[^/]+\.rels|xl\/[^/]+\.xml|xl\/worksheets\/[^/]+\.xml)$/;
const oldFormat = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Every sheet of an XLSX workbook. Takes time and memory for hostile files: for a thread, which is ended when it takes too much (`limits.ts`, reading). */
export async function parseSpreadsheet(octets: Uint8Array): Promise<Result<readonly ReadSheet[], SpreadsheetFault>> {
  const file = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  if (file.length > spreadsheetLimits.octetsMax) return refused(spreadsheetFaults.octets);
  if (file.subarray(0, oldFormat.length).equals(oldFormat)) return refused(spreadsheetFaults.old);
  if (!isZip(file)) return refused(spreadsheetFaults.notXlsx);
  const parts = readZipParts(file, (name) => wantedPart.test(name));
  if (!parts.ok) return parts;
  try {
    return await readSheets(parts.value);
  } catch {
    return refused(spreadsheetFaults.damaged); // the library's words would not help whoever made the file
  }
}

export function isZip(octets: Uint8Array): boolean {
  return octets[0] === 0x50 && octets[1] === 0x4b && octets[2] === 3 && octets[3] === 4;
}

async function readSheets(parts: ReadonlyMap<string, Buffer>): Promise<Result<readonly ReadSheet[], SpreadsheetFault>> {
  const archive = storedZip(parts); // the library is to unpack nothing
  const infos: { readonly name: string; readonly index: number; readonly isHidden: boolean }[] = [];
  await readXlsx(archive, {
    sheets: ({ name, index, hidden, veryHidden }) => {
      infos.push({ name, index, isHidden: hidden === true || veryHidden === true });
      return false;
    },
  });
  if (infos.length > spreadsheetLimits.sheetsMax) return refused(spreadsheetFaults.sheets);
  const sheets: ReadSheet[] = [];
  let room: number = spreadsheetLimits.rowsMax;
  for (const { name, index, isHidden } of infos) {
    const rows = await readRows(archive, index, room);
    if (!rows.ok) return rows;
    room -= rows.value.length;
    sheets.push({ name, isHidden, rows: rows.value, merges: mergesOf(parts, index) });
  }
  return ok(sheets);
}

async function readRows(archive: Buffer, sheet: number, room: number): Promise<Result<readonly SheetRow[], SpreadsheetFault>> {
  const rows: SheetRow[] = [];
  for await (const { index, values } of streamXlsxRows(archive, { sheet })) {
    const number = index + 1;
    const cells = values.map(cellOf);
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    if (cells.length === 0) continue;
    if (rows.length === room) return refused(spreadsheetFaults.rows);
    if (cells.length > spreadsheetLimits.columnsMax) return refused(spreadsheetFaults.columns(number));
    const long = cells.findIndex((cell) => typeof cell === 'string' && cell.length > spreadsheetLimits.cellCharactersMax);
    if (long >= 0) return refused(spreadsheetFaults.cell(number, columnLetters(long + 1)));
    rows.push({ number, cells });
  }
  return ok(rows);
}

const faulty = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!)$/;

function cellOf(value: CellValue): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { day: value.toISOString().slice(0, 10) };
  if (typeof value !== 'string') return value;
  if (faulty.test(value)) return { error: value };
  return value.trim() === '' ? null : value;
}
