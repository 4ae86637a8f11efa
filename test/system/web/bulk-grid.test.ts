import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeWorkbook } from '#io/spreadsheet/workbook.fixture.ts';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { accessibilityFaults, newPage, openBrowser, signInAsAdministrator } from './browser.ts';

// A workbook with faults, put right on the page by keyboard, carried out; and the minutes of an appointment.
let folder: string;
let system: TestSystem;
let browser: Browser;
let admin: Page;
let complaints: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-web-'));
  system = await startSystem();
  browser = await openBrowser();
  ({ page: admin, complaints } = await newPage(browser, system));
  await signInAsAdministrator(admin, system);
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const row = (cells: readonly string[]) => `<row>${cells.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('')}</row>`;
const heads = ['Họ và tên', 'Ngày sinh', 'Cơ quan', 'Chức vụ', 'Loại chức vụ'];
const five = [
  ['Nông Văn Tốt', '01/02/1990', 'Sở Nội vụ', 'Chuyên viên', ''],
  ['Hoàng Văn Thử', '31/02/1990', 'Sở Y tế', 'Chuyên viên', ''],
  ['Lò Thị Mới', '01/02/1990', 'Sở Không Có', 'Chuyên viên', ''],
  ['Ma Thị Bé', '01/02/1991', 'Sở Nội vụ', '', ''],
  ['!!!', '01/02/1990', 'Sở Nội vụ', 'Chuyên viên', ''],
  ['Vi Văn Loại', '05/06/1988', 'Sở Tài chính', 'Chuyên viên', 'Trùm'],
];

async function check(name: string, rows: readonly (readonly string[])[]): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, madeWorkbook({ sheets: [`<sheetData>${[['DANH SÁCH'], heads, ...rows].map(row).join('')}</sheetData>`] }));
  await admin.goto('/admin/bulk');
  await admin.locator('input[type=file]').setInputFiles(file);
  await admin.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
}
const grid = () => admin.getByRole('grid', { name: 'Danh sách cần sửa' });
const isAt = (at: string) => expect.poll(() => admin.evaluate(() => document.activeElement?.getAttribute('data-at'))).toBe(at);
const cell = (at: string) => grid().locator(`[data-at="${at}"]`);

