import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse } from '../api-house.fixture.ts';
import { Browser } from './browser.fixture.ts';

let api: ApiHouse;
let browser: Browser;
let token: string;
let other: { readonly accountId: number; readonly address: string; readonly id: number };
const password = 'mưa phùn tháng giêng 7';

beforeAll(async () => {
  api = await openApiHouse();
  const operator = await api.somebody('Nguyễn Văn Điều', 'operator');
  token = operator.token;
  await api.givePassword(operator.accountId, password);
  other = await api.house.someone('Trần Thị Sinh', 'Sở Tài chính');
  browser = new Browser(api);
  await browser.post('/session', { address: operator.address, password });
});
afterAll(() => api?.[Symbol.asyncDispose]());

let keys = 0;
const key = () => ({ 'idempotency-key': `k${keys++}` });
const proved = (ago: string) => api.asOwner(`UPDATE web_session SET proved_at = now() - interval '${ago}'`);
const typeOf = async (answer: Response) => ((await answer.json()) as { type?: string }).type ?? 'done';

const dangerous: readonly (readonly [name: string, path: () => string, body: () => object])[] = [
  ['resetting a password', () => `/accounts/${other.accountId}/reset-password`, () => ({ mustChange: true })],
  ['giving a role', () => '/roles', () => ({ accountId: other.accountId, role: 'auditor' })],
  ['legal hold', () => `/people/${other.id}/hold`, () => ({ reason: 'điều tra' })],
];

describe('in a browser a proof of the last ten minutes is asked for', () => {
  it.each(dangerous)('before %s, and suffices', async (_, path, body) => {
    await proved('10 minutes');
    expect(await typeOf(await browser.post(path(), body(), key()))).toBe('urn:congthu:problem:step-up-needed');
    await proved('9 minutes');
    expect(await typeOf(await browser.post(path(), body(), key()))).toBe('done');
  });

  it('before a plan opens a mailbox to somebody, though it was previewed', async () => {
    const [away, reader] = [await api.house.someone('Phạm Thị Vắng', 'Sở Y tế'), await api.house.someone('Lê Văn Xem', 'Sở Nội vụ')];
    await api.house.done({ do: 'suspend', person: away.address, reason: 'đi học' });
    const request = { do: 'lend', person: away.address, to: reader.address, until: '2027-12-31' };
    await proved('11 minutes');
    expect((await browser.post('/people/plans', { request, dryRun: true }, key())).status).toBe(200);
    expect(await typeOf(await browser.post('/people/plans', { request }, key()))).toBe('urn:congthu:problem:step-up-needed');
    await proved('1 minute');
    expect((await browser.post('/people/plans', { request }, key())).status).toBe(201);
  });

  it('and not before what does no such harm', async () => {
    await proved('11 minutes');
    expect((await browser.post(`/accounts/${other.accountId}/lock`, {}, key())).status).toBe(200);
    expect((await browser.post(`/accounts/${other.accountId}/unlock`, {}, key())).status).toBe(200);
  });
});

it('a program with a token is not asked: it has nobody who could answer', async () => {
  const answer = await api.ask(`/accounts/${other.accountId}/reset-password`, { token, headers: key(), body: { mustChange: true } });
  expect(answer.status).toBe(200);
});
