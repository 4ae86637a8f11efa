import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchKey } from '#directory/naming/fold-name.ts';
import { parseCsv } from '#directory/org/csv.ts';
import { readProvinceFile } from '#directory/org/province-file.ts';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { listUnits } from '#directory/org/unit-list-sql.ts';
import { listPublished, publishedBook } from '#directory/people/address-book.ts';
import { createProvince } from '#directory/people/create-province.ts';
import { inTransaction, tablesOf } from '#io/database.ts';
import { createHttpApp, type HttpEnv } from '#io/http/http-app.ts';
import { issueCertificate } from '#io/tls/certificate.ts';
import { makeRsaKeyPair } from '#io/tls/rsa-key-pair.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { type PortalDeps, portalApp } from './portal-app.ts';

const config = fileURLToPath(new URL('../../config', import.meta.url));
const log = { warn: () => undefined, error: () => undefined };
const local: Peer = { address: '127.0.0.1', port: 50_000, secure: false, loopback: true };
const outside: Peer = { address: '203.0.113.9', port: 50_000, secure: false, loopback: false };

let test: TestDatabase;
let portal: Hono<HttpEnv>;

beforeAll(async () => {
  test = await createTestDatabase();
  const read = await readProvinceFile({ file: `${config}/provinces/bac-kan/province.yaml`, namingFolder: `${config}/naming` });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const input = { province: read.value, withPeople: true, quotaOctets: { personal: 1, unit: 1 } };
  const createMailboxes = () => Promise.resolve();
  const created = await inTransaction(test.database, (tx) => createProvince({ tx, createMailboxes }, input));
  if (!created.ok) throw new Error(JSON.stringify(created.refusal));
  portal = portalOver({});
});
afterAll(() => test[Symbol.asyncDispose]());

function portalOver(deps: Partial<PortalDeps>): Hono<HttpEnv> {
  const routes = portalApp({
    listUnits: () => listUnits(test.database),
    log,
    hostname: 'mail.backan.gov.vn',
    ports: { imap: 143, imaps: 993, submission: 587, submissions: 465, smtp: 25, lmtp: 24, http: 80, https: 443 },
    provinceName: 'Tỉnh Bắc Kạn',
    people: 'none',
    listPeople: (policy) => listPublished(test.database, policy),
    addressBook: (policy, version) => publishedBook(test.database, policy, version),
    readCa: async () => null,
    changePassword: async () => ok(),
    phones: { isWaiting: async () => false, fetchProfile: async () => refused(refusal('not-found', 'over')) },
    isReady: { database: async () => true, bodyStore: async () => true },
    metrics: async () => [{ name: 'congthu_queue_waiting', help: 'Waiting.', type: 'gauge', samples: [{ value: 2 }] }],
    allowMetrics: (peer) => peer.loopback,
    ...deps,
  });
  return createHttpApp({ log, routes: [routes] });
}

const get = (path: string, headers: Record<string, string> = {}, peer = outside) => portal.request(path, { headers }, { peer });
const page = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();

describe('what the portal refuses', () => {
  it.each(['/danh-ba', '/assets/', '/assets/nothing.css', '/assets/..%2fREADME.md', '/api/v1/people', '/ca.pem'])(
    'has nothing at %s',
    async (path) => {
      const reply = await get(path);
      expect(reply.status).toBe(404);
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
      expect(await reply.json()).toMatchObject({ status: 404, title: 'Not Found' });
    },
  );

  it.each(['/', '/danh-ba.csv', '/readyz', '/assets/portal.css'])('takes no POST at %s', async (path) => {
    const reply = await portal.request(path, { method: 'POST' }, { peer: outside });
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('GET, HEAD');
  });

  it('refuses a search that is too long', async () => {
    const reply = await get(`/?q=${'x'.repeat(101)}`);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ detail: 'Một lần tìm nhiều nhất 100 ký tự / A search has at most 100 characters' });
  });

  it('shows a search as text, whatever it holds', async () => {
    const text = await page(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).not.toContain('<script');
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(text).toContain('<title>&quot;&gt;&lt;script&gt;');
    expect(text).toContain('href="/?lang=en&amp;q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E"');
  });

  it.each(['%00', '%ED%A0%80', '%', '%F0%9F', 'a%0d%0aset-cookie:x'])('answers a page to the search %s', async (query) => {
    const reply = await get(`/?q=${query}`);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('set-cookie')).toBeNull();
  });

  it('keeps metrics from outside', async () => {
    const reply = await get('/metrics');
    expect(reply.status).toBe(403);
    expect(await reply.text()).not.toContain('congthu_');
  });
});