describe('a workbook with faults', () => {
  it('shows every fault in its cell, told with it, and nothing of rows that are right', async () => {
    await check('nam-loi.xlsx', five);
    await admin.getByRole('heading', { name: '5 chỗ cần sửa' }).waitFor();
    expect(await grid().getAttribute('aria-rowcount')).toBe('6');
    expect(await grid().getByText('Nông Văn Tốt').count()).toBe(0);
    const wrong = grid().getByRole('gridcell', { name: '31/02/1990' });
    expect(await wrong.getAttribute('aria-invalid')).toBe('true');
    const described = await wrong.getAttribute('aria-describedby');
    expect(await admin.locator(`[id="${described}"]`).textContent()).toContain('không có ngày 31/02/1990');
  });

  it.each(['light', 'dark'] as const)('stands in nobody’s way (%s)', async (scheme) => {
    await admin.emulateMedia({ colorScheme: scheme });
    expect(await accessibilityFaults(admin)).toEqual([]);
    await admin.emulateMedia({ colorScheme: 'light' });
  });

  it('is put right by keyboard: the next fault, typing, choosing, undoing, leaving a row out; and it is there again when the page is loaded again', async () => {
    await cell('0:0').focus();
    await admin.keyboard.press('F8');
    await isAt('0:3');
    await admin.keyboard.type('28/02/1990');
    await admin.keyboard.press('Enter');
    await isAt('1:3');
    expect(await cell('0:3').textContent()).toBe('28/02/1990');
    await admin.keyboard.press('Control+z');
    await expect.poll(() => cell('0:3').textContent()).toBe('31/02/1990');
    await cell('0:3').focus();
    await admin.keyboard.type('28/02/1990');
    await admin.keyboard.press('Enter');
    await isAt('1:3');
    await admin.keyboard.press('F8');
    await isAt('1:4');
    await admin.keyboard.press('Enter');
    await admin.getByRole('combobox', { name: 'Dòng 5, Cơ quan' }).fill('so y te');
    await admin.getByRole('option', { name: 'Sở Y tế', exact: true }).waitFor();
    await admin.keyboard.press('ArrowDown');
    await admin.keyboard.press('Enter');
    await expect.poll(() => cell('1:4').textContent()).toBe('Sở Y tế');
    await cell('2:5').focus();
    await admin.keyboard.type('Chuyên viên');
    await admin.keyboard.press('Escape');
    await isAt('2:5');
    expect(await cell('2:5').textContent()).toBe('');
    await admin.keyboard.type('Chuyên viên');
    await admin.keyboard.press('Tab');
    await isAt('2:6');
    await cell('3:1').focus();
    await isAt('3:1');
    await admin.keyboard.press('Enter');
    await admin.getByRole('button', { name: 'Lấy lại dòng 7' }).waitFor();
    await admin.waitForTimeout(500);
    await admin.reload();
    await admin.getByText('Đang sửa “nam-loi.xlsx”').waitFor();
    expect(await cell('1:4').textContent()).toBe('Sở Y tế');
    await cell('4:6').focus();
    await admin.keyboard.press('Delete');
    await admin.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await admin.getByRole('button', { name: 'Thực hiện cả danh sách' }).waitFor();
  });

  it('is carried out as it was put right, and its page tells what came of it', async () => {
    await admin.getByRole('button', { name: 'Thực hiện cả danh sách' }).click();
    await admin.getByRole('heading', { name: /nam-loi\.xlsx/, level: 1 }).waitFor();
    await admin.getByText('Đã thực hiện').first().waitFor();
    const made = await system.query<{ name: string }>(
      `SELECT display_name AS name FROM person WHERE display_name IN ('Nông Văn Tốt', 'Hoàng Văn Thử', 'Lò Thị Mới', 'Ma Thị Bé', 'Vi Văn Loại') ORDER BY id`,
    );
    expect(made).toHaveLength(5);
    expect(await system.query(`SELECT birth_date::text FROM person WHERE display_name = 'Hoàng Văn Thử'`)).toEqual([
      { birth_date: '1990-02-28' },
    ]);
  });

  it('of five thousand rows is drawn as far as it is seen', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => [`Nông Văn ${'abcdefgh'[n % 8]}`, '31/02/1990', 'Sở Nội vụ', 'Chuyên viên', '']);
    await check('lon.xlsx', rows);
    await grid().waitFor();
    await cell('0:2').focus();
    await admin.keyboard.press('Control+End');
    await isAt('4999:6');
    expect(await grid().getByRole('row').count()).toBeLessThan(60);
    await admin.getByRole('button', { name: 'Thôi, dùng tệp khác' }).click();
  });

  it('is a list of rows on a phone', async () => {
    await admin.setViewportSize({ width: 360, height: 800 });
    await check('dien-thoai.xlsx', [['Lý Văn Phôn', '31/02/1990', 'Sở Y tế', 'Chuyên viên', '']]);
    const card = admin.getByRole('region', { name: 'Dòng 3' });
    await card.getByLabel('Dòng 3, Ngày sinh').fill('28/02/1990');
    expect(await accessibilityFaults(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await admin.getByRole('button', { name: 'Thực hiện cả danh sách' }).waitFor();
    await admin.setViewportSize({ width: 1280, height: 860 });
  });
});

describe('the minutes of an appointment', () => {
  it('are a PDF with who, what and whom to sign, and no password', async () => {
    const [plan] = await system.query<{ id: number }>(
      `SELECT id FROM plan WHERE kind = 'person' AND state = 'carried-out' ORDER BY id DESC LIMIT 1`,
    );
    const id = plan?.id ?? (await appointed());
    await admin.goto(`/admin/plans/${id}`);
    const [download] = await Promise.all([admin.waitForEvent('download'), admin.getByRole('link', { name: 'Biên bản bàn giao' }).click()]);
    expect(download.suggestedFilename()).toBe(`bien-ban-ban-giao-${id}.pdf`);
    const file = join(folder, 'bien-ban.pdf');
    await download.saveAs(file);
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-']);
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'BIÊN BẢN',
      'NGƯỜI BÀN GIAO',
      'NGƯỜI NHẬN',
      'QUẢN TRỊ HỆ THỐNG',
    ])
      expect(stdout).toContain(part);
    expect(complaints).toEqual([]);
  });
});

/** By the page's own session. */
async function appointed(): Promise<number> {
  return admin.evaluate(async () => {
    const request = {
      do: 'appoint',
      person: { name: { family: 'Ma', middle: 'Thị', given: 'Biên' } },
      posts: [{ unit: 'Sở Y tế', title: 'Chuyên viên' }],
    };
    const answer = await fetch('/api/v1/people/plans', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-congthu': '1', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ request }),
    });
    return ((await answer.json()) as { id: number }).id;
  });
}
