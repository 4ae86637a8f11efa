import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatePem, pkcs12 } from '#directory/certificates/certificate.fixture.ts';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { accessibilityFaults, newPage, openBrowser, signIn, signInAsAdministrator } from './browser.ts';

// The directory as who keeps it has it: units moved by hand, certificates, a person's whole story, and Ctrl K.
let folder: string;
let system: TestSystem;
let browser: Browser;
let admin: Page;
let complaints: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-operator-'));
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
const unit = (name: string) => admin.getByRole('treeitem', { name, exact: true });
const parentOf = async (name: string) => {
  const [row] = await system.query<{ parent: string }>(
    `SELECT above.name AS parent FROM unit JOIN unit AS above ON above.id = unit.parent_id WHERE unit.name = '${name}' ORDER BY unit.id LIMIT 1`,
  );
  return row?.parent;
};

async function hold(from: Locator, over: Locator): Promise<void> {
  const [begin, end] = [await from.boundingBox(), await over.boundingBox()];
  await admin.mouse.move(begin!.x + 90, begin!.y + 10);
  await admin.mouse.down();
  await admin.mouse.move(begin!.x + 100, begin!.y + 20, { steps: 3 });
  await admin.mouse.move(end!.x + 100, end!.y + end!.height / 2, { steps: 6 });
}

