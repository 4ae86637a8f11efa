import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { accessibilityFaults, newPage, openBrowser, signIn, signInAsAdministrator } from './browser.ts';

// What somebody does for themselves, on a phone: Nguyễn Văn Anh, who heads Phòng Công nghệ thông tin.
const phone = { viewport: { width: 360, height: 780 } };
const unitMailbox = 'phongcn.tt@backan.gov.vn';
let system: TestSystem;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  ({ page, complaints } = await newPage(browser, system, { ...phone, acceptDownloads: true }));
  await page.goto('/admin/');
  await signIn(page, headOfUnit());
  await page.getByRole('heading', { name: /^Chào/ }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
});

const headOfUnit = () => system.firstRun.people.find(({ address }) => address === 'anhnv.tt@backan.gov.vn')!;
const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
const isNarrow = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

async function make(program: string, name: string, mailbox?: string): Promise<string> {
  await page.goto('/admin/devices/new');
  await page.getByRole('radio', { name: program, exact: true }).click();
  if (mailbox !== undefined) {
    await page.getByRole('combobox', { name: 'Mở hộp thư nào?' }).click();
    await page.getByRole('option', { name: mailbox }).click();
  }
  await page.getByLabel('Gọi máy này là gì?').fill(name);
  await page.getByRole('button', { name: 'Tạo mật khẩu ứng dụng' }).click();
  await heading('Mật khẩu ứng dụng đã sẵn sàng').waitFor();
  return ((await page.getByTestId('app-password').locator('span').allTextContents()) ?? []).join('-');
}

describe('a device', () => {
  it('is added with its password, shown once, and the steps of its program with this installation’s ports', async () => {
    const password = await make('Thunderbird', 'Máy ở cơ quan');
    expect(password).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){7}[0-9a-hjkmnp-tv-z]{4}$/);
    await page.getByRole('heading', { name: 'Các bước: Thunderbird' }).waitFor();
    expect(await page.locator('main ol').textContent()).toContain(String(system.ports.imaps));
    expect(await isNarrow()).toBe(true);
    await page.getByRole('link', { name: 'Xong' }).click();
    await page.getByText('Máy ở cơ quan').waitFor();
    expect(await page.content()).not.toContain(password);
  });

  it('of Apple’s fetches its profile once, by six digits that are in no address', async () => {
    await make('iPhone, iPad, máy Mac', 'iPhone');
    const digits = ((await page.getByTestId('profile-code').textContent()) ?? '').replace(' ', '');
    expect(digits).toMatch(/^\d{6}$/);
    const path = (await page.getByRole('link', { name: 'Mở trên máy này' }).getAttribute('href')) ?? '';
    expect(path).not.toContain(digits);
    // The phone is another browser, which nobody signed in to.
    const { page: other, context } = await newPage(browser, system, { ...phone, acceptDownloads: true });
    await other.goto(path);
    await other.getByLabel('Mã 6 số').fill(digits === '000000' ? '000001' : '000000');
    await other.getByRole('button', { name: 'Tải hồ sơ' }).click();
    await other.getByRole('alert').getByText('không đúng').waitFor();
    await other.getByLabel('Mã 6 số').fill(digits);
    const [download] = await Promise.all([other.waitForEvent('download'), other.getByRole('button', { name: 'Tải hồ sơ' }).click()]);
    expect(download.suggestedFilename()).toBe('thu-cong-vu.mobileconfig');
    await other.goto(path);
    await other.getByText('đã dùng hoặc đã hết hạn').waitFor();
    await context.close();
  });

  it('that opens the unit’s mailbox is seen there by its head, and ended', async () => {
    const password = await make('Android: Thunderbird', 'Điện thoại trực', unitMailbox);
    await page.getByRole('img', { name: 'Quét bằng Thunderbird trên Android' }).waitFor();
    await page.goto('/admin/devices');
    const section = page.getByRole('region', { name: `Ai đang dùng ${unitMailbox} trên máy nào` });
    await section.getByText('Điện thoại trực').waitFor();
    await section.getByRole('button', { name: /^Thu hồi Điện thoại trực/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click();
    await section.getByText('Chưa ai mở hộp thư này').waitFor();
    expect(await system.query(`SELECT 1 FROM app_password WHERE label = 'Điện thoại trực' AND revoked_at IS NULL`)).toEqual([]);
    expect(password).not.toBe('');
  });
});

