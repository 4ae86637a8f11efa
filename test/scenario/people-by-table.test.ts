import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parseCsv } from '#directory/org/csv.ts';
import { parseSpreadsheet } from '#io/spreadsheet/parse-spreadsheet.ts';
import { writeWorkbook } from '#io/spreadsheet/write-workbook.ts';
import { messagesIn, openImap } from '#test/helpers/mail-clients.ts';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';

vi.setConfig({ testTimeout: 120_000 }); // whole processes, on a machine that may be busy with other tests

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
}, 150_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

const at = (name: string) => join(system.dataDir, name);
const bulk = (...args: string[]) => system.command('bulk', ...args);

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await bulk(...args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}\n${stdout}`);
  return stdout;
}

/** The template as somebody fills it in: headings from the file, rows below. */
async function filledIn(file: string, rows: readonly Readonly<Record<string, string>>[]): Promise<string> {
  const read = await parseSpreadsheet(await readFile(at('mau.xlsx')));
  if (!read.ok) throw new Error(read.refusal.inBoth.en);
  const headings = read.value[0]!.rows[0]!.cells.map(String);
  const columns = headings.map((heading) => ({ heading, width: 20 }));
  await writeFile(
    at(file),
    await writeWorkbook([{ name: 'Danh sách', columns, rows: rows.map((row) => headings.map((heading) => row[heading] ?? null)) }]),
  );
  return at(file);
}

it('a table is refused by its rows, put right, carried out, used, and what nobody used is taken back', async () => {
  await done('template', '--output', at('mau.xlsx'));
  const first = { 'Họ và tên': 'Lường Văn Đầu', 'Đơn vị': 'Phòng Công nghệ thông tin', 'Chức vụ': 'Chuyên viên' };
  const second = {
    'Họ và tên': 'LÝ THỊ SAU',
    'Ngày sinh': '02/09/1990',
    'Đơn vị': 'so noi vu',
    'Chức vụ': 'Văn thư',
    'Loại chức vụ': 'Văn thư',
  };
  const wrong = await bulk('apply', await filledIn('sai.xlsx', [first, { ...second, 'Ngày sinh': '31/02/1990', 'Đơn vị': 'Sở Nội vuj' }]));
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(/! dòng \/ row 3, Ngày sinh: không có ngày 31\/02\/1990/);
  expect(await done('list')).toBe('Chưa có đợt nào / no batches.\n');

  const table = await filledIn('dung.xlsx', [first, second]);
  expect(await done('check', table)).toMatch(/Xem trước: chưa có gì thay đổi/);
  expect(await done('apply', table, '--passwords', at('mat-khau.csv'))).toMatch(/đợt \/ batch 1\n/);
  expect((await stat(at('mat-khau.csv'))).mode & 0o777).toBe(0o600);
  const passwords = parseCsv(await readFile(at('mat-khau.csv'), 'utf8'));
  const [, , [, address = '', password = ''] = []] = passwords.ok ? passwords.value.map(({ fields }) => fields) : [];
  expect(address).toBe('sault.nv@backan.gov.vn');
  {
    await using imap = await openImap(system, { address, password });
    expect((await messagesIn(imap, 'INBOX')).length).toBe(1);
  }
  const undone = JSON.parse(await done('undo', '1', '--json')) as {
    takenBack: { address: string }[];
    kept: { address: string; why: { en: string }[] }[];
  };
  expect(undone.takenBack.map((one) => one.address)).toEqual(['daulv.tt@backan.gov.vn']);
  expect(undone.kept).toMatchObject([{ address, why: [{ en: 'has signed in' }] }]);
  expect((await bulk('undo', '2')).code).toBe(1);
  expect(await done('show', '1')).toMatch(/đã thu lại \/ taken back: 1/);
});
