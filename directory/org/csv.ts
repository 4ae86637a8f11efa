import { ok, type Result, refused } from '#kernel/result.ts';

export interface CsvRecord {
  /** Line on which the record begins; the first is 1. A quoted field may hold line ends, so records and lines need not agree. */
  readonly line: number;
  readonly fields: readonly string[];
}

export const csvDelimiters = [',', ';', '\t'] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

export interface CsvFault {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads CSV as RFC 4180 has it: commas, CRLF or LF, quotes doubled inside quotes. Blank lines are left out. Stricter than most: a quote in a
 * bare field, or text after a closing quote, is a fault and not a guess. Spreadsheet programs of some countries part fields otherwise.
 */
export function parseCsv(text: string, delimiter: CsvDelimiter = ','): Result<readonly CsvRecord[], CsvFault> {
  const records: CsvRecord[] = [];
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (position < text.length) {
    const fields: string[] = [];
    const recordLine = line;
    for (;;) {
      const field = readField(text, position, delimiter);
      if (typeof field === 'string') return refused({ line, message: field });
      fields.push(field.value);
      line += field.lineEnds;
      position = field.end;
      if (text[position] !== delimiter) break;
      position += 1;
    }
    // Here stands a line end or the end of the text.
    if (text[position] === '\r') position += 1;
    position += 1;
    line += 1;
    if (fields.length > 1 || fields[0] !== '') records.push({ line: recordLine, fields });
  }
  return ok(records);
}

interface Field {
  readonly value: string;
  readonly end: number;
  readonly lineEnds: number;
}

/** The field that begins at `start`, or what is wrong with it. */
function readField(text: string, start: number, delimiter: CsvDelimiter): Field | string {
  return text[start] === '"' ? readQuoted(text, start + 1, delimiter) : readBare(text, start, delimiter);
}

const bareFields = { ',': /[^,"\r\n]*/y, ';': /[^;"\r\n]*/y, '\t': /[^\t"\r\n]*/y } as const;

function readBare(text: string, start: number, delimiter: CsvDelimiter): Field | string {
  const bareField = bareFields[delimiter];
  bareField.lastIndex = start;
  const value = bareField.exec(text)![0];
  const end = start + value.length;
  if (text[end] === '"') return 'a quote stands inside a field that does not begin with one';
  return endsField(text, end, delimiter) ? { value, end, lineEnds: 0 } : 'a carriage return stands alone';
}

const quotedField = /(?:[^"]|"")*/y;

function readQuoted(text: string, start: number, delimiter: CsvDelimiter): Field | string {
  quotedField.lastIndex = start;
  const quoted = quotedField.exec(text)![0];
  const end = start + quoted.length + 1;
  if (text[end - 1] !== '"') return 'a quote is never closed';
  if (!endsField(text, end, delimiter)) return 'text follows a closing quote';
  return { value: quoted.replaceAll('""', '"'), end, lineEnds: quoted.split('\n').length - 1 };
}

function endsField(text: string, end: number, delimiter: CsvDelimiter): boolean {
  const next = text[end];
  return next === undefined || next === delimiter || next === '\n' || (next === '\r' && text[end + 1] === '\n');
}