describe('sign-ins', () => {
  it('from where one never was stand out, and say what to do', async () => {
    await system.query(`INSERT INTO audit_tally (starts_at, ends_at, act, actor_account_id, account_id, via, network, credential, subject, amount, first_at, last_at)
      SELECT now() - interval '1 hour', now() + interval '5 hours', 'session.sign-in', account.id, account.id, 'imap', network, 'password', '', 1, at, at
      FROM (VALUES ('10.1.2.3', now() - interval '50 minutes'), ('203.0.113.66', now() - interval '5 minutes')) AS seen (network, at),
        account JOIN address ON address.account_id = account.id WHERE local_part = 'anhnv.tt'`);
    await page.goto('/admin/sign-ins');
    await heading('Đăng nhập gần đây').waitFor();
    const strange = page.getByRole('listitem').filter({ hasText: '203.0.113.66' });
    await strange.getByText('Mạng lạ').waitFor();
    expect(await isNarrow()).toBe(true);
    await strange.getByRole('button', { name: 'Không phải tôi' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Kết thúc mọi phiên web khác' }).click();
    await dialog.getByText('Đã kết thúc mọi phiên web khác').first().waitFor();
    await dialog.getByLabel('Mật khẩu hiện nay').waitFor();
  });
});

describe('the own data', () => {
  it('are had as a file', async () => {
    await page.goto('/admin/my-data');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải về (ZIP)' }).click()]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
  });

  it('are asked to be corrected, which keeps what is now beside what should be', async () => {
    await page.goto('/admin/my-data');
    await page.getByLabel('Đúng ra là').fill('Nguyễn Văn Ánh <b>');
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await page.getByText('Họ tên: Nguyễn Văn Ánh <b>').waitFor();
    await page.getByText('Đang ghi: Nguyễn Văn Anh').waitFor();
    await page.getByRole('button', { name: 'Rút' }).click();
    await page.getByText('đã rút').waitFor();
  });
});

describe('a head', () => {
  it('finds the unit’s day, mailbox and people on one page', async () => {
    await page.goto('/admin/my-unit');
    for (const name of ['Đọc thư hôm nay', 'Hộp thư đơn vị', 'Ai được dùng hộp thư này', 'Ai dùng trên máy nào'])
      await page.getByRole('heading', { name }).waitFor();
    await page.getByRole('link', { name: 'Nguyễn Văn Anh' }).first().waitFor();
    expect(await isNarrow()).toBe(true);
  });
});

describe('who keeps the directory', () => {
  it('corrects a date of birth that somebody says is wrong, and they hear of it', async () => {
    await page.goto('/admin/my-data');
    await page.getByRole('combobox', { name: 'Chỗ sai' }).click();
    await page.getByRole('option', { name: 'Ngày sinh' }).click();
    await page.getByLabel('Đúng ra là').fill('12/03/1983');
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await page.getByText('Ngày sinh: 12/03/1983').waitFor();
    const { page: admin, context } = await newPage(browser, system);
    await signInAsAdministrator(admin, system);
    await admin.goto('/admin/corrections');
    const asked = admin.getByRole('region', { name: /^Nguyễn Văn Anh: Ngày sinh/ });
    await asked.getByText('12/03/1983').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await admin.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(admin), colorScheme).toEqual([]);
    }
    await asked.getByRole('button', { name: 'Sửa ngày sinh' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Sửa ngày sinh' }).click();
    await admin.getByText('Không có đề nghị nào đang chờ').waitFor();
    await context.close();
    await page.reload();
    await page.getByText('đã sửa').waitFor();
    expect(await system.query(`SELECT birth_date::text AS day FROM person WHERE display_name = 'Nguyễn Văn Anh'`)).toEqual([
      { day: '1983-03-12' },
    ]);
  });
});

describe('every page of one’s own', () => {
  it.each(['light', 'dark'] as const)('has nothing in the way of anybody, in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const path of ['/me', '/devices', '/devices/new', '/sign-ins', '/my-data', '/my-unit']) {
      await page.goto(`/admin${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await accessibilityFaults(page), path).toEqual([]);
      expect(await isNarrow(), path).toBe(true);
    }
  });

  it('has complained of nothing', () => {
    expect(complaints).toEqual([]);
  });
});
