import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { accessibilityFaults, newPage, oneTimeCode, openBrowser, signIn, signInAsAdministrator } from './browser.ts';

let system: TestSystem;
let browser: Browser;
let admin: Page;
let context: BrowserContext;
let complaints: string[];
let secret: string;

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  ({ page: admin, context, complaints } = await newPage(browser, system));
  secret = await signInAsAdministrator(admin, system);
});
afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
});

const heading = (name: string | RegExp) => admin.getByRole('heading', { name, level: 1 });

/** One that is still closing takes no letters. */
async function openPalette(): Promise<void> {
  await admin.locator('input:focus').waitFor({ state: 'detached' });
  await admin.keyboard.press('Control+k');
  await admin.locator('input:focus').waitFor();
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.WEB_SCREENSHOTS;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

describe('signing in', () => {
  it('says the same of a wrong password and of an address that nobody has, and keeps what was typed', async () => {
    const { page } = await newPage(browser, system);
    await page.goto('/admin/people?q=huong');
    const said: (string | null)[] = [];
    for (const address of [system.firstRun.people[0]!.address, 'khongco@backan.gov.vn']) {
      await signIn(page, { address, password: 'sai-mat-khau' });
      const alert = page.getByRole('alert');
      await alert.waitFor();
      await page.getByRole('button', { name: 'Đăng nhập' }).and(page.locator(':not([data-loading])')).waitFor();
      said.push(await alert.textContent());
      expect(await page.getByLabel('Địa chỉ thư công vụ').inputValue()).toBe(address);
    }
    expect(said[0]).toBe(said[1]);
    await page.context().close();
  });

  it('leads staff to where they were going, with no second step and nothing of administration', async () => {
    const { page } = await newPage(browser, system);
    await page.goto('/admin/people?q=huong');
    await signIn(page, system.person('anhnv.tt@backan.gov.vn'));
    await page.getByRole('link', { name: 'Triệu Thị Hương' }).waitFor();
    expect(await page.getByRole('link', { name: 'Nhật ký kiểm toán' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Tuyển mới' }).count()).toBe(0);
    await page.context().close();
  });

  it('asks an administrator for the code of the phone, once each', async () => {
    const { page } = await newPage(browser, system);
    await page.goto('/admin/');
    await signIn(page, system.firstRun.admin);
    await page.getByRole('heading', { name: 'Bước hai' }).waitFor();
    await page.locator('input').first().click();
    await page.keyboard.type(oneTimeCode(secret, Date.now() + 30_000)); // the code of now was used when it was set up
    await page.getByRole('heading', { name: /^Chào/ }).waitFor();
    await page.context().close();
  });

  it('is asked for again where the session has ended elsewhere', async () => {
    const { page } = await newPage(browser, system);
    await page.goto('/admin/');
    await signIn(page, system.person('lanmt.tt@backan.gov.vn'));
    await page.getByRole('heading', { name: /^Chào/ }).waitFor();
    const { stderr, code } = await system.command('user', 'lock', 'lanmt.tt@backan.gov.vn');
    expect(code, stderr).toBe(0);
    await page.getByRole('link', { name: 'Cán bộ', exact: true }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    await page.context().close();
  });
});

describe('an administrator', () => {
  it('finds anybody from anywhere by Ctrl K, without marks', async () => {
    await openPalette();
    await admin.keyboard.type('huong');
    await admin.getByRole('button', { name: /Triệu Thị Hương/ }).click();
    await heading('Triệu Thị Hương').waitFor();
  });

  it('finds a setting by its name, and is shown it', async () => {
    await openPalette();
    await admin.keyboard.type('phien web dai');
    await admin.getByRole('button', { name: /Phiên web dài nhất/ }).click();
    await heading('Cài đặt').waitFor();
    await admin.getByText('web.absoluteHours').first().waitFor();
    expect(await admin.getByText('web.idleMinutes').count()).toBe(0);
  });

  it('goes down the tree with the keyboard alone', async () => {
    await admin.goto('/admin/units');
    await admin.getByLabel('Lọc theo tên, không cần dấu').fill('cong nghe thong tin');
    const node = admin.getByRole('treeitem', { name: /Phòng Công nghệ thông tin/ }).last();
    await node.waitFor();
    await node.focus();
    await admin.keyboard.press('Enter');
    await heading('Phòng Công nghệ thông tin').waitFor();
    await picture(admin, 'unit');
  });

  it('transfers somebody: told, looked at, carried out, and to be seen at once', async () => {
    await admin.goto('/admin/people?q=thi%20ngoc%20anh');
    await admin.getByRole('link', { name: 'Bế Thị Ngọc Ánh' }).click();
    await admin.getByRole('button', { name: 'Thay đổi công tác' }).click();
    await admin.getByRole('menuitem', { name: 'Điều động' }).click();
    await admin.getByLabel('Đơn vị').first().fill('so tai chinh');
    await admin.getByRole('option', { name: 'Sở Tài chính' }).click();
    await admin.getByLabel('Chức vụ').first().fill('Chuyên viên chính');
    await admin.getByRole('button', { name: 'Xem trước', exact: true }).click();
    await admin.getByText('Chuyên viên chính, Sở Tài chính').first().waitFor();
    await picture(admin, 'transfer-preview');
    const before = await system.query("SELECT 1 FROM audit WHERE act = 'person.transfer'");
    expect(before).toEqual([]); // it was only looked at
    await admin.getByRole('button', { name: 'Thực hiện ngay' }).click();
    await admin.getByText('Đã thực hiện').waitFor();
    await admin.getByRole('link', { name: 'Về trang của người này' }).click();
    await heading('Bế Thị Ngọc Ánh').waitFor();
    await admin.getByText('anhbtn.tc@backan.gov.vn').first().waitFor();
    await admin.goto('/admin/audit?act=person');
    await admin.getByText('Điều động anhbtn').first().waitFor();
  });

  it('is told what stands in the way, and nothing is done', async () => {
    await admin.goto('/admin/people/new');
    await admin.getByLabel('Họ và tên').fill('Nguyễn Văn Anh');
    await admin.getByLabel('Đơn vị').first().fill('so noi vu');
    await admin.getByRole('option', { name: 'Sở Nội vụ', exact: true }).click();
    await admin.getByLabel('Chức vụ').first().fill('Chuyên viên');
    await admin.getByRole('button', { name: 'Xem trước', exact: true }).click();
    await admin.getByRole('alert').getByText('Nguyễn Văn Anh').first().waitFor();
    expect(await admin.getByRole('button', { name: 'Thực hiện ngay' }).isDisabled()).toBe(true);
  });
});

describe('what an attacker would send', () => {
  it('a name with markup in it is shown as it is written', async () => {
    const attack = '<img src=x onerror="window.attacked=true">';
    const { code, stderr } = await system.command(
      ...[
        'person',
        'appoint',
        attack,
        '--new',
        '--unit',
        'Sở Tài chính',
        '--post',
        `${attack} phòng`,
        '--address',
        'tancong.tc',
        '--quiet',
      ],
    );
    expect(code, stderr).toBe(0);
    await admin.goto('/admin/people?q=tancong');
    await admin.getByRole('link', { name: attack }).click();
    await heading(attack).waitFor();
    expect(await admin.evaluate(() => 'attacked' in window)).toBe(false);
    expect(await admin.locator('img').count()).toBe(0);
  });

  it('another site has nothing done in the name of who is signed in', async () => {
    const { page } = { page: await context.newPage() };
    const acted: number[] = [];
    page.on('response', (response) => response.url().includes('/api/v1/') && acted.push(response.status()));
    // Another origin of the same machine: cookies do not know ports, so only what the server asks for protects.
    await page.route('http://attacker.example/', (route) => route.fulfill({ contentType: 'text/html', body: '<p>hi</p>' }));
    await page.goto('http://attacker.example/');
    const outcome = await page.evaluate(async (url) => {
      const answer = await fetch(url, { method: 'POST', credentials: 'include', mode: 'no-cors', body: '{}' }).catch(() => null);
      return answer?.type ?? 'refused';
    }, `https://127.0.0.1:${system.ports.https}/api/v1/me/sessions/end-others`);
    expect(['opaque', 'refused']).toContain(outcome);
    for (const status of acted) expect(status).toBeGreaterThanOrEqual(400);
    await page.close();
    await admin.goto('/admin/me');
    await admin.getByText('phiên này').waitFor(); // still signed in
  });

  it('the page is put into no frame, and runs no script of its own making', async () => {
    const answer = await context.request.get('/admin/');
    const policy = answer.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)/);
  });
});

/** How far a page is wider than its window, once it has laid itself out anew: what hears of the width does so a moment later. */
async function spillOf(page: Page): Promise<number> {
  const measure = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (let turn = 0; turn < 20; turn += 1) {
    if ((await measure()) <= 0) return 0;
    await page.waitForTimeout(50);
  }
  return measure();
}

/** Of a page that is open, in all the ways it is looked at. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForFunction((scheme) => document.documentElement.dataset.mantineColorScheme === scheme, colorScheme);
    for (const fault of await accessibilityFaults(page)) faults.push(`${colorScheme}: ${fault}`);
  }
  const usual = page.viewportSize()!;
  for (const width of [360, 2560]) {
    await page.setViewportSize({ width, height: 800 });
    const spill = await spillOf(page);
    if (spill > 0) faults.push(`${spill} px too wide for ${width}`);
  }
  await page.setViewportSize(usual);
  return faults;
}

describe('every page', () => {
  const paths = [
    '/',
    '/units',
    '/units/3',
    '/units/3?tab=people',
    '/units/3?tab=history',
    '/people',
    '/people/1',
    '/people/1/transfer',
    '/people/new',
    '/plans',
    '/requests',
    '/requests/new',
    '/duties',
    '/outages',
    '/bulk',
    '/reports',
    '/reorganise?unit=4&act=merge',
    '/calendar',
    '/queue',
    '/roles',
    '/audit',
    '/me',
    '/nowhere',
  ];

  it.each(paths)('%s can be used by everybody (axe, both themes), and fits screens of 360 and 2560 pixels', async (path) => {
    await admin.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await admin.goto(`/admin${path}`);
    await admin.waitForLoadState('networkidle');
    await admin.waitForFunction(() => document.querySelector('.mantine-Loader-root') === null);
    expect(await faultsOf(admin)).toEqual([]);
  });

  it('complains of nothing', () => expect(complaints).toEqual([]));
});

it('loads in at most 250 KB, compressed', async () => {
  const { page } = await newPage(browser, system);
  let octets = 0;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    octets += encodedDataLength;
  });
  await page.goto('/admin/');
  await page.waitForLoadState('networkidle');
  expect(octets).toBeGreaterThan(50_000);
  expect(octets).toBeLessThan(250 * 1024);
  await page.context().close();
});
