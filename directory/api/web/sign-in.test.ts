import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountedDeps } from '#directory/access/testing/sign-in-deps.ts';
import { type ApiHouse, openApiHouse } from '../api-house.fixture.ts';
import { Browser } from './browser.fixture.ts';

let api: ApiHouse;
const password = 'mưa phùn tháng giêng 7';
let person: { address: string; accountId: number; personId?: number };

beforeAll(async () => {
  api = await openApiHouse();
  const made = await api.house.someone('Nguyễn Thử An', 'Sở Nội vụ');
  await api.givePassword(made.accountId, password);
  person = made;
});
afterAll(() => api?.[Symbol.asyncDispose]());

describe('signing in on the web', () => {
  it('refuses unknown, wrong, locked and a unit’s address alike, after the same work', async () => {
    const locked = await api.house.someone('Trần Thử Khoá', 'Sở Nội vụ');
    await api.givePassword(locked.accountId, password);
    await api.directory.set(locked.accountId, 'locked');
    const [unit] = await api.house.rows<{ address: string }>(`SELECT local_part || '@tinh.gov.vn' AS address FROM address
      WHERE account_id = ${api.house.mailboxes.nv} AND kind = 'primary'`);
    const claims = [
      { address: person.address, password: 'không phải' },
      { address: `x${person.address}`, password },
      { address: locked.address, password },
      { address: unit!.address, password },
      { address: 'không là địa chỉ', password },
    ];
    const { counted } = api.web.signIn as unknown as CountedDeps;
    const said: unknown[] = [];
    for (const claim of claims) {
      const before = counted.verifications;
      const answer = await new Browser(api).post('/session', claim);
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'x-request-id'));
      said.push([answer.status, headers, { ...((await answer.json()) as object), instance: '' }, counted.verifications - before]);
    }
    for (const one of said) expect(one).toEqual(said[0]);
    expect(said[0]).toMatchObject([401, {}, { detail: 'Địa chỉ hoặc mật khẩu không đúng' }, 1]);
  });

  it('opens a session that says who it is, until it is signed out', async () => {
    const browser = new Browser(api);
    expect((await browser.get('/session')).status).toBe(401);
    const answer = await browser.post('/session', { address: person.address, password });
    expect([answer.status, await answer.json()]).toEqual([200, { state: 'signed-in' }]);
    const who = await browser.get('/session');
    expect(await who.json()).toMatchObject({
      address: person.address,
      mustChangePassword: false,
      roles: [],
      acts: expect.arrayContaining(['directory.read']),
    });
    const kept = browser.copy();
    expect((await browser.delete('/session')).status).toBe(204);
    expect((await browser.get('/session')).status).toBe(401);
    expect((await kept.get('/session')).status).toBe(401);
  });
});
