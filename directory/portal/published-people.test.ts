import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '#directory/org/csv.ts';
import { readProvinceFile } from '#directory/org/province-file.ts';
import { listUnits } from '#directory/org/unit-list-sql.ts';
import { listPublished, type PublishedPolicy, publishedBook } from '#directory/people/address-book.ts';
import { createProvince } from '#directory/people/create-province.ts';
import { type ReadProperty, readVcards } from '#directory/people/read-vcard.fixture.ts';
import { inTransaction } from '#io/database.ts';
import { createHttpApp, type HttpEnv } from '#io/http/http-app.ts';
import type { PersonId, UnitId } from '#kernel/ids.ts';
import { ok } from '#kernel/result.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { type PortalDeps, portalApp } from './portal-app.ts';

const config = fileURLToPath(new URL('../../config', import.meta.url));
const log = { warn: () => undefined, error: () => undefined };
let test: TestDatabase;
let asked = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  const read = await readProvinceFile({ file: `${config}/provinces/bac-kan/province.yaml`, namingFolder: `${config}/naming` });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const input = { province: read.value, withPeople: true, quotaOctets: { personal: 1, unit: 1 } };
  const created = await inTransaction(test.database, (tx) => createProvince({ tx, createMailboxes: async () => undefined }, input));
  if (!created.ok) throw new Error(JSON.stringify(created.refusal));
  const { pool } = test.database;
  const person = (name: string) => `(SELECT id FROM person WHERE display_name = '${name}')`;
  // Suspended, locked out, and without a post: none of them is published.
  await pool.query(`INSERT INTO account_absence (account_id, kind, valid_from)
    SELECT id, 'suspended', '2026-01-01' FROM account WHERE person_id = ${person('Hoàng Đình Quý')}`);
  await pool.query(`UPDATE account SET state = 'locked' WHERE person_id = ${person('Phạm Quốc Khánh')}`);
  await pool.query(`UPDATE appointment SET valid_from = '2019-01-01', valid_to = '2020-01-01' WHERE person_id = ${person('Lê Minh')}`);
  await pool.query(`UPDATE appointment SET capacity = 'acting' WHERE person_id = ${person('Triệu Thị Hương')}`);
  await pool.query(`INSERT INTO address (account_id, domain_id, local_part, kind)
    SELECT account_id, domain_id, 'tencu', 'alias' FROM address WHERE local_part = 'anhnv.tt'`);
});
afterAll(() => test[Symbol.asyncDispose]());

function portalThat(people: PublishedPolicy, deps: Partial<PortalDeps> = {}): Hono<HttpEnv> {
  const routes = portalApp({
    listUnits: () => listUnits(test.database),
    people,
    listPeople(policy) {
      asked += 1;
      return listPublished(test.database, policy);
    },
    addressBook: (policy, version) => publishedBook(test.database, policy, version),
    log,
    hostname: 'mail.backan.gov.vn',
    ports: { imap: 143, imaps: 993, submission: 587, submissions: 465, smtp: 25, lmtp: 24, http: 80, https: 443 },
    provinceName: 'Tỉnh Bắc Kạn',
    readCa: async () => null,
    changePassword: async () => ok(),
    phones: { isWaiting: async () => false, fetchProfile: async () => Promise.reject(new Error('not asked')) },
    isReady: {},
    metrics: async () => [],
    allowMetrics: () => false,
    ...deps,
  });
  return createHttpApp({ log, routes: [routes] });
}

const get = async (app: Hono<HttpEnv>, path: string, headers = {}) => app.request(path, { headers });
const text = async (app: Hono<HttpEnv>, path: string) => (await get(app, path)).text();
const called = (card: readonly ReadProperty[], name: string) => card.find((one) => one.name === name)?.components[0]?.[0];
const cards = async (app: Hono<HttpEnv>) => readVcards(await text(app, '/danh-ba.vcf'));
async function lines(app: Hono<HttpEnv>): Promise<readonly (readonly string[])[]> {
  const read = parseCsv(await text(app, '/danh-ba-can-bo.csv'));
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value.map(({ fields }) => fields);
}
const unitWith = async (app: Hono<HttpEnv>, called: string) => {
  const { units } = (await (await get(app, '/danh-ba.json')).json()) as { units: { id: number; name: string }[] };
  return units.find(({ name }) => name === called)!.id;
};

