import { nameCharactersMax } from '#directory/naming/limits.ts';
import type { Cell } from '#io/spreadsheet/spreadsheet.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';

/** The text of a cell, NFC, spaces tidied, `''` for nothing. Numbers as they are written (123, not 123.0). */
export function cellText(cell: Cell | undefined): Result<string, InBoth> {
  if (cell === undefined || cell === null) return ok('');
  if (typeof cell === 'object') return 'day' in cell ? ok(cell.day) : refused(formulaFailed(cell.error));
  const text = String(cell)
    .normalize('NFC')
    .replace(/[\u200B\uFEFF]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text.length > nameCharactersMax)
    return refused({ vi: `dài hơn ${nameCharactersMax} ký tự`, en: `is longer than ${nameCharactersMax} characters` });
  if (text.includes('\uFFFD') || /\p{L}\?\p{L}/u.test(text)) return refused(lettersLost(text));
  return isPlainText(text)
    ? ok(text)
    : refused({ vi: 'có ký tự điều khiển không nhìn thấy', en: 'has control characters that cannot be seen' });
}

/** A day: a date of the spreadsheet program, `dd/mm/yyyy` or `yyyy-mm-dd`. null: nothing stands there. */
export function cellDay(cell: Cell | undefined): Result<string | null, InBoth> {
  if (cell !== null && typeof cell === 'object' && 'day' in cell) return checkedDay(cell.day);
  if (typeof cell === 'number') return refused(bareNumber(cell));
  const text = cellText(cell);
  if (!text.ok) return text;
  if (text.value === '') return ok(null);
  const said = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0{1,2}:00(?::00)?)?$/.exec(text.value);
  if (said !== null) return checkedDay(`${said[3]}-${said[2]!.padStart(2, '0')}-${said[1]!.padStart(2, '0')}`, text.value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text.value)) return checkedDay(text.value);
  if (/^\d{4,5}$/.test(text.value)) return refused(bareNumber(Number(text.value)));
  const shown = text.value;
  return refused({
    vi: `“${shown}” không phải ngày: viết 31/12/1985 hay 1985-12-31`,
    en: `“${shown}” is no date: write 31/12/1985 or 1985-12-31`,
  });
}

function checkedDay(day: string, shown = day): Result<string, InBoth> {
  const date = new Date(`${day}T00:00:00Z`);
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return ok(day);
  const [, month = '', dayOfMonth = ''] = day.split('-');
  const isSwapped = Number(month) > 12 && Number(dayOfMonth) <= 12;
  return refused({
    vi: `không có ngày ${shown}${isSwapped ? ': ngày viết trước tháng (dd/mm/yyyy)' : ''}`,
    en: `there is no day ${shown}${isSwapped ? ': the day goes before the month (dd/mm/yyyy)' : ''}`,
  });
}

const dayMs = 24 * 60 * 60_000;
const excelEpoch = Date.UTC(1899, 11, 30);

function bareNumber(value: number): InBoth {
  if (value >= 1_900 && value <= 2_100)
    return {
      vi: `chỉ có năm ${value}: cần cả ngày và tháng, hoặc để trống`,
      en: `has the year ${value} alone: day and month are needed, or nothing`,
    };
  const day = value > 2_100 && value < 80_000 ? new Date(excelEpoch + Math.floor(value) * dayMs).toISOString().slice(0, 10) : undefined;
  const shown = day === undefined ? '' : `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
  return {
    vi: `là số ${value}, không phải ngày${day === undefined ? '' : `; có phải là ${shown}? hãy viết như vậy hoặc định dạng ô là ngày`}`,
    en: `is the number ${value}, not a date${day === undefined ? '' : `; did you mean ${shown}? Write it so, or format the cell as a date`}`,
  };
}

function formulaFailed(error: string): InBoth {
  return { vi: `công thức không tính được (${error})`, en: `has a formula that could not be worked out (${error})` };
}

function lettersLost(text: string): InBoth {
  return {
    vi: `“${text}” đã mất chữ khi lưu (dấu ?): lưu lại bằng Unicode`,
    en: `“${text}” has lost letters when it was saved (?): save it as Unicode`,
  };
}
