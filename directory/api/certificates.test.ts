import { randomUUID, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCertificate } from '#directory/certificates/add-certificate.ts';
import { type CertificateAsked, certificatePem, privateKeyPem } from '#directory/certificates/certificate.fixture.ts';
import { certificateLimits } from '#directory/certificates/limits.ts';
import { attemptInTransaction } from '#io/database.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { certificateInFullSchema, certificateSchema } from './certificate-schemas.ts';
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
    ...{ personId: staff.id, unitId: null, settlements: ['revoked', 'reissued'] },
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

describe('a certificate sent as a file', () => {
  const add = async (body: object, { token }: { token: string } = operator) => {
    const reply = await api.ask('/certificates', { token, body, headers: { 'idempotency-key': randomUUID() } });
    return { status: reply.status, body: (await reply.json()) as { id: number | null; subject: string; detail: string } };
  };
  const file = (asked: CertificateAsked = {}) => Buffer.from(certificatePem(asked)).toString('base64');
  const count = async () => (await api.house.rows<{ n: string }>('SELECT count(*) AS n FROM certificate'))[0]!.n;

  it('is refused to who keeps no register, of an account that is none, without a file, of another’s address, and with a private key', async () => {
    const body = { accountId: staff.accountId, file: file({ addresses: [staff.address] }) };
    for (const one of [staff, auditor]) expect((await add(body, one)).status).toBe(403);
    expect((await add({ ...body, accountId: 999_999 })).status).toBe(404);
    expect((await add({ ...body, file: '' })).status).toBe(400);
    expect((await add({ ...body, file: '%%%' })).status).toBe(400);
    expect((await add({ ...body, file: 'A'.repeat(certificateLimits.fileCharactersMax + 4) })).status).toBe(400);
    expect((await add({ ...body, file: file({ addresses: ['khac@tinh.gov.vn'] }) })).body.detail).toMatch(/hãy nêu lý do/);
    const withKey = Buffer.from(certificatePem() + privateKeyPem()).toString('base64');
    expect(await add({ ...body, file: withKey })).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/khoá riêng/) } });
    expect((await add({ ...body, post: { unitId: api.house.units.yt, title: 'Giám đốc' } })).status).toBe(400);
  });

  it('is looked at first, and then entered once', async () => {
    const before = await count();
    const body = { accountId: staff.accountId, file: file({ addresses: [staff.address], commonName: 'Nguyễn Văn Ảnh' }) };
    expect(await add({ ...body, dryRun: true })).toMatchObject({ status: 200, body: { id: null, subject: 'CN=Nguyễn Văn Ảnh' } });
    expect(await count()).toBe(before);
    const entered = await add(body);
    expect(entered).toMatchObject({ status: 201, body: { addresses: [staff.address] } });
    expect((await add(body)).status).toBe(409);
    const entries = await api.house.rows(`SELECT actor_address, via FROM audit WHERE act = 'certificate.add' AND via = 'http'`);
    expect(entries).toEqual([{ actor_address: operator.address, via: 'http' }]);
  });
});

it('one is shown with all that it has been, and settled only as it was read', async () => {
  const show = (id: number, { token }: { token: string }) => api.ask(`/certificates/${id}`, { token });
  expect((await show(ids[2]!, staff)).status).toBe(403);
  expect((await show(999_999, operator)).status).toBe(404);
  const reply = await show(ids[1]!, staff);
  const shown = certificateInFullSchema.parse(await reply.json());
  expect(shown.history.map(({ state }) => state)).toEqual(['valid']);
  expect(new X509Certificate(shown.pem).serialNumber).toBe(shown.serial);
  const tag = reply.headers.get('etag')!;
  const settle = (match: string) =>
    api.ask(`/certificates/${ids[1]}/settle`, {
      ...{ token: operator.token, body: { as: 'reissued', reason: 'CV 4' } },
      headers: { 'idempotency-key': randomUUID(), 'if-match': match },
    });
  expect((await settle('"khác"')).status).toBe(412);
  expect((await settle(tag)).status).toBe(200);
  expect((await settle(tag)).status).toBe(412);
});

it('a unit’s and its people’s are listed together: to its administrator with what is below it, and to its head alone', async () => {
  const { nv, tochuc, yt } = api.house.units;
  const administrator = await api.somebody('Đặng Thu Hà', 'unit-administrator', nv);
  const head = await api.somebody('Ma Văn Tú');
  await api.directory.appoint(head.id, nv, 'head');
  const below = await api.somebody('Lò Thị Dưới');
  await api.directory.appoint(below.id, tochuc, 'staff');
  await api.asOwner(`UPDATE appointment SET valid_to = '2000-01-01', valid_from = '1999-01-01' FROM post
    WHERE post.id = post_id AND post.unit_id = ${nv} AND person_id = ${below.id}`);
  for (const one of [head, below]) await enter(one);
  expect((await list(`?unit=${nv}`, staff)).status).toBe(403);
  expect((await list(`?unit=${yt}`, administrator)).status).toBe(403);
  const found = (page: { items: readonly { address: string }[] }) => new Set(page.items.map(({ address }) => address));
  const toAdministrator = found((await list(`?unit=${nv}`, administrator)).page);
  const toHead = found((await list(`?unit=${nv}`, head)).page);
  expect([head, below].map(({ address }) => toAdministrator.has(address))).toEqual([true, true]);
  expect([head, below].map(({ address }) => toHead.has(address))).toEqual([true, false]);
  expect((await list(`?unit=${yt}`)).page.items).toEqual([]);
});

it('those with which something is to be done are asked for at once', async () => {
  await api.asOwner(`UPDATE certificate SET state = 'to-revoke', cause = 'left' WHERE id = ${ids[2]}`);
  expect((await list('?waiting=true')).page.items.map(({ id }) => id)).toEqual([ids[2]]);
});