describe('nobody is published', () => {
  it('where nothing else is said', async () => {
    const app = portalThat('none');
    for (const path of ['/danh-ba-can-bo.csv', `/don-vi/${await unitWith(app, 'Sở Nội vụ')}`])
      expect((await get(app, path)).status).toBe(404);
    for (const path of ['/', '/?q=noi+vu', '/danh-ba.vcf', '/danh-ba.vcf?version=3', '/danh-ba.json', '/danh-ba.csv'])
      expect(await text(app, path), path).not.toMatch(/Triệu Thị Hương|Nguyễn Văn Anh|anhnv|can-bo\.csv|don-vi/);
    expect((await cards(app)).map((card) => called(card, 'KIND'))).toEqual(Array.from({ length: 162 }, () => 'org'));
  });

  it.each(['heads', 'all'] as const)('who is away, locked out or holds no post, with %s', async (policy) => {
    const app = portalThat(policy);
    const unit = await unitWith(app, 'Sở Thông tin và Truyền thông');
    for (const path of ['/', '/danh-ba-can-bo.csv', '/danh-ba.vcf', `/don-vi/${unit}`])
      expect(await text(app, path), path).not.toMatch(/Hoàng Đình Quý|Phạm Quốc Khánh|Lê Minh/);
  });

  it('but heads, where heads are', async () => {
    const app = portalThat('heads');
    expect((await get(app, `/don-vi/${await unitWith(app, 'Sở Nội vụ')}`)).status).toBe(404);
    for (const path of ['/', '/danh-ba-can-bo.csv', '/danh-ba.vcf']) {
      expect(await text(app, path), path).toContain('Triệu Thị Hương');
      expect(await text(app, path), path).not.toContain('Đặng Thu Hà');
    }
  });

  it.each(['/don-vi/0', '/don-vi/x', '/don-vi/999999', '/don-vi/1%00', '/danh-ba.vcf/x'])('at %s', async (path) => {
    expect((await get(portalThat('all'), path)).status).toBe(404);
  });

  it('on a page that there is not', async () => {
    const app = portalThat('all');
    const unit = await unitWith(app, 'Sở Nội vụ');
    for (const page of ['0', '2', '-1', 'x', '99999999']) expect((await get(app, `/don-vi/${unit}?trang=${page}`)).status, page).toBe(404);
  });
});

it('refuses a version of vCard that there is not', async () => {
  expect((await get(portalThat('none'), '/danh-ba.vcf?version=2.1')).status).toBe(400);
});

describe('who is published', () => {
  it('is shown with name, post, unit and one address, and nothing else', async () => {
    const app = portalThat('all');
    const [columns, ...rows] = await lines(app);
    expect(columns).toEqual(['Họ và tên', 'Chức vụ', 'Đơn vị', 'Cơ quan cấp trên', 'Địa chỉ thư điện tử']);
    const unit = 'Sở Thông tin và Truyền thông';
    expect(rows).toContainEqual(['Triệu Thị Hương', 'Quyền Giám đốc', unit, 'Ủy ban nhân dân tỉnh Bắc Kạn', 'huongtt.tt@backan.gov.vn']);
    expect(rows).toContainEqual(['Nguyễn Văn Anh', 'Trưởng phòng', 'Phòng Công nghệ thông tin', unit, 'anhnv.tt@backan.gov.vn']);
    const own = (await cards(app)).find((card) => called(card, 'FN') === 'Nguyễn Văn Anh')!;
    expect(own.map(({ name }) => name)).toEqual(['VERSION', 'UID', 'KIND', 'FN', 'N', 'ORG', 'TITLE', 'EMAIL', 'CATEGORIES']);
    expect(called(own, 'EMAIL')).toBe('anhnv.tt@backan.gov.vn');
  });

  it('stands on the page of the unit, and a head beside it in the directory', async () => {
    const app = portalThat('all');
    const unit = await unitWith(app, 'Sở Giáo dục và Đào tạo');
    const page = await text(app, `/don-vi/${unit}?lang=en`);
    expect(page).toContain('Bế Thị Ngọc Ánh');
    expect(page).toContain('<html lang="en">');
    const start = await text(app, '/');
    expect(start).toContain('<span class="post">Quyền Giám đốc</span> <span class="holder">Triệu Thị Hương</span>');
    expect(start).not.toContain('Bế Thị Ngọc Ánh');
    expect(start).toContain(`<a href="/don-vi/${unit}?lang=vi">Cán bộ (1)</a>`);
  });

  it('stands on one of several pages, where a unit has many', async () => {
    const unitId = (await unitWith(portalThat('all'), 'Sở Y tế')) as UnitId;
    const people = Array.from({ length: 101 }, (_none, at) => ({
      ...{
        id: (at + 1) as PersonId,
        name: `Ma Văn ${100 + at}`,
        family: 'Ma',
        middle: 'Văn',
        given: String(100 + at),
        addresses: ['a@b.vn'],
      },
      posts: [{ unitId, title: 'Chuyên viên', kind: 'staff', capacity: 'full' } as const],
    }));
    const app = portalThat('all', { listPeople: async () => people });
    const [first, second] = [await text(app, `/don-vi/${unitId}`), await text(app, `/don-vi/${unitId}?trang=2`)];
    expect(first.match(/class="holder"/g)).toHaveLength(100);
    expect(first).toContain(`href="/don-vi/${unitId}?lang=vi&amp;trang=2" rel="next"`);
    expect(second.match(/class="holder">[^<]*/g)).toEqual(['class="holder">Ma Văn 200']);
    expect(second).not.toContain('rel="next"');
    expect((await get(app, `/don-vi/${unitId}?trang=3`)).status).toBe(404);
  });

  it('is exported as UTF-8 that Excel reads, and answered 304 while it is as it was', async () => {
    const app = portalThat('all');
    for (const path of ['/danh-ba-can-bo.csv', '/danh-ba.vcf', '/danh-ba.vcf?version=3']) {
      const reply = await get(app, path);
      const octets = Buffer.from(await reply.arrayBuffer());
      expect(octets.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))).toBe(path.endsWith('.csv'));
      expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="danh-ba/);
      expect((await get(app, path, { 'if-none-match': reply.headers.get('etag') ?? '' })).status, path).toBe(304);
    }
  });

  it('is read once for many who ask', async () => {
    const app = portalThat('all');
    asked = 0;
    await Promise.all(['/', '/', '/danh-ba-can-bo.csv', '/?q=so'].map((path) => text(app, path)));
    await text(app, '/');
    expect(asked).toBe(1);
  });
});
