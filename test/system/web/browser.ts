import { createHmac } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { TestSystem } from '#test/helpers/start-system.ts';

/** Debian's Chromium, driven as people drive it: by what is shown and said. WEB_SCREENSHOTS=<folder> keeps pictures. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] }); // as root there is no sandbox
}

interface Visit extends BrowserContextOptions {
  readonly language?: 'vi' | 'en';
}

/** A browser of its own, with nothing in it; what the page says to the console in anger is collected. */
export async function newPage(browser: Browser, system: TestSystem, { language = 'vi', ...options }: Visit = {}) {
  const context = await browser.newContext({
    ...{ baseURL: `https://127.0.0.1:${system.ports.https}`, ignoreHTTPSErrors: true, viewport: { width: 1280, height: 860 } },
    ...options,
  });
  await context.addInitScript((chosen) => localStorage.setItem('congthu-language', chosen), language);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused request is told of by the browser itself; what the page made of it is what tests look at.
    if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints };
}

export async function signIn(page: Page, { address, password }: { readonly address: string; readonly password: string }): Promise<void> {
  await page.getByLabel('Địa chỉ thư công vụ').fill(address);
  await page.getByLabel('Mật khẩu', { exact: true }).or(page.getByLabel('Mật khẩu *')).first().fill(password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}

/** The administrator's first sign-in. */
export function signInAsAdministrator(page: Page, system: TestSystem): Promise<string> {
  return signInFirst(page, system.firstRun.admin);
}

/** The first sign-in of whoever has a role: the second step is set up on the way. Gives the secret of the authenticator. */
export async function signInFirst(page: Page, person: { readonly address: string; readonly password: string }): Promise<string> {
  await page.goto('/admin/');
  await signIn(page, person);
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
  await page.locator('input').first().click();
  await page.keyboard.type(oneTimeCode(secret));
  await page.getByLabel('Tôi đã cất các mã này').check();
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByRole('heading', { name: /^Chào/ }).waitFor();
  return secret;
}

/** RFC 6238 with the parameters every authenticator has: SHA-1, 30 seconds, six digits. */
export function oneTimeCode(secret: string, now = Date.now()): string {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  return String((digest.readUInt32BE(digest[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** What stands in the way of those who do not see or do not use a mouse (WCAG 2.2 AA), as far as a program can tell. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Colours fade from one theme to the other, and half-way they have less contrast than either; what turns for ever is not waited for.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < 10_000);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any.map(({ message }) => message.slice(0, 160)).join(' ')}`),
  );
}
