import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  it('refuses unknown, wrong and locked alike', async () => {
    const browser = new Browser(api);
    const wrong = await browser.post('/session', { address: person.address, password: 'không phải' });
    const unknown = await browser.post('/session', { address: `x${person.address}`, password });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const said = async (answer: Response) => ({ ...((await answer.json()) as object), instance: '' });
    expect(await said(wrong)).toEqual(await said(unknown));
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
