import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { accessibilityFaults, newPage, oneTimeCode, openBrowser, signIn, signInAsAdministrator } from './browser.ts';

// One acts, and another's page shows it by itself.
let system: TestSystem;
let browser: Browser;
let watching: Page;
let acting: Page;
let complaints: string[];

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  const one = await newPage(browser, system);
  ({ page: watching, complaints } = one);
  const secret = await signInAsAdministrator(watching, system);
  ({ page: acting } = await newPage(browser, system));
  await acting.goto('/admin/');
  await signIn(acting, system.firstRun.admin);
  await acting.getByRole('heading', { name: 'Bước hai' }).waitFor();
  await acting.locator('input').first().click();
  await acting.keyboard.type(oneTimeCode(secret, Date.now() + 30_000)); // the code of now was used
  await acting.getByRole('heading', { name: /^Chào/ }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
});

/** Fails where the page was loaded again meanwhile. */
async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { isMarked: true }));
}
const isStillMarked = (page: Page) => page.evaluate(() => 'isMarked' in globalThis);

function streamsOf(page: Page): string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().endsWith('/api/v1/events')) asked.push(request.method());
  });
  return asked;
}

async function noteOutage(page: Page, note: string): Promise<void> {
  await page.goto('/admin/outages');
  await page.getByRole('button', { name: 'Ghi nhận gián đoạn' }).click();
  const dialog = page.getByRole('dialog');
  // Ten minutes ago, in Vietnam: one that ends in the minute it began in is none.
  await dialog.getByLabel('Bắt đầu').fill(new Date(Date.now() + 7 * 3_600_000 - 600_000).toISOString().slice(0, 16));
  await dialog.getByLabel('Nội dung').fill(note);
  await dialog.getByRole('button', { name: 'Ghi nhận gián đoạn' }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('who has nothing to hear of', () => {
  it('opens no stream, and is refused one', async () => {
    const { page } = await newPage(browser, system);
    const asked = streamsOf(page);
    await page.goto('/admin/');
    expect((await page.request.get('/api/v1/events')).status()).toBe(401);
    await signIn(page, system.person('mailt.tx@backan.gov.vn'));
    await page.getByRole('heading', { name: /^Chào/ }).waitFor();
    await page.waitForLoadState('networkidle');
    expect((await page.request.get('/api/v1/events')).status()).toBe(403);
    expect(asked).toEqual([]);
    await page.context().close();
  });
});

describe('what somebody does', () => {
  it('stands on the page of another who looks at it, within seconds and without loading anew', async () => {
    await watching.goto('/admin/');
    await watching.getByText('Mọi việc đã xong').waitFor();
    await markPage(watching);
    await noteOutage(acting, 'Mất điện phòng máy');
    await watching.getByText('1 lần gián đoạn dịch vụ chưa ghi kết thúc').waitFor({ timeout: 10_000 });
    expect(await isStillMarked(watching)).toBe(true);
  });

  it('reaches every tab over one stream, and the others when the tab that has it is closed', async () => {
    const second = await watching.context().newPage();
    const asked = streamsOf(watching);
    await second.goto('/admin/roles');
    await second.getByRole('heading', { name: 'Vai trò', level: 1 }).waitFor();
    await second.waitForLoadState('networkidle');
    expect(asked).toEqual([]);
    await watching.close();
    await waitUntil('the other tab follows', () => asked.length === 1);
    await acting.goto('/admin/roles');
    await acting.getByRole('button', { name: 'Giao vai trò' }).click();
    const dialog = acting.getByRole('dialog');
    await dialog.getByLabel('Cho ai').fill('nguyen van anh');
    await acting.getByRole('option', { name: /anhnv\.tt@/ }).click();
    await dialog.getByLabel('Đơn vị phụ trách').fill('so thong tin');
    await acting.getByRole('option', { name: 'Sở Thông tin và Truyền thông', exact: true }).click();
    await dialog.getByRole('button', { name: 'Giao vai trò' }).click();
    await second.getByText('anhnv.tt@backan.gov.vn').first().waitFor({ timeout: 10_000 });
    watching = second;
  });
});

describe('the dashboard and reports', () => {
  it.each(['light', 'dark'] as const)('can be used by everybody (axe, %s), with their figures as tables too', async (colorScheme) => {
    await watching.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const faults: string[] = [];
    for (const path of ['/admin/', '/admin/reports?year=2026&part=year']) {
      await watching.goto(path);
      await watching.locator('.recharts-surface').first().waitFor();
      await watching.getByText('Xem số liệu dạng bảng').first().click();
      for (const fault of await accessibilityFaults(watching)) faults.push(`${path}: ${fault}`);
      const folder = process.env.WEB_SCREENSHOTS;
      if (folder !== undefined) await watching.screenshot({ path: join(folder, `live-${path.length}-${colorScheme}.png`), fullPage: true });
    }
    expect(faults).toEqual([]);
  });

  it('say what waits, what is wrong and how much mail there is', async () => {
    await watching.goto('/admin/');
    await watching.getByRole('figure', { name: 'Thư theo phút, 60 phút qua' }).waitFor();
    await watching.getByText(/^Đĩa: còn trống/).waitFor();
  });
});

describe('a server that goes', () => {
  it('is told of, leaves what stands on the page, and is live again when it is back', async () => {
    await watching.goto('/admin/outages');
    await watching.getByText('Mất điện phòng máy').first().waitFor();
    await markPage(watching);
    await system.stop();
    await watching.getByText('Mất kết nối máy chủ').waitFor();
    expect(await watching.getByText('Mất điện phòng máy').first().isVisible()).toBe(true);
    complaints.splice(0); // the browser tells of every request in vain
    await system.start();
    await watching.getByText('Mất kết nối máy chủ').waitFor({ state: 'detached', timeout: 30_000 });
    expect(await isStillMarked(watching)).toBe(true);
    await watching.getByText('Đang ngừng').first().waitFor();
    await acting.goto('/admin/outages');
    await acting.getByRole('button', { name: 'Đã hoạt động trở lại' }).click();
    await acting.getByRole('dialog').getByRole('button', { name: 'Đã hoạt động trở lại' }).click();
    await watching.getByText('Đang ngừng').first().waitFor({ state: 'detached', timeout: 30_000 });
    expect(await isStillMarked(watching)).toBe(true);
  });
});

describe('a session that is ended from afar', () => {
  it('leads its page to signing in, by itself', async () => {
    await watching.goto('/admin/');
    await watching.getByRole('heading', { name: /^Chào/ }).waitFor();
    await watching.waitForLoadState('networkidle');
    await acting.goto('/admin/me');
    await acting.getByRole('button', { name: 'Kết thúc mọi phiên khác' }).click();
    await watching.getByLabel('Địa chỉ thư công vụ').waitFor({ timeout: 20_000 });
  });

  it('nothing else was complained of on the way', () => {
    expect(complaints.filter((one) => !/net::ERR|401/.test(one))).toEqual([]);
  });
});
