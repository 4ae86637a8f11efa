import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { newPage, openBrowser, signInAsAdministrator, signInFirst } from './browser.ts';

// What an administrator's day is made of, from the first click to what the database has.
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

const heading = (name: string | RegExp) => admin.getByRole('heading', { name, level: 1 });

describe('a table of people', () => {
  async function check(name: string, rows: readonly string[]): Promise<void> {
    const file = join(folder, name);
    await writeFile(file, `Họ và tên,Ngày sinh,Đơn vị,Chức vụ\n${rows.join('\n')}\n`);
    await admin.goto('/admin/bulk');
    await admin.locator('input[type=file]').setInputFiles(file);
    await admin.getByRole('button', { name: 'Kiểm tra' }).click();
  }

  it('is refused with every fault of every row at once, and nothing is done', async () => {
    await check('sai.csv', ['Hoàng Văn Thử,31/02/1990,Sở Không Có,Chuyên viên', 'Lò Thị Mới,01/02/1990,Sở Nội vụ,']);
    const faults = admin.getByRole('grid');
    await faults.waitFor();
    const told = (await faults.textContent()) ?? '';
    for (const part of ['31/02/1990', 'Ngày sinh', 'Đơn vị', 'Chức vụ']) expect(told).toContain(part);
    expect(await admin.getByRole('button', { name: 'Thực hiện cả danh sách' }).count()).toBe(0);
    expect(await system.query("SELECT 1 FROM person WHERE display_name = 'Hoàng Văn Thử'")).toEqual([]);
  });

  it('is carried out as a whole, and taken back while nobody has used it', async () => {
    await check('dung.csv', ['Hoàng Văn Thử,01/02/1990,Sở Nội vụ,Chuyên viên', 'Lò Thị Mới,28/02/1990,Sở Tài chính,Chuyên viên']);
    await admin.getByRole('button', { name: 'Thực hiện cả danh sách' }).click();
    await heading(/dung\.csv/).waitFor();
    await admin.getByText('thuhv.nv@backan.gov.vn').filter({ visible: true }).first().waitFor();
    await admin.getByRole('button', { name: 'Rút lại' }).click();
    await admin.getByText('Sẽ rút lại 2 người').waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Rút lại' }).click();
    await admin.getByText('Đã rút lại 2 người').waitFor();
  });
});

describe('units', () => {
  it('are renamed with new addresses: every one is seen before it is given', async () => {
    await admin.goto('/admin/units');
    await admin.getByLabel('Lọc theo tên, không cần dấu').fill('so noi vu');
    await admin.getByRole('link', { name: 'Sở Nội vụ', exact: true }).click();
    await heading('Sở Nội vụ').waitFor();
    await admin.getByRole('button', { name: 'Sắp xếp', exact: true }).click();
    await admin.getByRole('menuitem', { name: 'Đổi tên' }).click();
    await admin.getByLabel('Tên mới').fill('Sở Nội vụ và Lao động');
    await admin.getByLabel('Đặt lại theo quy tắc; địa chỉ cũ vẫn nhận thư').check();
    await admin.getByRole('button', { name: 'Xem trước', exact: true }).click();
    await admin.getByText('khanhpq.nv@backan.gov.vn → khanhpq.nvld@backan.gov.vn').waitFor();
    await admin.getByRole('button', { name: 'Thực hiện ngay' }).click();
    await admin.getByText('Đã thực hiện').waitFor();
    const addresses = await system.query<{ kind: string }>(
      "SELECT kind FROM address WHERE local_part IN ('nv', 'nvld') ORDER BY local_part",
    );
    expect(addresses.map(({ kind }) => kind)).toEqual(['alias', 'primary']);
  });
});

describe('roles', () => {
  it('are given to somebody, who signs in with a second step of their own and sees what is theirs', async () => {
    const person = system.person('anhnv.tt@backan.gov.vn');
    await admin.goto('/admin/roles');
    await admin.getByRole('button', { name: 'Giao vai trò' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Cho ai').fill('nguyen van anh');
    await admin.getByRole('option', { name: new RegExp(person.address) }).click();
    await dialog.getByLabel('Đơn vị phụ trách').fill('so thong tin');
    await admin.getByRole('option', { name: 'Sở Thông tin và Truyền thông', exact: true }).click();
    await dialog.getByRole('button', { name: 'Giao vai trò' }).click();
    await admin.getByText('Đã giao vai trò').waitFor();
    const { page } = await newPage(browser, system);
    await signInFirst(page, person);
    await page.getByRole('link', { name: 'Đề nghị' }).first().click();
    await page.getByRole('heading', { name: 'Đề nghị', level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: 'Nhật ký kiểm toán' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('a day off', () => {
  it('is set and taken back', async () => {
    await admin.goto('/admin/calendar?year=2026');
    await admin.getByLabel('Ngày', { exact: false }).first().fill('24/12/2026');
    await admin.getByLabel('Tên gọi, căn cứ').fill('Nghỉ thử');
    await admin.getByRole('button', { name: 'Đặt ngày' }).click();
    await admin.getByText('Nghỉ thử').waitFor();
    await admin.getByRole('button', { name: 'Bỏ, trở lại theo luật' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Bỏ, trở lại theo luật' }).click();
    await admin.getByText('Nghỉ thử').waitFor({ state: 'detached' });
  });
});

describe('a report', () => {
  it('is looked at, issued, and had as PDF', async () => {
    await admin.goto('/admin/reports?year=2026&part=year');
    await admin.getByRole('heading', { name: /^Dự thảo/ }).waitFor();
    await admin.getByRole('button', { name: 'Ban hành' }).click();
    await admin.getByLabel('Số, ký hiệu').fill('12/BC-STTTT');
    await admin.getByRole('dialog').getByRole('button', { name: 'Ban hành' }).click();
    await admin.getByText('Đã ban hành báo cáo').waitFor();
    const link = admin.getByRole('link', { name: 'PDF 12/BC-STTTT' });
    const answer = await admin.request.get((await link.getAttribute('href')) ?? '');
    expect(answer.status()).toBe(200);
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

it('nothing was complained of on the way', () => {
  expect(complaints).toEqual([]);
});
