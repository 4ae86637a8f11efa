import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp } from '#io/http/http-app.ts';
import type { Peer } from '#kernel/session.ts';
import { webApp } from './web-app.ts';
import { readWebFiles } from './web-files.ts';

const script = 'console.log("chào");\n'.repeat(50);
const own = { hosts: ['mail.tinh.gov.vn', '127.0.0.1', '::1'], httpsPort: 10_443 } as const;
const overTls: Peer = { address: '203.0.113.9', port: 50_000, secure: true, loopback: false };
let folder: string;
let app: ReturnType<typeof createHttpApp>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-app-'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  const put = (name: string, content: string | Buffer) => writeFile(join(folder, 'dist', name), content);
  await put('index.html', '<meta name="csp-nonce" content="%CSP_NONCE%"><script type="module" src="/admin/assets/main-1f.js"></script>');
  await put('assets/main-1f.js', script);
  await put('assets/main-1f.js.gz', gzipSync(script));
  await put('assets/main-1f.js.br', 'as brotli would have it');
  await put('assets/plain-2e.css', 'body{}');
  await put('logo.svg', '<svg/>');
  await put('.env', 'secret');
  await put('program.php', 'of no kind that is served');
  await writeFile(join(folder, 'outside.js'), 'outside');
  await symlink(join(folder, 'outside.js'), join(folder, 'dist/assets/link.js'));
  await symlink(folder, join(folder, 'dist/assets/up'));
  app = createHttpApp({ log: { warn() {}, error() {} }, routes: [webApp({ files: await readWebFiles(join(folder, 'dist')), own })] });
});
afterAll(() => rm(folder, { recursive: true }));

const ask = (path: string, headers: Record<string, string> = {}, init: { method?: string; peer?: Peer } = {}) =>
  Promise.resolve(
    app.request(`https://mail.tinh.gov.vn${path}`, { headers, method: init.method ?? 'GET' }, { peer: init.peer ?? overTls }),
  );

describe('nobody gets out of the folder', () => {
  it.each([
    '/admin/..%2foutside.js',
    '/admin/%2e%2e%2foutside.js',
    '/admin/assets/..%2f..%2foutside.js',
    '/admin/..%5coutside.js',
    '/admin/%2e%2e/outside.js',
    '/admin/assets/%00main-1f.js',
    '/admin/assets/main-1f.js%00.html',
    '/admin/.env',
    '/admin/%2eenv',
    '/admin/assets/link.js',
    '/admin/assets/up/outside.js',
    '/admin/%',
    '/admin/%c0%ae%c0%ae/outside.js',
  ])('by %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toMatch(/^(outside|secret)$/);
  });

  it('nor gets a file of a kind that is not served, but the page', async () => {
    expect(await (await ask('/admin/program.php')).text()).toContain('csp-nonce');
  });

  it('nor a folder that is too large into memory', async () => {
    const large = join(folder, 'large');
    await mkdir(large);
    await writeFile(join(large, 'index.html'), Buffer.alloc(33 * 1024 * 1024));
    await expect(readWebFiles(large)).rejects.toThrow('no build of the web application');
  });
});

describe('the page', () => {
  it('is answered for every path that is no file, with a nonce of its own', async () => {
    const nonces = new Set<string>();
    for (const path of ['/admin/', '/admin/index.html', '/admin/people/12?tab=posts', '/admin/don-vi/S%E1%BB%9F%20Y%20t%E1%BA%BF']) {
      const answer = await ask(path);
      expect(answer.status, path).toBe(200);
      const [, nonce = ''] = /content="([^"]{24})"/.exec(await answer.text()) ?? [];
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      );
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(4);
  });

  it('is no answer for a script of an older build', async () => {
    expect((await ask('/admin/assets/main-0a.js')).status).toBe(404);
  });

  it('says that it was not built where it was not', async () => {
    expect(await readWebFiles(join(folder, 'nowhere'))).toBeNull();
    const unbuilt = createHttpApp({ log: { warn() {}, error() {} }, routes: [webApp({ files: null, own })] });
    const answer = await unbuilt.request('https://mail.tinh.gov.vn/admin/', {}, { peer: overTls });
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('npm run build')]);
  });
});

