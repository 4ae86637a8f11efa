import { spreadsheetLimits } from './limits.ts';
import type { Merge } from './spreadsheet.ts';

const reference = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g;

/** Which cells of the sheet (by its place in the workbook) are merged (ECMA-376-1 §18.3.1.55). */
export function mergesOf(parts: ReadonlyMap<string, Buffer>, sheet: number): readonly Merge[] {
  const part = parts.get(pathOf(parts, sheet));
  // After the cells, which are nearly all of it.
  const start = part === undefined ? -1 : part.lastIndexOf('sheetData');
  const text = part?.toString('latin1', Math.max(start, 0)) ?? '';
  const merges: Merge[] = [];
  for (const [, firstColumn = '', firstRow, lastColumn = '', lastRow] of text.matchAll(reference)) {
    if (merges.length === spreadsheetLimits.mergesMax) break;
    const columns = { firstColumn: columnNumber(firstColumn), lastColumn: columnNumber(lastColumn) };
    merges.push({ firstRow: Number(firstRow), lastRow: Number(lastRow), ...columns });
  }
  return merges;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** By the workbook's list and its relationships (ECMA-376-2 §9.3), as far as programs write them. */
function pathOf(parts: ReadonlyMap<string, Buffer>, sheet: number): string {
  const listed = [...(parts.get('xl/workbook.xml')?.toString() ?? '').matchAll(/<(?:\w+:)?sheet\s[^>]*?\w+:id="([^"]+)"/g)];
  const id = listed[sheet]?.[1];
  const relations = [...(parts.get('xl/_rels/workbook.xml.rels')?.toString() ?? '').matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)];
  const found = relations.find(([, attributes = '']) => /\bId="([^"]+)"/.exec(attributes)?.[1] === id)?.[1];
  const target = /\bTarget="([^"]+)"/.exec(found ?? '')?.[1] ?? '';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}
