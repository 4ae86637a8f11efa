import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { newPage, openBrowser, signInAsAdministrator } from './browser.ts';
import { differingShare, thumbnail } from './thumbnail.ts';

// What key pages look like, kept small in pictures/: a page whose parts have moved, grown or gone is told; letters and days may differ.
// PICTURES=update keeps what there is now. WEB_SCREENSHOTS=<folder> compares nothing, but takes them in full, to be looked at before.
const kept = new URL('pictures/', import.meta.url).pathname;
const isUpdate = process.env.PICTURES === 'update';
const folder = process.env.WEB_SCREENSHOTS;
/** Of all points of a picture. A word that is longer takes 1 %, a row that is missing 3, a side bar that is gone 10. */
const differingMax = 0.025;

const fontFile = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf');
const widths = [360, 1280, 2560] as const;
const pages = {
  start: '/',
  unit: '/units/3',
  people: '/people',
  person: '/people/1',
  transfer: '/people/1/transfer',
  'new-request': '/requests/new',
  reports: '/reports',
  me: '/me',
} as const;

let system: TestSystem;
let browser: Browser;
let canvas: Page;
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>;

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  ({ page: canvas } = await newPage(browser, system));
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
});

/** Machines have different fonts, and every line would be another: in pictures that are compared all letters are of one that we bring. */
async function bringFont(page: Page): Promise<void> {
  const font = await readFile(fontFile, 'base64');
  const face = `@font-face { font-family: Picture; src: url(data:font/ttf;base64,${font}); }`;
  await page.addStyleTag({ content: `${face} * { font-family: Picture !important; }` });
  await page.evaluate(() => document.fonts.load('16px Picture'));
}

/** As it is once everything has come and stands still. */
async function differencesOf(page: Page, name: string): Promise<string[]> {
  const differences: string[] = [];
  if (folder === undefined) await bringFont(page);
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 360 ? 800 : 1000 });
    await page.waitForTimeout(150); // what is laid out by a width that is watched
    const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const file = `${name}-${width}.png`;
    const small = await thumbnail(canvas, picture);
    if (folder !== undefined) await writeFile(join(folder, file), picture);
    else if (isUpdate) await writeFile(join(kept, file), small);
    else {
      const share = await differingShare(canvas, await readFile(join(kept, file)), small);
      if (share > differingMax) differences.push(`${file}: ${(share * 100).toFixed(1)} % differs`);
    }
  }
  return differences;
}

describe.each(['vi', 'en'] as const)('what pages look like (%s)', (language) => {
  let page: Page;
  beforeAll(async () => {
    if (isUpdate) await mkdir(kept, { recursive: true });
    ({ page } = await newPage(browser, system, { language, reducedMotion: 'reduce', bypassCSP: true }));
  });

  it('signing in', async () => {
    await page.goto('/admin/');
    await page.waitForLoadState('networkidle');
    expect(await differencesOf(page, `sign-in-${language}`)).toEqual([]);
  });

  it.each(Object.entries(pages))('%s', async (name, path) => {
    if (page.url().endsWith('/admin/') && (await page.getByRole('navigation').count()) === 0) await signedIn();
    await page.goto(`/admin${path}`);
    await page.waitForLoadState('networkidle');
    expect(await differencesOf(page, `${name}-${language}`)).toEqual([]);
  });

  /** In Vietnamese, in which the ways of tests are written, then in the language looked at; the second time with the session of the first. */
  async function signedIn(): Promise<void> {
    if (language === 'vi') {
      await signInAsAdministrator(page, system);
      cookies = await page.context().cookies();
    } else await page.context().addCookies(cookies);
  }
});
