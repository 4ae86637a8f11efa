import { describe, expect, it } from 'vitest';
import { createHttpApp } from '#io/http/http-app.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import { readAssets } from './assets.ts';
import { type PhoneDeps, phoneRoutes } from './phone-routes.ts';

const id = 'abcdefghijklmnopqrstuv';
const overTls: Peer = { address: '203.0.113.9', port: 50_000, secure: true, loopback: false };
const own = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
const logged: unknown[] = [];
const log = { warn: (fields: object) => void logged.push(fields), error: (fields: object) => void logged.push(fields) };

const fetched: string[] = [];
const fetchProfile: PhoneDeps['phones']['fetchProfile'] = async ({ id: asked, code }) => {
  fetched.push(asked);
  if (asked !== id) return refused(refusal('not-found', 'over'));
  return code === '123456' ? ok(Buffer.from('<plist/>')) : refused(refusal('unauthenticated', 'wrong'));
};
const phones = { isWaiting: async (asked: string) => asked === id, fetchProfile };
const routes = phoneRoutes({ provinceName: 'Tỉnh thử', readCa: async () => null, phones }, readAssets());
const app = createHttpApp({ log, routes: [routes] });
const ask = (path: string, init: RequestInit = {}, peer = overTls) => Promise.resolve(app.request(path, init, { peer }));
const post = (code: string, headers: Record<string, string> = own, path = `/dien-thoai/${id}`) =>
  ask(path, { method: 'POST', headers, body: new URLSearchParams({ code, lang: 'vi' }).toString() });

describe('the page of a phone', () => {
  it('is not given in the clear, nor is a code taken there', async () => {
    const inTheClear = { ...overTls, secure: false };
    expect((await ask(`/dien-thoai/${id}`, {}, inTheClear)).status).toBe(403);
    const sent = { method: 'POST', headers: own, body: 'code=123456' };
    expect((await ask(`/dien-thoai/${id}`, sent, inTheClear)).status).toBe(403);
  });

  it('takes no code from a page of another site, which could use up the tries', async () => {
    const before = fetched.length;
    expect((await post('123456', { ...own, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(fetched).toHaveLength(before);
  });

  it.each(['x', `${id}x`, '%00', "'%20OR%201=1", '..%2f..%2fetc', '<script>alert(1)<%2fscript>aa'])(
    'of %s is over, and asks nobody',
    async (asked) => {
      const before = fetched.length;
      const answer = await ask(`/dien-thoai/${asked}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('<script>');
      expect((await post('123456', own, `/dien-thoai/${asked}`)).status).toBe(404);
      expect(fetched).toHaveLength(before);
    },
  );

  it('says that a code is wrong, and gives nothing', async () => {
    const answer = await post('654321');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=UTF-8']);
    expect(await answer.text()).toContain('Mã 6 số không đúng');
  });

  it('opened by whatever looks at links spends nothing', async () => {
    const before = fetched.length;
    expect((await ask(`/dien-thoai/${id}`, { method: 'HEAD' })).status).toBe(200);
    expect((await ask(`/dien-thoai/${id}`)).status).toBe(200);
    expect(fetched).toHaveLength(before);
  });

  it('gives the profile for the code, to be kept by nobody on the way', async () => {
    const answer = await post('123456');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-apple-aspen-config');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toBe('<plist/>');
    expect(JSON.stringify(logged)).not.toContain('123456');
  });
});
