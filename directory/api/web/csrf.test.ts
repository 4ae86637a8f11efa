import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse, overTls } from '../api-house.fixture.ts';
import { Browser } from './browser.fixture.ts';

// What another site's page can have somebody's browser send, with the cookie: SameSite=Strict keeps it back in most of these already.
let api: ApiHouse;
let browser: Browser;
let cookie: string;
let address: string;
const password = 'mưa phùn tháng giêng 7';
const host = 'mail.tinh.gov.vn';
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  api = await openApiHouse();
  const person = await api.house.someone('Nguyễn Thử An', 'Sở Nội vụ');
  address = person.address;
  await api.givePassword(person.accountId, password);
  browser = new Browser(api);
  await browser.post('/session', { address, password });
  cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
});
afterAll(() => api?.[Symbol.asyncDispose]());
beforeEach(() => {
  api.logged.length = 0;
  api.held.length = 0;
});

const send = (headers: Record<string, string>, { method = 'POST', path = '/me/sessions/end-others', body = '{}' as string | null } = {}) =>
  api.ask(path, { method, ...(body === null ? {} : { body }), headers: { host, cookie, ...headers } });
const own = { 'sec-fetch-site': 'same-origin', 'x-congthu': '1' };

describe('a request with the cookie is refused', () => {
  const attacks: readonly (readonly [name: string, headers: Record<string, string>])[] = [
    [
      'from a form on another site',
      { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    ],
    ['from a form with enctype text/plain that looks like JSON', { ...own, 'content-type': 'text/plain' }],
    ['from a multipart form', { ...own, 'content-type': 'multipart/form-data; boundary=x' }],
    ['from another origin, with all else right', { ...json, 'x-congthu': '1', origin: 'https://evil.example' }],
    ['from a sub-domain', { ...json, 'x-congthu': '1', 'sec-fetch-site': 'same-site', origin: `https://wiki.${host}` }],
    ['from a sub-domain, by a browser that says nothing but Origin', { ...json, 'x-congthu': '1', origin: `https://wiki.${host}` }],
    ['from another port of this host', { ...json, 'x-congthu': '1', origin: `https://${host}:8443` }],
    ['from this host in the clear', { ...json, 'x-congthu': '1', origin: `http://${host}` }],
    ['from a sandboxed frame', { ...json, 'x-congthu': '1', origin: 'null' }],
    ['that was typed or bookmarked', { ...json, 'x-congthu': '1', 'sec-fetch-site': 'none' }],
    ['without Origin and Sec-Fetch-Site', { ...json, 'x-congthu': '1' }],
    [
      'whose Sec-Fetch-Site is contradicted by nothing but Origin',
      { ...json, 'x-congthu': '1', 'sec-fetch-site': 'cross-site', origin: `https://${host}` },
    ],
    ['without the header of ours', { ...json, 'sec-fetch-site': 'same-origin', origin: `https://${host}` }],
    ['with another value in it', { ...json, ...own, 'x-congthu': 'true' }],
    ['with a type that only begins like JSON', { ...own, 'content-type': 'application/json5' }],
    ['with two types', { ...own, 'content-type': 'text/plain, application/json' }],
    ['with a body of no type', { ...own, 'content-type': '' }],
  ];

  it.each(attacks)('%s', async (_, headers) => {
    const elsewhere = new Browser(api);
    await elsewhere.post('/session', { address, password });
    const answer = await send(headers);
    expect([403, 415]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect((await elsewhere.get('/session')).status).toBe(200);
    expect(api.logged).toContainEqual(expect.objectContaining({ event: 'api.from-elsewhere', peer: overTls.address }));
    expect(JSON.stringify(api.logged)).not.toContain(cookie.split('.').at(-1));
  });

  it.each(['GET', 'HEAD'])('with %s from another site too: what is shown is nobody else’s', async (method) => {
    for (const site of ['cross-site', 'same-site'])
      expect((await send({ 'sec-fetch-site': site }, { method, path: '/session', body: null })).status).toBe(403);
  });

  it('though a token that is not one comes with it', async () => {
    expect((await send({ ...json, ...own, authorization: 'Bearer x' })).status).toBe(401);
  });
});

describe('nobody is signed in to another’s account', () => {
  it.each([
    ['by a form on another site', { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' }],
    ['by a script of a sub-domain', { ...json, 'x-congthu': '1', 'sec-fetch-site': 'same-site' }],
    ['by whoever leaves Origin out', { ...json, 'x-congthu': '1' }],
  ])('%s', async (_, headers) => {
    for (const path of ['/session', '/session/second-factor']) {
      const answer = await api.ask(path, { headers: { host, ...headers }, body: JSON.stringify({ address, password }) });
      expect(answer.status).toBe(403);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(api.held).toEqual([]);
  });

  it('in the clear, where others read along', async () => {
    const answer = await api.ask('/session', {
      peer: { ...overTls, secure: false },
      headers: { host, ...own },
      body: { address, password },
    });
    expect(answer.status).toBe(403);
  });
});

describe('our own pages', () => {
  it('are believed, in new browsers and old ones', async () => {
    expect((await send({ ...json, ...own })).status).toBe(200);
    expect((await send({ ...json, 'x-congthu': '1', origin: `https://${host}` })).status).toBe(200);
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'text/csv', 'application/octet-stream'])
      expect((await send({ ...own, 'content-type': type })).status, type).toBe(200);
    expect((await send(own, { method: 'GET', path: '/session', body: null })).status).toBe(200);
    expect((await send({ 'sec-fetch-site': 'none' }, { method: 'GET', path: '/units', body: null })).status).toBe(200);
  });
});

describe('the cookie', () => {
  it('is for this host alone, over TLS alone, and for no script', async () => {
    const fresh = new Browser(api);
    const answer = await fresh.post('/session', { address, password });
    const [line = ''] = answer.headers.getSetCookie().filter((one) => one.startsWith('__Host-congthu='));
    const attributes = line
      .split('; ')
      .slice(1)
      .map((one) => one.toLowerCase())
      .sort();
    expect(attributes).toEqual(['httponly', 'path=/', 'samesite=strict', 'secure']);
  });
});
