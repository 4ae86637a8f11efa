// A cell that begins like a formula is run by spreadsheet programs, in full width too: an apostrophe makes it text.
const formulaStart = /^[\s\u200B\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
const needsQuotes = /[",\r\n]/;

/** So that Excel reads Vietnamese: before the first line. */
export const byteOrderMark = '\uFEFF';

/** A line of RFC 4180 that no spreadsheet program runs any part of. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
