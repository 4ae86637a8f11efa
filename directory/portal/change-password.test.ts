import type { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHttpApp, type HttpEnv } from '#io/http/http-app.ts';
import { refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import { readAssets } from './assets.ts';
import { type ChangePasswordDeps, changePasswordRoutes } from './change-password-routes.ts';

const log = { warn: () => undefined, error: () => undefined };
const overTls: Peer = { address: '203.0.113.9', port: 50_000, secure: true, loopback: false };
const inTheClear: Peer = { ...overTls, secure: false };

let asked: Parameters<ChangePasswordDeps['changePassword']>[0][] = [];
let answer: Result<void> = ok();
let app: Hono<HttpEnv>;
beforeEach(() => {
  asked = [];
  answer = ok();
  const changePassword: ChangePasswordDeps['changePassword'] = async (input) => {
    asked.push(input);
    return answer;
  };
  const deps = { provinceName: 'Tỉnh Bắc Kạn', hostname: 'thu.backan.gov.vn', ports: { https: 10_443 }, changePassword };
  app = createHttpApp({ log, routes: [changePasswordRoutes(deps, readAssets())] });
});

const filledIn = { username: ' anhnv.tt@backan.gov.vn', password: 'cũ & cũ', chosen: 'mới < mới', again: 'mới < mới' };
const url = 'https://thu.backan.gov.vn/doi-mat-khau';
const send = (form: Record<string, string>, headers: Record<string, string> = {}, peer = overTls) =>
  app.request(url, { method: 'POST', body: new URLSearchParams(form), headers: { host: 'thu.backan.gov.vn', ...headers } }, { peer });

describe('the form is refused', () => {
  it('in the clear from elsewhere than this machine; to ask for it leads to HTTPS', async () => {
    expect((await send(filledIn, {}, inTheClear)).status).toBe(403);
    const asking = await app.request('http://thu.backan.gov.vn/doi-mat-khau?lang=en', {}, { peer: inTheClear });
    expect([asking.status, asking.headers.get('location')]).toEqual([302, 'https://thu.backan.gov.vn:10443/doi-mat-khau?lang=en']);
    expect(asked).toEqual([]);
    expect((await send(filledIn, {}, { ...inTheClear, loopback: true })).status).toBe(200);
  });

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'https://thu.backan.gov.vn' },
    { origin: 'https://xau.example' },
    { origin: 'https://thu.backan.gov.vn.xau.example' },
    { origin: 'https://thu.backan.gov.vn:8443' },
    { origin: 'null' },
  ])('when another site had the browser send it: %o', async (headers) => {
    expect((await send(filledIn, headers)).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('when it is larger than any form of ours, or no form', async () => {
    expect((await send({ ...filledIn, chosen: 'x'.repeat(20_000) })).status).toBe(413);
    const json = await app.request(
      url,
      { method: 'POST', body: '{"username":"a"}', headers: { 'content-type': 'application/json' } },
      { peer: overTls },
    );
    expect(json.status).toBe(200);
    expect(asked).toEqual([{ language: 'vi', username: '', password: '', chosen: '', again: '', peer: overTls }]);
  });

  it('when the new password was not the same twice; nobody is asked for the old one then', async () => {
    const reply = await send({ ...filledIn, again: 'mới' });
    expect(reply.status).toBe(400);
    expect(await reply.text()).toMatch(/<p class="problem" role="alert">Hai lần nhập/);
    expect(asked).toEqual([]);
  });
});

describe('what is said of a refusal', () => {
  it.each([
    [refusal('unauthenticated', 'Invalid credentials'), 403, 'Địa chỉ hoặc mật khẩu hiện tại không đúng.'],
    [refusal('throttled', 'Too many'), 429, 'Thử sai quá nhiều lần.'],
    [refusalInBoth('invalid', { vi: 'Quá ngắn <b>', en: 'Too short' }), 400, 'Quá ngắn &lt;b&gt;'],
    [refusalInBoth('forbidden', { vi: 'Xác thực hai lớp', en: 'A second factor' }), 403, 'Xác thực hai lớp'],
    [refusal('unavailable', 'No'), 503, 'Hiện chưa đổi được'],
  ])('%o', async (why, status, said) => {
    answer = refused(why);
    const reply = await send(filledIn);
    expect(reply.status).toBe(status);
    const text = await reply.text();
    expect(text).toContain(said);
    expect(text).toContain('value="anhnv.tt@backan.gov.vn"');
    for (const secret of ['cũ', 'mới']) expect(text).not.toContain(`${secret} `);
    expect(reply.headers.get('www-authenticate')).toBeNull();
  });

  it('in English where that was chosen', async () => {
    answer = refused(refusalInBoth('invalid', { vi: 'Quá ngắn', en: 'Too short' }));
    expect(await (await send({ ...filledIn, lang: 'en' })).text()).toContain('Too short');
  });
});

it('a change is asked for with what was typed and from where, and the page keeps nothing', async () => {
  const reply = await send(filledIn, { 'sec-fetch-site': 'same-origin', origin: 'null' });
  expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(asked).toEqual([
    expect.objectContaining({ username: 'anhnv.tt@backan.gov.vn', password: 'cũ & cũ', chosen: 'mới < mới', peer: overTls }),
  ]);
  expect(await reply.text()).toContain('Đã đổi mật khẩu');
});

it('browsers and managers of passwords know the fields, and where the form goes the referrer does', async () => {
  const text = await (await app.request(url, {}, { peer: overTls })).text();
  for (const kind of ['username', 'current-password', 'new-password']) expect(text).toContain(`autocomplete="${kind}"`);
  expect(text).toMatch(/<form class="card form" action="\/doi-mat-khau" method="post">/);
  expect(text).toContain('<meta name="referrer" content="same-origin">');
});
