import type { InBoth } from '#kernel/refusal.ts';
import { spreadsheetLimits } from './limits.ts';

/** Why a file is not read as a spreadsheet. */
export interface SpreadsheetFault {
  readonly kind: 'invalid' | 'too-large';
  readonly inBoth: InBoth;
}

const invalid = (vi: string, en: string): SpreadsheetFault => ({ kind: 'invalid', inBoth: { vi, en } });
const tooLarge = (vi: string, en: string): SpreadsheetFault => ({ kind: 'too-large', inBoth: { vi, en } });
const { octetsMax, inflatedOctetsMax, rowsMax, columnsMax, cellCharactersMax, sheetsMax } = spreadsheetLimits;
const megabytes = (octets: number) => octets / 2 ** 20;

export const spreadsheetFaults = {
  notXlsx: invalid('không phải tệp XLSX', 'is no XLSX file'),
  old: invalid(
    'là tệp .xls kiểu cũ hay có mật khẩu mở tệp: hãy lưu lại thành .xlsx không mật khẩu',
    'is an old .xls file or has a password: save it as .xlsx without one',
  ),
  damaged: invalid('là tệp XLSX hỏng hay không đúng chuẩn', 'is a damaged XLSX file'),
  octets: tooLarge(`lớn hơn ${megabytes(octetsMax)} MB`, `is larger than ${megabytes(octetsMax)} MB`),
  bomb: tooLarge(`giải nén ra hơn ${megabytes(inflatedOctetsMax)} MB`, `unpacks to more than ${megabytes(inflatedOctetsMax)} MB`),
  work: tooLarge('quá nặng để đọc: hãy xoá định dạng và ô thừa', 'is too heavy to read: remove formatting and cells that are not needed'),
  sheets: tooLarge(`có hơn ${sheetsMax} trang tính`, `has more than ${sheetsMax} sheets`),
  rows: tooLarge(`có hơn ${rowsMax} dòng`, `has more than ${rowsMax} rows`),
  columns: (row: number) =>
    tooLarge(`dòng ${row} có ô ngoài ${columnsMax} cột đầu`, `row ${row} has a cell beyond the first ${columnsMax} columns`),
  cell: (row: number, column: string) =>
    tooLarge(`ô ${column}${row} dài hơn ${cellCharactersMax} ký tự`, `cell ${column}${row} is longer than ${cellCharactersMax} characters`),
} as const;
