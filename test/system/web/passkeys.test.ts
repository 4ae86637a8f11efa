import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { accessibilityFaults, newPage, openBrowser, signIn } from './browser.ts';

// Signing in by a key of one's device: Chromium with a device in software, that knows its user, at the name `localhost`.
let system: TestSystem;
let browser: Browser;
let page: Page;
let complaints: string[];
let device: CDPSession;
let authenticatorId: string;

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  ({ page, complaints } = await newPage(browser, system, { baseURL: `https://localhost:${system.ports.https}` }));
  device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      automaticPresenceSimulation: false,
    },
  }));
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
});

/** Its owner puts a finger on it, or does not. */
const touches = (enabled: boolean) => device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
const kept = async () => (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
const heading = (name: string | RegExp) => page.getByRole('heading', { name }).first();
const usePasskey = () => page.getByRole('button', { name: 'Dùng khoá đăng nhập (passkey)', exact: true });
const auditOf = (act: string) => system.query<{ act: string }>(`SELECT act FROM audit WHERE act = '${act}'`);

async function keepRecoveryCodes(): Promise<void> {
  await page.getByLabel('Tôi đã cất các mã này').check();
  expect(await page.locator('code').count()).toBe(10);
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
}

async function signOut(): Promise<void> {
  await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE', headers: { 'X-Congthu': '1' } }));
  await page.goto('/admin/');
  await heading('Đăng nhập').waitFor();
}

describe('an administrator', () => {
  it('chooses a passkey at the first sign-in in place of the code, and is given recovery codes all the same', async () => {
    await page.goto('/admin/');
    await signIn(page, system.firstRun.admin);
    await page.getByRole('button', { name: 'Dùng khoá đăng nhập (passkey) thay cho mã' }).click();
    await touches(true);
    await page.getByLabel('Tên khoá').fill('Máy ở cơ quan');
    await page.getByRole('button', { name: 'Thêm khoá đăng nhập' }).click();
    await keepRecoveryCodes();
    await heading(/^Chào/).waitFor();
    expect(await kept()).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);
  });

  it('signs in by it without address, password or code', async () => {
    await touches(false);
    await signOut();
    expect(await accessibilityFaults(page)).toEqual([]);
    await touches(true);
    await usePasskey().click();
    await heading(/^Chào/).waitFor();
    expect((await auditOf('account.use-passkey')).length).toBeGreaterThan(0);
  });

  it('sees by what each session was opened, and every passkey with what it is', async () => {
    await page.goto('/admin/me');
    const passkeys = page.getByRole('region', { name: 'Khoá đăng nhập (passkey)' });
    await passkeys.getByText('Máy ở cơ quan').waitFor();
    await passkeys.getByText(/dùng lần cuối/).waitFor();
    await page
      .getByRole('region', { name: 'Các phiên đăng nhập' })
      .getByText(/bằng khoá đăng nhập/)
      .first()
      .waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await accessibilityFaults(page), colorScheme).toEqual([]);
    }
  });

  it('is told kindly where the device gives none', async () => {
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await system.query("UPDATE web_session SET proved_at = now() - interval '11 minutes'");
    await page.getByRole('button', { name: 'Gỡ Máy ở cơ quan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Gỡ', exact: true }).click();
    await usePasskey().click();
    await page.getByText(/Chưa nhận được khoá đăng nhập/).waitFor();
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  });

  it('shows by it who they are, and removes it: whoever must have a second step sets one up anew', async () => {
    await usePasskey().click();
    await heading('Thiết lập bước hai').waitFor();
    expect(await system.query('SELECT 1 FROM passkey')).toEqual([]);
    await device.send('WebAuthn.clearCredentials', { authenticatorId });
  });
});

describe('somebody on the staff', () => {
  it('adds a passkey of their own accord and calls it otherwise', async () => {
    await touches(false);
    await signOut();
    await signIn(page, system.firstRun.people[0]!);
    await heading(/^Chào/).waitFor();
    await page.goto('/admin/me');
    await touches(true);
    await page.getByLabel('Tên khoá').fill('Điện thoại');
    await page.getByRole('button', { name: 'Thêm khoá đăng nhập' }).click();
    await keepRecoveryCodes();
    await page.getByRole('button', { name: 'Đổi tên Điện thoại' }).click();
    await page.getByRole('dialog').getByLabel('Tên khoá').fill('Điện thoại mới');
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Điện thoại mới', { exact: true }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByLabel('Tên khoá').fill('Nữa');
    await page.getByRole('button', { name: 'Thêm khoá đăng nhập' }).click();
    await page.getByText('Thiết bị này đã có khoá đăng nhập của bạn.').waitFor();
  });

  it('is asked for it after the password, and offered it where the address is typed', async () => {
    await touches(false);
    await signOut();
    await signIn(page, system.firstRun.people[0]!);
    await heading('Bước hai').waitFor();
    // Nothing is clicked: the browser's own offer at the field is taken, as the device in software does at once.
    await touches(true);
    await page.goto('/admin/');
    await heading(/^Chào/).waitFor();
  });
});

it('is told at an IP address why there are none, and where there are', async () => {
  const { page: byNumber, context } = await newPage(browser, system);
  await byNumber.goto('/admin/');
  await byNumber.getByLabel('Địa chỉ thư công vụ').waitFor();
  expect(await byNumber.getByRole('button', { name: /passkey/ }).count()).toBe(0);
  await signIn(byNumber, system.firstRun.people[1]!);
  await byNumber.getByRole('heading', { name: /^Chào/ }).waitFor();
  await byNumber.goto('/admin/me');
  await byNumber.getByText(/chỉ thêm và dùng được khi mở trang bằng tên máy chủ/).waitFor();
  await context.close();
});

it('without a word of anger in the console', () => {
  expect(complaints).toEqual([]);
});