describe('the start page', () => {
  it('says where a mail client connects', async () => {
    const text = await page('/');
    expect(text).toContain('<html lang="vi">');
    expect(text).toContain('Tỉnh Bắc Kạn');
    for (const value of ['mail.backan.gov.vn', '993', '143', '465', '587', 'Shared']) expect(text).toContain(`<code>${value}</code>`);
  });

  it('speaks English when asked, and keeps the search over the switch', async () => {
    expect(await page('/', { 'accept-language': 'en' })).toContain('<html lang="vi">');
    const text = await page('/?lang=en&q=ba+be');
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('href="/?lang=vi&amp;q=ba%20be"');
  });

  it('runs no script and carries no inline style', async () => {
    const text = await page('/');
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:/i);
  });

  it('lists every unit with its address, and no person', async () => {
    const text = await page('/');
    expect(text.match(/class="name"/g)).toHaveLength(162);
    expect(text.match(/href="mailto:/g)).toHaveLength(162);
    expect(text).toContain('phongcn.tt@backan.gov.vn');
    expect(text).not.toContain('anhnv.tt');
    expect(text).not.toContain('Nguyễn Văn Anh');
  });

  it('finds units without marks', async () => {
    const text = await page('/?q=so+thong+tin');
    expect(text).toContain('Sở Thông tin và Truyền thông');
    expect(text.match(/class="name"/g)).toHaveLength(1);
  });

  it('says with what a unit of several is found', async () => {
    expect(await page('/?q=xa+duong+quang')).toMatch(/Xã Dương Quang <span class="path">Thị xã Bắc Kạn<\/span>/);
    expect(await page('/?q=khong+co')).toContain('Không có cơ quan, đơn vị nào phù hợp');
  });

  it('gives the local CA with its fingerprint, where there is one', async () => {
    const { privateKey, publicKey } = await makeRsaKeyPair(2048);
    const request = { subject: { commonName: 'Local CA' }, publicKey, extensions: [], now: new Date(), days: 1 };
    const pem = await issueCertificate(request, { privateKey });
    const withCa = portalOver({ readCa: async () => pem });
    const text = await (await withCa.request('/')).text();
    expect(text).toMatch(/<code>([0-9A-F]{4} ){15}[0-9A-F]{4}<\/code>/);
    const file = await withCa.request('/ca.pem');
    expect(file.headers.get('content-type')).toBe('application/x-pem-file');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="ca.pem"');
    expect(await file.text()).toBe(pem);
    expect(await page('/')).not.toContain('/ca.pem');
  });
});

describe('the published directory', () => {
  interface Exported {
    readonly id: number;
    readonly parentId: number | null;
    readonly name: string;
  }

  it('exports JSON with all units and nothing of ours', async () => {
    const { province, units } = (await (await get('/danh-ba.json')).json()) as { province: string; units: Exported[] };
    expect(province).toBe('Tỉnh Bắc Kạn');
    expect(units).toHaveLength(162);
    const commune = units.find(({ name }) => name === 'Xã Dương Quang')!;
    const district = units.find(({ id }) => id === commune.parentId)!;
    expect(district.name).toBe('Thị xã Bắc Kạn');
    expect(commune).toEqual({
      id: commune.id,
      parentId: district.id,
      kind: 'commune',
      name: 'Xã Dương Quang',
      address: 'duongquang.tx@backan.gov.vn',
    });
  });

  it('exports CSV that reads back', async () => {
    const reply = await get('/danh-ba.csv');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="danh-ba.csv"');
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const read = parseCsv(bytes.toString('utf8'));
    if (!read.ok) throw new Error(read.refusal.message);
    expect(read.value).toHaveLength(163);
    const education = ['Sở Giáo dục và Đào tạo', 'Sở, ban, ngành', 'Ủy ban nhân dân tỉnh Bắc Kạn', 'gddt@backan.edu.vn'];
    expect(read.value.map(({ fields }) => fields)).toContainEqual(education);
  });

  it('leaves out units of the past and of the future, and shows one without a mailbox', async () => {
    await using other = await createTestDatabase();
    const tables = tablesOf<DirectoryTables>(other.database);
    const domain = await tables.insertInto('domain').values({ name: 'a.vn' }).returning('id').executeTakeFirstOrThrow();
    const unit = (name: string, validFrom: string, validTo: string | null) => ({
      name,
      kind: 'agency' as const,
      search_key: searchKey(name),
      domain_id: domain.id,
      valid_from: validFrom,
      valid_to: validTo,
    });
    const units = [unit('Sở Cũ', '2000-01-01', '2001-01-01'), unit('Sở Nay', '2000-01-01', null), unit('Sở Mới', '9000-01-01', null)];
    await tables.insertInto('unit').values(units).execute();
    const app = portalOver({ listUnits: () => listUnits(other.database) });
    const { units: listed } = (await (await app.request('/danh-ba.json')).json()) as { units: Exported[] };
    expect(listed).toEqual([{ id: expect.any(Number), parentId: null, kind: 'agency', name: 'Sở Nay', address: null }]);
    expect(await (await app.request('/')).text()).toContain('Chưa có hộp thư');
  });

  it.each(['/', '/danh-ba.json', '/danh-ba.csv', '/assets/portal.css'])('answers 304 for what has not changed at %s', async (path) => {
    const first = await get(path);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-f]+"$/);
    const again = await get(path, { 'if-none-match': tag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is sent compressed to those who can read it so', async () => {
    const reply = await get('/', { 'accept-encoding': 'gzip' });
    expect(reply.headers.get('content-encoding')).toBe('gzip');
    expect(reply.headers.get('vary')).toBe('Accept-Encoding');
  });
});

describe('assets', () => {
  it('may be kept for good under the address that the page gives, and not under another', async () => {
    const address = /href="(\/assets\/portal\.css\?v=[0-9a-f]{16})"/.exec(await page('/'))![1]!;
    const lasting = await get(address);
    expect(lasting.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(lasting.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect((await get('/assets/portal.css?v=old')).headers.get('cache-control')).toBe('no-cache');
  });
});

describe('health', () => {
  it('names the part that does not work', async () => {
    const reply = await portalOver({ isReady: { database: async () => true, bodyStore: async () => false } }).request('/readyz');
    expect(reply.status).toBe(503);
    expect(await reply.json()).toEqual({ ready: false, parts: { database: 'ok', bodyStore: 'failing' } });
  });

  it('is alive, and not ready, without its database', async () => {
    const gone = async (): Promise<boolean> => {
      throw new Error('no database');
    };
    const app = portalOver({ isReady: { database: gone, bodyStore: async () => true } });
    expect((await app.request('/livez')).status).toBe(200);
    const reply = await app.request('/readyz');
    expect(reply.status).toBe(503);
    expect(await reply.json()).toEqual({ ready: false, parts: { database: 'failing', bodyStore: 'ok' } });
  });

  it('is ready when all parts work, and lets nobody keep the answer', async () => {
    const reply = await get('/readyz');
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ ready: true, parts: { database: 'ok', bodyStore: 'ok' } });
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('gives metrics to those allowed', async () => {
    const reply = await get('/metrics', {}, local);
    expect(reply.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await reply.text()).toContain('\ncongthu_queue_waiting 2\n');
  });
});
