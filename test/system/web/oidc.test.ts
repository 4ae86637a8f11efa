import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientId, clientSecret, TestIdentityProvider } from '#test/helpers/identity-provider.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { accessibilityFaults, newPage, openBrowser, signIn, signInAsAdministrator } from './browser.ts';

// The province's single sign-on, as people see it: a real provider on another site, so that what browsers keep back from other sites is kept back.
let there: TestIdentityProvider;
let system: TestSystem;
let browser: Browser;
let person: SamplePerson;
let page: Page;
let complaints: string[];
const button = 'SSO tỉnh Bắc Kạn';

beforeAll(async () => {
  // The provider answers as localhost: to a browser another site than 127.0.0.1, where the application is.
  there = await TestIdentityProvider.start({ redirectUris: [], host: 'localhost' });
  const oidc = { issuer: there.issuer, clientId, clientSecret, labelVi: button, labelEn: 'Province SSO', signOutThere: true };
  system = await startSystem({ config: { web: { oidc } } });
  await there.register([`https://127.0.0.1:${system.ports.https}/admin/sso`]);
  person = system.personNamed('Nguyễn Văn Anh');
  there.add({ subject: 'anh', email: person.address });
  there.add({ subject: 'khach', email: 'khach@noikhac.vn' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
  await there?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  Object.assign(there, { isAway: false, goesAway: false, askedSecondsAgo: 0 });
  await page?.context().close();
  ({ page, complaints } = await newPage(browser, system));
});

async function answerAs(subject: string, at: Page = page): Promise<void> {
  await at.getByLabel('Bạn là ai?').fill(subject);
  await at.getByRole('button', { name: 'Vào' }).click();
}

async function enter(subject: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await answerAs(subject);
}

/** On a phone in the dark, too; what stands in anybody's way is told of in both themes. */
async function look(name: string, at: Page = page): Promise<void> {
  expect(await accessibilityFaults(at)).toEqual([]);
  await picture(name, at);
  const size = at.viewportSize()!;
  await at.emulateMedia({ colorScheme: 'dark' });
  await at.setViewportSize({ width: 360, height: 740 });
  expect(await accessibilityFaults(at)).toEqual([]);
  await picture(`${name}-360-dark`, at);
  await at.emulateMedia({ colorScheme: 'light' });
  await at.setViewportSize(size);
}

async function picture(name: string, at: Page): Promise<void> {
  const folder = process.env.WEB_SCREENSHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await at.screenshot({ path: join(folder, `oidc-${name}.png`), animations: 'disabled' });
}

describe('single sign-on', () => {
  it('brings people in, to where they wanted to be, and they stay in when the page is loaded again', async () => {
    await page.goto('/admin/people?q=nguyen');
    await page.getByRole('button', { name: button }).waitFor();
    await look('sign-in');
    await enter('anh');
    await page.getByRole('heading', { name: 'Cán bộ', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/admin/people?q=nguyen');
    await page.reload();
    await page.getByRole('heading', { name: 'Cán bộ', level: 1 }).waitFor();
    const cookies = await page.context().cookies(`https://127.0.0.1:${system.ports.https}`);
    expect(cookies.map(({ name, sameSite }) => [name, sameSite])).toEqual([['__Host-congthu', 'Strict']]);
    expect(complaints).toEqual([]);
  });

  it('shows itself on one’s own page, and asks again in a window of its own before a dangerous act', async () => {
    there.askedSecondsAgo = 3_600;
    await page.goto('/admin/me');
    await enter('anh');
    await page.getByText(there.issuer).waitFor();
    await page
      .getByText(/đăng nhập một lần \(SSO\)/)
      .first()
      .waitFor();
    await look('me');
    there.askedSecondsAgo = 0;
    await page.goto('/admin/my-data');
    await page.getByRole('button', { name: 'Tải về (ZIP)' }).click();
    const confirm = page.getByRole('button', { name: 'Xác nhận qua SSO' });
    await confirm.waitFor();
    await look('step-up');
    const [popup] = await Promise.all([page.waitForEvent('popup'), confirm.click()]);
    await answerAs('anh', popup);
    await page.getByText('Đã tải dữ liệu của bạn').waitFor();
    expect(popup.isClosed()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('tells a stranger no more than that, with a number for the administrator', async () => {
    await page.goto('/admin/');
    await enter('khach');
    await page.getByRole('heading', { name: 'Chưa đăng nhập được' }).waitFor();
    await page.getByText('không mở được hộp thư công vụ nào').waitFor();
    await page.getByText(/Mã lỗi để báo quản trị: urn:uuid:/).waitFor();
    expect(page.url()).not.toContain('code=');
    await look('stranger');
    await page.getByRole('button', { name: 'Đăng nhập bằng mật khẩu' }).click();
    await page.getByLabel('Địa chỉ thư công vụ').waitFor();
  });

  it('being away, leaves people their passwords', async () => {
    await page.goto('/admin/');
    there.goesAway = true;
    await enter('anh');
    await page.getByRole('heading', { name: 'Chưa đăng nhập được' }).waitFor();
    await page.getByText('hiện không trả lời').waitFor();
    await page.getByText(/Mã lỗi để báo quản trị: urn:uuid:/).waitFor();
    await look('away');
    await page.getByRole('button', { name: 'Đăng nhập bằng mật khẩu' }).click();
    await signIn(page, person);
    await page.getByRole('heading', { name: /^Chào/ }).waitFor();
  });

  it('speaks English to whoever wants it', async () => {
    const english = await newPage(browser, system, { language: 'en' });
    await english.page.goto('/admin/');
    await english.page.getByRole('button', { name: 'Province SSO' }).click();
    await answerAs('khach', english.page);
    await english.page.getByText('opens no official mailbox here').waitFor();
    await look('stranger-en', english.page);
    await english.context.close();
  });

  it('signs out there too, where the province wants it', async () => {
    await page.goto('/admin/me');
    await enter('anh');
    await page.getByText(there.issuer).waitFor();
    await page.getByRole('button', { name: person.name }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.waitForURL(`${there.issuer}/**`);
  });

  it('is taken from somebody by an administrator, on the account’s menu', async () => {
    const { page: admin } = await newPage(browser, system);
    await signInAsAdministrator(admin, system);
    await admin.goto('/admin/people?q=nguyen+van+anh');
    await admin.getByRole('link', { name: person.name }).first().click();
    await admin.getByRole('button', { name: 'Tài khoản', exact: true }).click();
    await admin.getByRole('menuitem', { name: 'Bỏ liên kết SSO' }).click();
    await admin.waitForTimeout(400); // the dialog is drawn
    await look('unlink', admin);
    await admin.getByRole('dialog').getByRole('button', { name: 'Bỏ liên kết SSO' }).click();
    await admin.getByText('Đã xong').waitFor();
    expect(await system.query('SELECT 1 FROM oidc_link')).toEqual([]);
    await admin.context().close();
  });
});
