import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCertificate } from '#directory/certificates/add-certificate.ts';
import { certificatePem } from '#directory/certificates/certificate.fixture.ts';
import { attemptInTransaction } from '#io/database.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { certificateSchema } from './certificate-schemas.ts';
import { pageOf } from './schemas.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let operator: Somebody;
let auditor: Somebody;
let staff: Somebody;
const ids: number[] = [];
beforeAll(async () => {
  api = await openApiHouse();
  operator = await api.somebody('Hà Văn Sơn', 'operator');
  auditor = await api.somebody('Lê Thị Soát', 'auditor');
  staff = await api.somebody('Nguyễn Văn Anh');
  for (const owner of [staff, staff, operator]) ids.push(await enter(owner));
});
afterAll(() => api?.[Symbol.asyncDispose]());

async function enter({ accountId: id, address }: Somebody): Promise<number> {
  const file = Buffer.from(certificatePem({ addresses: [address], to: '2027-01-10' }));
  const input = {
    account: { id, address },
    file,
    post: null,
    actorAccountId: null,
    reason: null,
    now: new Date(0),
  };
  const added = await attemptInTransaction(api.database, (tx) => addCertificate(tx, input));
  if (!added.ok) throw new Error(added.refusal.message);
  return added.value.id;
}
const list = async (query: string, { token }: { token: string } = operator) => {
  const reply = await api.ask(`/certificates${query}`, { token });
  return { status: reply.status, page: reply.ok ? pageOf(certificateSchema).parse(await reply.json()) : { items: [], next: null } };
};
const settle = async (id: number, body: object, { token }: { token: string } = operator, key: string = randomUUID()) => {
  const reply = await api.ask(`/certificates/${id}/settle`, { token, body, headers: { 'idempotency-key': key } });
  return { status: reply.status, body: (await reply.json()) as object };
};
const revoked = { as: 'revoked', reason: 'CV 3/CYTT' };

describe('certificates are refused', () => {
  it('to who sees no others: the whole register, and those of another account', async () => {
    expect((await list('', staff)).status).toBe(403);
    expect((await list(`?account=${operator.accountId}`, staff)).status).toBe(403);
    expect((await api.ask('/certificates')).status).toBe(401);
  });

  it('to be settled by anybody but the operator, without a reason, of a number that is none, or where it makes no sense', async () => {
    for (const one of [staff, auditor]) expect((await settle(ids[0]!, revoked, one)).status).toBe(403);
    expect((await settle(999_999, revoked, staff)).status).toBe(403);
    expect((await settle(999_999, revoked)).status).toBe(404);
    expect((await settle(ids[0]!, { as: 'revoked' })).status).toBe(400);
    expect((await settle(ids[0]!, { ...revoked, as: 'valid' })).status).toBe(400);
    expect((await settle(ids[0]!, { ...revoked, as: 'handed-over' })).status).toBe(409);
    expect((await list('?state=burnt')).status).toBe(400);
  });
});

it('are listed by account, state and end, a page at a time, without the octets', async () => {
  const own = await list(`?account=${staff.accountId}`, staff);
  expect(own.page.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(own.page.items[0]).toMatchObject({
    address: staff.address,
    addresses: [staff.address],
    keyUsage: ['digitalSignature', 'nonRepudiation'],
  });
  const first = await list('?limit=2', auditor);
  const second = await list(`?limit=2&cursor=${encodeURIComponent(first.page.next ?? '')}`, auditor);
  expect([...first.page.items, ...second.page.items].map(({ id }) => id)).toEqual(ids);
  expect(second.page.next).toBeNull();
  expect((await list('?expiring=1')).page.items).toEqual([]);
  expect((await list('?expiring=3653')).page.items).toHaveLength(3);
});

it('are settled once for a key, in the name of who did it', async () => {
  const key = randomUUID();
  expect(await settle(ids[0]!, revoked, operator, key)).toMatchObject({ status: 200, body: { id: ids[0], state: 'revoked' } });
  expect((await settle(ids[0]!, revoked, operator, key)).status).toBe(200);
  expect((await settle(ids[0]!, revoked)).status).toBe(409);
  expect((await list('?state=revoked')).page.items).toMatchObject([{ id: ids[0], reason: revoked.reason, cause: null }]);
  const entries = await api.house.rows(`SELECT actor_address, via, before, after FROM audit WHERE act = 'certificate.settle'`);
  expect(entries).toEqual([{ actor_address: operator.address, via: 'http', before: { state: 'valid' }, after: { state: 'revoked' } }]);
});