describe('a file', () => {
  it('comes in the smallest form that is accepted', async () => {
    const forms = [
      ['br, gzip', 'br'],
      ['gzip, br;q=0', 'gzip'],
      ['GZIP', 'gzip'],
      ['*', 'br'],
      ['identity', null],
      ['br;q=x', null],
      ['', null],
    ] as const;
    const tags = new Set<string | null>();
    for (const [accepted, expected] of forms) {
      const answer = await ask('/admin/assets/main-1f.js', { 'accept-encoding': accepted });
      expect(answer.headers.get('content-encoding'), accepted).toBe(expected);
      expect(answer.headers.get('vary')).toContain('Accept-Encoding');
      tags.add(answer.headers.get('etag'));
      const body = Buffer.from(await answer.arrayBuffer());
      expect(answer.headers.get('content-length')).toBe(String(body.length));
      if (expected === 'gzip') expect(gunzipSync(body).toString()).toBe(script);
      if (expected === null) expect(body.toString()).toBe(script);
    }
    expect(tags.size).toBe(3);
    expect((await ask('/admin/assets/plain-2e.css', { 'accept-encoding': 'br' })).headers.get('content-encoding')).toBeNull();
  });

  it('is kept for good where its name has a hash, else asked for again', async () => {
    const hashed = await ask('/admin/assets/main-1f.js');
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(hashed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await ask('/admin/logo.svg')).headers.get('cache-control')).toBe('no-cache');
    const tag = hashed.headers.get('etag')!;
    for (const known of [tag, `W/${tag}`, `"x", ${tag}`])
      expect((await ask('/admin/assets/main-1f.js', { 'if-none-match': known })).status).toBe(304);
    expect((await ask('/admin/assets/main-1f.js', { 'if-none-match': '"x"' })).status).toBe(200);
  });

  it('is told of by HEAD, and takes no POST', async () => {
    const head = await ask('/admin/assets/main-1f.js', {}, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(script.length + 50), '']);
    expect((await ask('/admin/', {}, { method: 'POST' })).status).toBe(405);
  });
});

describe('in the clear', () => {
  const inTheClear = { peer: { ...overTls, secure: false, loopback: true } };

  it.each([
    ['127.0.0.1:10080', 'https://127.0.0.1:10443/admin/people?q=an'],
    ['[::1]:10080', 'https://[::1]:10443/admin/people?q=an'],
    ['MAIL.tinh.gov.vn', 'https://mail.tinh.gov.vn:10443/admin/people?q=an'],
    ['evil.example', 'https://mail.tinh.gov.vn:10443/admin/people?q=an'],
    ['127.0.0.1@evil.example', 'https://mail.tinh.gov.vn:10443/admin/people?q=an'],
    ['127.0.0.1.evil.example', 'https://mail.tinh.gov.vn:10443/admin/people?q=an'],
    ['', 'https://mail.tinh.gov.vn:10443/admin/people?q=an'],
  ])('sends who asked %s to us, over TLS', async (host, location) => {
    const answer = await ask('/admin/people?q=an', { host }, inTheClear);
    expect([answer.status, answer.headers.get('location')]).toEqual([308, location]);
  });

  it('sends nobody elsewhere by a path', async () => {
    for (const path of ['/admin//evil.example/', '/admin/%2f%2fevil.example', '/admin/\\evil.example'])
      expect((await ask(path, { host: 'evil.example' }, inTheClear)).headers.get('location')).toMatch(
        /^https:\/\/mail\.tinh\.gov\.vn:10443\/admin\//,
      );
    expect((await ask('/admin')).headers.get('location')).toBe('/admin/');
  });
});
