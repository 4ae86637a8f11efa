import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { accessibilityFaults, newPage, openBrowser, signIn, signInAsAdministrator } from './browser.ts';

// How the system is set up, and what people are told, from the first click to the file and the mailbox.
let system: TestSystem;
let browser: Browser;
let admin: Page;
let complaints: string[];

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  ({ page: admin, complaints } = await newPage(browser, system));
  await signInAsAdministrator(admin, system);
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
});

const configFile = () => join(system.dataDir, 'test-config.yaml');

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300); // colours fade from one theme to the other
    expect(await accessibilityFaults(page), colorScheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

describe('a setting', () => {
  const idle = () => admin.getByRole('textbox', { name: 'Phiên web không dùng thì hết sau' });

  it('that is a path or a secret is shown with why it is not changed here, and no field', async () => {
    await admin.goto('/admin/settings?q=datadir');
    await admin.getByText('Chỉ sửa trên máy chủ. Là đường dẫn').first().waitFor();
    expect(await admin.getByRole('textbox', { name: 'Thư mục dữ liệu' }).count()).toBe(0);
    await admin.getByLabel('Tìm trong cài đặt').fill('không có cài đặt này đâu');
    await admin.getByText('Không có cài đặt nào như vậy').waitFor();
  });

  it('beyond its limits is refused at its field, and what was typed stays', async () => {
    await admin.goto('/admin/settings?q=phien%20web');
    await idle().fill('5000');
    await admin.getByRole('button', { name: 'Xem trước' }).click();
    await admin.getByText('nhiều nhất 1440').first().waitFor();
    expect(await idle().inputValue()).toBe('5.000 phút');
  });

  it('is written after a preview, waits for a restart, and is in force after one', async () => {
    await idle().fill('45');
    await admin.getByRole('button', { name: 'Xem trước' }).click();
    const preview = admin.getByRole('dialog', { name: 'Những gì sẽ thay đổi' });
    await preview.getByRole('cell', { name: '45 phút' }).waitFor();
    expect(await readFile(configFile(), 'utf8')).not.toContain('45');
    await preview.getByRole('button', { name: 'Ghi vào tệp' }).click();
    await admin.getByText('1 cài đặt đã ghi, có hiệu lực khi khởi động lại').waitFor();
    expect(await readFile(configFile(), 'utf8')).toContain('45');
    await admin.goto('/admin/settings');
    await admin.getByRole('heading', { name: 'Các bản trước' }).waitFor();
    await expectAccessible(admin);
  });

  it('is brought back from the former file, seen before it is', async () => {
    await admin.getByRole('button', { name: 'Quay về bản này' }).click();
    const preview = admin.getByRole('dialog', { name: 'Những gì sẽ thay đổi' });
    await preview.getByRole('row', { name: /45 phút 30 phút/ }).waitFor();
    await preview.getByRole('button', { name: 'Ghi vào tệp' }).click();
    await admin.getByText('cài đặt đã ghi').waitFor({ state: 'detached' });
    const acts = await system.query<{ target: string }>("SELECT target FROM audit WHERE act = 'settings.change'");
    expect(acts.map(({ target }) => target)).toEqual(['web.idleMinutes', 'web.idleMinutes']);
  });
});

describe('an announcement', () => {
  const hostile = 'Nâng cấp <img src=x onerror=alert(1)> máy chủ';

  it('is not made without what it says', async () => {
    await admin.goto('/admin/announcements');
    await admin.getByText('Chưa có thông báo nào').waitFor();
    await expectAccessible(admin);
    await admin.getByRole('button', { name: 'Đăng thông báo' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Đăng thông báo' }).click();
    expect(await admin.getByText('Không được để trống').count()).toBe(2);
  });

  it('is shown as text on every page, may be put away, and stands before signing in where it is public', async () => {
    await admin.getByLabel('Tiêu đề').fill(hostile);
    await admin.getByLabel('Nội dung').fill('Từ 22 giờ.\n<script>alert(1)</script>');
    await admin.getByLabel('Hiện cả trước khi đăng nhập').check();
    await admin.getByRole('dialog').getByRole('button', { name: 'Đăng thông báo' }).click();
    await admin.getByRole('heading', { name: hostile, level: 1 }).waitFor();
    await expectAccessible(admin);
    await admin.goto('/admin/people');
    const banner = admin.getByRole('status').filter({ hasText: hostile });
    await banner.waitFor();
    await admin.getByRole('button', { name: `Ẩn thông báo: ${hostile}` }).click();
    await banner.waitFor({ state: 'detached' });
    await admin.reload();
    await admin.getByRole('heading', { level: 1 }).waitFor();
    expect(await banner.count()).toBe(0);
    const { page, context } = await newPage(browser, system);
    await page.goto('/admin/');
    await page.getByRole('status').filter({ hasText: hostile }).waitFor();
    await signIn(page, system.personNamed('Nguyễn Văn Anh'));
    await page.getByRole('heading', { name: /^Chào/ }).waitFor();
    await page.getByRole('status').filter({ hasText: hostile }).waitFor();
    await context.close();
  });

  it('is mailed to everybody once, as it was written, and its end takes the banner away', async () => {
    await admin.goto('/admin/announcements');
    await admin.getByRole('link', { name: hostile }).click();
    await admin.getByRole('button', { name: 'Gửi thư' }).click();
    await admin
      .getByRole('dialog')
      .getByText(/tới 17 hộp thư/)
      .waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Gửi thư' }).click();
    await admin.getByText('Đã gửi xong tới 17 hộp thư').waitFor({ timeout: 20_000 });
    const mailed = async () =>
      system.query<{ subject: string; count: string }>(
        "SELECT subject, count(*) FROM message JOIN content ON content.id = content_id WHERE subject LIKE 'Thông báo bảo trì:%' GROUP BY subject",
      );
    await waitUntil('all have it', async () => (await mailed()).length === 1);
    expect(await mailed()).toEqual([{ subject: `Thông báo bảo trì: ${hostile}`, count: 17 }]);
    await admin.getByRole('button', { name: 'Kết thúc sớm' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Kết thúc sớm' }).click();
    await admin.getByText('Đã kết thúc sớm').first().waitFor();
    const { page, context } = await newPage(browser, system);
    await page.goto('/admin/');
    await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
    await page.waitForTimeout(300);
    // Who has not signed in is told what was known some seconds ago.
    await waitUntil('it is gone', async () => {
      await page.reload();
      await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
      await page.waitForTimeout(500);
      return (await page.getByRole('status').filter({ hasText: hostile }).count()) === 0;
    });
    await context.close();
  });
});

it('the browser has nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
