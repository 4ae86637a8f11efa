import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { newPage, openBrowser, signInAsAdministrator, signInFirst } from './browser.ts';

// Nguyễn Văn Anh looks after Sở Thông tin và Truyền thông and all below it; the operator carries out what is asked for.
let system: TestSystem;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  const { address } = person();
  const { code, stderr } = await system.command(
    'role',
    'grant',
    address,
    '--role',
    'unit-administrator',
    '--unit',
    'Sở Thông tin và Truyền thông',
  );
  if (code !== 0) throw new Error(stderr);
  ({ page, complaints } = await newPage(browser, system));
  await signInFirst(page, person());
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
});

const person = () => system.person('anhnv.tt@backan.gov.vn');
const heading = (at: Page, name: string | RegExp) => at.getByRole('heading', { name, level: 1 });

describe('who looks after a unit', () => {
  it('sees who read their mail in it and below it, and of others nothing', async () => {
    await page.goto('/admin/duties');
    await page.getByRole('main').getByText('Sở Thông tin và Truyền thông').filter({ visible: true }).first().waitFor();
    expect(await page.getByText('Sở Nội vụ').count()).toBe(0);
  });

  it('resets the password of somebody in it, and is offered nothing for others', async () => {
    await page.goto('/admin/people?q=ma%20thi%20lan');
    await page.getByRole('link', { name: 'Ma Thị Lan' }).click();
    await page.getByRole('button', { name: 'Tài khoản', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Đặt lại mật khẩu' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đặt lại mật khẩu' }).click();
    const shown = page.getByRole('dialog', { name: 'Mật khẩu mới' });
    await shown.waitFor();
    expect(((await shown.locator('code').textContent()) ?? '').length).toBeGreaterThan(10);
    await page.keyboard.press('Escape');
    await page.goto('/admin/people?q=pham%20quoc%20khanh');
    await page.getByRole('link', { name: 'Phạm Quốc Khánh' }).click();
    await heading(page, 'Phạm Quốc Khánh').waitFor();
    expect(await page.getByRole('button', { name: 'Tài khoản', exact: true }).count()).toBe(0);
  });

  it('asks for somebody new; the operator sees it at once and carries it out', async () => {
    await page.goto('/admin/requests/new');
    await page.getByLabel('Đơn vị đề nghị').first().fill('so thong tin');
    await page.getByRole('option', { name: 'Sở Thông tin và Truyền thông', exact: true }).click();
    await page.getByRole('button', { name: 'Thêm dòng' }).click();
    await page.getByLabel('Họ và tên').fill('Hoàng Văn Thử');
    await page
      .locator('li')
      .getByLabel(/^Đơn vị/)
      .first()
      .fill('phong cong nghe');
    await page
      .getByRole('option', { name: /^Phòng Công nghệ thông tin/ })
      .first()
      .click();
    await page.getByLabel('Chức vụ').first().fill('Chuyên viên');
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    await page.getByText('Danh sách hợp lệ').waitFor();
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await heading(page, /Hoàng Văn Thử|Đề nghị|Tuyển/).waitFor();
    const number = /\/requests\/(\d+)/.exec(page.url())?.[1] ?? '';
    const { page: operator } = await newPage(browser, system);
    await signInAsAdministrator(operator, system);
    await operator.goto(`/admin/requests/${number}`);
    await operator
      .getByRole('link', { name: 'Xem trước và thực hiện' })
      .or(operator.getByRole('button', { name: 'Xem trước và thực hiện' }))
      .click();
    await operator.getByText('thuhv.tt@backan.gov.vn').first().waitFor();
    await operator.getByRole('button', { name: 'Thực hiện 1 dòng' }).click();
    await operator.getByText('1 dòng đã làm, 0 dòng bị từ chối').waitFor();
    await operator.context().close();
    await page.getByText('Đã thực hiện').filter({ visible: true }).first().waitFor(); // by itself
    expect(await system.query("SELECT 1 FROM person WHERE display_name = 'Hoàng Văn Thử'")).toHaveLength(1);
  });

  it('has complained of nothing', () => expect(complaints).toEqual([]));
});