describe('a unit dragged in the tree', () => {
  const status = () => admin.getByRole('status').filter({ hasText: /./ }).first();

  it('may not go beneath itself or where it is, and Escape gives up: nothing has changed', async () => {
    await admin.goto('/admin/units');
    const province = admin.getByRole('treeitem').first();
    await unit('Sở Tư pháp').waitFor();
    await hold(unit('Sở Tư pháp'), province);
    await admin
      .getByText(/Đã thuộc/)
      .first()
      .waitFor();
    await admin.mouse.up();
    await hold(province, unit('Sở Tư pháp'));
    await admin
      .getByText(/trực thuộc đơn vị đang chuyển/)
      .first()
      .waitFor();
    await admin.keyboard.press('Escape');
    expect(await status().textContent()).toMatch(/Đã thôi/);
    await admin.mouse.up();
    expect(new URL(admin.url()).pathname).toBe('/admin/units');
  });

  it('opens what it is held over, and leads to a preview: only that carries it out', async () => {
    const before = await parentOf('Phòng Bưu chính Viễn thông');
    expect(before).toBe('Sở Thông tin và Truyền thông');
    await admin.goto('/admin/units');
    await hold(unit('Sở Tư pháp'), unit('Sở Thông tin và Truyền thông'));
    await unit('Phòng Bưu chính Viễn thông').waitFor();
    await admin.keyboard.press('Escape');
    await admin.mouse.up();
    await hold(unit('Phòng Bưu chính Viễn thông'), unit('Sở Nội vụ'));
    await admin.getByText('Chuyển vào “Sở Nội vụ”').first().waitFor();
    await admin.mouse.up();
    await admin.getByText('thành Phòng Bưu chính Viễn thông (Sở Nội vụ)').waitFor();
    expect(await parentOf('Phòng Bưu chính Viễn thông')).toBe(before);
    await admin.getByRole('button', { name: 'Thực hiện ngay' }).click();
    await admin.getByText('Đã thực hiện').waitFor();
    expect(await parentOf('Phòng Bưu chính Viễn thông')).toBe('Sở Nội vụ');
  });

  it('is moved by the keyboard alone as well', async () => {
    await admin.goto('/admin/units');
    await unit('Sở Thông tin và Truyền thông').focus();
    await admin.keyboard.press('ArrowRight');
    await unit('Phòng Kế hoạch Tài chính').first().waitFor();
    await unit('Phòng Kế hoạch Tài chính').first().focus();
    await admin.keyboard.press('Enter');
    await heading('Phòng Kế hoạch Tài chính').waitFor();
    await admin.getByRole('button', { name: 'Sắp xếp', exact: true }).press('Enter');
    await admin.getByRole('menuitem', { name: 'Chuyển sang đơn vị cấp trên khác…' }).press('Enter');
    const above = admin.getByRole('dialog').getByLabel('Đơn vị cấp trên mới');
    await above.fill('so tai chinh');
    await admin.getByRole('option', { name: 'Sở Tài chính', exact: true }).waitFor();
    await admin.keyboard.press('ArrowDown');
    await admin.keyboard.press('Enter');
    await admin.getByRole('dialog').getByRole('button', { name: 'Xem trước' }).press('Enter');
    await admin.getByText(/thành Phòng Kế hoạch Tài chính \(Sở Tài chính\)/).waitFor();
  });

  it('is not for who may not plan it', async () => {
    const { page } = await newPage(browser, system);
    await page.goto('/admin/units');
    await signIn(page, system.person('anhnv.tt@backan.gov.vn'));
    await page.getByRole('treeitem').nth(3).waitFor();
    expect(await page.getByText(/Kéo một đơn vị/).count()).toBe(0);
    await page
      .getByRole('treeitem')
      .nth(3)
      .click({ position: { x: 90, y: 10 } });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('tab', { name: 'Hộp thư, thiết bị' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('a certificate', () => {
  const address = 'anhnv.tt@backan.gov.vn';
  async function choose(name: string, file: string | Buffer): Promise<void> {
    const path = join(folder, name);
    await writeFile(path, file);
    await admin.getByRole('dialog').locator('input[type=file]').setInputFiles(path);
    await admin.getByRole('dialog').getByRole('button', { name: 'Xem trước' }).click();
  }

  it('with a private key is refused; another is looked at, entered, and shown where it belongs', async () => {
    const pem = certificatePem({ addresses: [address], commonName: 'Nguyễn Văn Anh', to: '2027-01-10' });
    await admin.goto('/admin/certificates');
    await admin.getByRole('button', { name: 'Ghi nhận chứng thư' }).click();
    await admin
      .getByRole('dialog')
      .getByLabel(/^Cán bộ/)
      .last()
      .fill('nguyen van anh');
    await admin.getByRole('option', { name: new RegExp(address) }).click();
    await choose('khoa.p12', pkcs12(pem));
    await admin
      .getByRole('dialog')
      .getByText(/PKCS#12 có khoá riêng/)
      .waitFor();
    await choose('anh.pem', pem);
    await admin.getByRole('dialog').getByText('ký số, chống chối bỏ').waitFor();
    expect(await system.query('SELECT 1 FROM certificate')).toEqual([]);
    await admin.getByRole('dialog').getByRole('button', { name: 'Ghi nhận', exact: true }).click();
    await admin.getByText('Đã ghi nhận chứng thư').waitFor();
    await admin.getByText(address).first().waitFor();
    expect(await system.query(`SELECT 1 FROM audit WHERE act = 'certificate.add'`)).toHaveLength(1);
  });

  it('that was read before somebody changed it is settled only after it is read again', async () => {
    await admin.goto('/admin/certificates?expiring=3650');
    await admin.getByRole('link', { name: 'Nguyễn Văn Anh' }).first().click();
    await heading('Nguyễn Văn Anh').waitFor();
    const begin = async (act: string) => {
      await admin.getByRole('button', { name: 'Ghi nhận', exact: true }).click();
      await admin.getByRole('menuitem', { name: act }).click();
      await admin
        .getByRole('dialog')
        .getByLabel(/^Căn cứ/)
        .fill('CV 12/CYTT');
    };
    await begin('Ghi nhận đã thu hồi');
    await system.query("UPDATE certificate SET state = 'to-revoke', cause = 'left'");
    await admin.getByRole('dialog').getByRole('button', { name: 'Ghi nhận đã thu hồi' }).click();
    await admin.getByRole('dialog').getByText('Dữ liệu đã thay đổi kể từ khi đọc').waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Bỏ qua' }).click();
    await admin.getByText('Quản trị đề nghị nơi cấp thu hồi').waitFor();
    await admin.goto('/admin/');
    await admin.getByRole('link', { name: /1 chứng thư số cần/ }).click();
    await admin.getByRole('link', { name: 'Nguyễn Văn Anh' }).first().click();
    await begin('Ghi nhận đã thu hồi');
    await admin.getByRole('dialog').getByRole('button', { name: 'Ghi nhận đã thu hồi' }).click();
    await admin.getByText('Đã ghi nhận', { exact: true }).waitFor();
    expect(await system.query('SELECT state FROM certificate')).toEqual([{ state: 'revoked' }]);
  });
});

describe('a person', () => {
  it('has a page that tells by what the mailbox is used, who else has it, and what was done', async () => {
    await admin.goto('/admin/people?q=anhnv');
    await admin.getByRole('link', { name: 'Nguyễn Văn Anh' }).first().click();
    await admin.getByRole('tab', { name: 'Hộp thư, thiết bị' }).click();
    for (const name of ['Sử dụng gần đây', 'Ai được dùng hộp thư này', 'Được dùng hộp thư của người khác', 'Chứng thư số'])
      await admin.getByRole('heading', { name, exact: true }).waitFor();
    await admin.getByText('vì là thủ trưởng').waitFor();
    await admin.getByRole('button', { name: 'Đổi dung lượng hộp thư' }).click();
    await admin.getByRole('dialog').getByLabel('Dung lượng (GB)').fill('3');
    await admin.getByRole('dialog').getByRole('button', { name: 'Đổi dung lượng hộp thư' }).click();
    await admin.getByText(/trên 3 GB/).waitFor();
    await admin.getByRole('tab', { name: 'Nhật ký' }).click();
    await admin
      .getByText(/anhnv\.tt@backan\.gov\.vn/)
      .nth(1)
      .waitFor();
  });

  it('whose name somebody has is offered others, each with how it was made', async () => {
    await admin.goto('/admin/people/new');
    await admin.getByLabel('Họ và tên').fill('Nguyễn Văn Anh');
    await admin.getByLabel('Đơn vị').first().fill('so thong tin');
    await admin.getByRole('option', { name: 'Sở Thông tin và Truyền thông', exact: true }).click();
    await admin.getByText('anhnv.tt@backan.gov.vn đã cấp cho Nguyễn Văn Anh').waitFor();
    const offered = admin.getByRole('radiogroup', { name: /Tên còn dùng được/ }).getByRole('radio');
    expect(await offered.first().isChecked()).toBe(true);
    await offered.nth(1).check();
    expect(await admin.getByRole('textbox', { name: /Tên hộp thư/ }).inputValue()).toBe(await offered.nth(1).inputValue());
  });
});

describe('Ctrl K', () => {
  const open = async (text: string) => {
    const box = admin.getByPlaceholder(/Tìm cán bộ/);
    if (!(await box.isVisible())) await admin.keyboard.press('Control+k');
    await box.fill(text);
  };

  it('finds units and acts without marks, by the keyboard alone, and offers them again', async () => {
    await admin.goto('/admin/');
    await heading(/^Chào/).waitFor();
    await open('lap don vi');
    await admin.getByRole('button', { name: 'Lập đơn vị mới' }).waitFor();
    await admin.keyboard.press('ArrowDown');
    await admin.keyboard.press('Enter');
    await heading('Sắp xếp đơn vị').waitFor();
    await admin.getByPlaceholder(/Tìm cán bộ/).waitFor({ state: 'hidden' });
    await open('phong cong nghe');
    await admin
      .getByRole('button', { name: /Phòng Công nghệ thông tin/ })
      .first()
      .waitFor();
    await open('khong co ai nhu vay');
    await admin.getByText('Không tìm thấy gì: khong co ai nhu vay').waitFor();
    await admin.keyboard.press('Escape');
    await admin.getByPlaceholder(/Tìm cán bộ/).waitFor({ state: 'hidden' });
    await admin.keyboard.press('Control+k');
    await admin.getByRole('button', { name: 'Lập đơn vị mới' }).nth(1).waitFor(); // lately, and among acts
    await admin.keyboard.press('Escape');
  });

  it('says so where the server cannot be asked, and looks again', async () => {
    await admin.goto('/admin/');
    await heading(/^Chào/).waitFor();
    await admin.route('**/api/v1/people*', (route) => route.fulfill({ status: 503, json: { detail: 'hỏng' } }));
    await open('zzz');
    await admin.getByRole('button', { name: /Thử lại/ }).waitFor({ timeout: 20_000 });
    await admin.unroute('**/api/v1/people*');
    await admin.keyboard.press('Escape');
  });
});

it('can be used by who does not see, in both themes', async () => {
  const [certificate] = await system.query<{ id: string }>('SELECT id FROM certificate');
  for (const scheme of ['light', 'dark'] as const) {
    await admin.emulateMedia({ colorScheme: scheme });
    for (const [path, ready] of [
      ['units', 'Sở Nội vụ'],
      ['certificates', 'Nguyễn Văn Anh'],
      [`certificates/${certificate!.id}`, 'Diễn biến'],
      ['units/3?tab=mailbox', 'Sử dụng gần đây'],
    ] as const) {
      await admin.goto(`/admin/${path}`);
      await admin.getByText(ready).first().waitFor();
      await admin.waitForTimeout(300);
      expect(await accessibilityFaults(admin), `${path}, ${scheme}`).toEqual([]);
    }
  }
  // The server that could not be asked was ours to feign.
  expect(complaints.filter((one) => !/status of 503/.test(one))).toEqual([]);
});
