import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId, CertificateId, DomainId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { addCertificate } from './add-certificate.ts';
import { askedCsv } from './asked-csv.ts';
import { type CertificateAsked, certificatePem } from './certificate.fixture.ts';
import type { CertificateState, Settlement } from './certificate.ts';
import { historyOf } from './certificate-sql.ts';
import { listCertificates, readDer } from './list-certificates-sql.ts';
import { settleCertificate } from './settle-certificate.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let operator: AccountId;
let staff: AccountId;
let unitId: UnitId;
beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('tinh.gov.vn');
  operator = (await directory.staff(domain, 'quantri')).accountId;
  await directory.assign(operator, 'operator');
  const person = await directory.staff(domain, 'anh');
  staff = person.accountId;
  unitId = (await directory.office(domain, 'so')).unitId;
  await directory.appoint(person.personId, unitId, 'clerk');
});
afterAll(() => test[Symbol.asyncDispose]());

const now = new Date('2026-06-01T03:00:00Z');
interface More {
  readonly reason?: string;
  readonly by?: AccountId | null;
  readonly post?: { unitId: UnitId; title: string };
  readonly id?: AccountId;
}
const add = (asked: CertificateAsked, { reason, by = null, post, id = staff }: More = {}) => {
  const file = Buffer.from(certificatePem({ addresses: ['anh@tinh.gov.vn'], ...asked }));
  const account = { id, address: 'anh@tinh.gov.vn' };
  const input = { account, file, post: post ?? null, actorAccountId: by, reason: reason ?? null, now };
  return attemptInTransaction(test.database, (tx) => addCertificate(tx, input));
};
const added = async (asked: CertificateAsked = {}, more: More = {}) => {
  const done = await add(asked, more);
  if (!done.ok) throw new Error(done.refusal.message);
  return done.value.id;
};
const settle = (id: number, as: Settlement, by: AccountId | null = null) =>
  attemptInTransaction(test.database, (tx) =>
    settleCertificate(tx, { id: id as CertificateId, as, reason: 'CV 1', actorAccountId: by, today: '2026-06-01' }),
  );
const put = (id: number, state: CertificateState) =>
  test.database.pool.query(`UPDATE certificate SET state = $2, cause = CASE WHEN $2 LIKE 'to-%' THEN 'left' END WHERE id = $1`, [
    id,
    state,
  ]);
const kind = (kindOf: string, message: RegExp = /./) => ({ ok: false, refusal: { kind: kindOf, message: expect.stringMatching(message) } });

describe('a certificate is not entered', () => {
  it('by anybody but the operator, nor for oneself', async () => {
    expect(await add({}, { by: staff })).toMatchObject(kind('forbidden'));
  });

  it('of an account that is closed, when it has ended, or twice, be it by its number alone', async () => {
    const { accountId: closed } = await directory.staff(domain, 'dong');
    await directory.set(closed, 'closed');
    expect(await add({}, { id: closed })).toMatchObject(kind('conflict', /closed/));
    expect(await add({ to: '2026-05-31' })).toMatchObject(kind('invalid', /2026-05-31/));
    await added({ serial: '0a01' });
    expect(await add({ serial: '0a01' })).toMatchObject(kind('already-exists'));
    expect(await add({ serial: '0a01', commonName: 'Người khác' })).toMatchObject(kind('already-exists'));
  });

  it('that names another, or nobody, unless somebody answers for that', async () => {
    expect(await add({ addresses: ['khac@tinh.gov.vn'] })).toMatchObject(kind('conflict', /khac@tinh/));
    expect(await add({ addresses: [] })).toMatchObject(kind('conflict', /no address/));
    expect(await add({ addresses: ['x, email:anh@tinh.gov.vn'] })).toMatchObject(kind('conflict'));
    expect(await add({ addresses: [] }, { reason: 'CV 9: cấp trước khi có địa chỉ' })).toMatchObject({ ok: true });
    expect(await add({ addresses: ['cu@noikhac.vn', 'ANH@tinh.gov.vn'] })).toMatchObject({ ok: true });
  });

  it('for a post that the person does not hold', async () => {
    expect(await add({}, { post: { unitId, title: 'head' } })).toMatchObject(kind('invalid', /no post/));
    expect(await add({}, { post: { unitId, title: 'Clerk' } })).toMatchObject({ ok: true });
  });
});

it('what is entered is shown as it is, with its octets, and is in the audit without them', async () => {
  const id = await added({ commonName: 'Nguyễn Thị Ánh, Sở Nội vụ' }, { by: operator, post: { unitId, title: 'clerk' } });
  const [shown] = await listCertificates(test.database, { id, limit: 1 });
  expect(shown).toMatchObject({
    ...{ accountId: staff, address: 'anh@tinh.gov.vn', post: 'clerk, so', state: 'valid', issuer: 'O=Cơ quan chứng thực thử, CN=CA thử' },
    ...{ subject: 'CN=Nguyễn Thị Ánh\\, Sở Nội vụ', keyUsage: ['digitalSignature', 'nonRepudiation'] },
  });
  const [digest] = (await test.database.pool.query(`SELECT encode(sha256($1::bytea), 'hex') AS it`, [await readDer(test.database, id)]))
    .rows;
  expect(shown?.fingerprint).toBe((digest as { it: string }).it);
  const { rows } = await test.database.pool.query(
    `SELECT actor_account_id AS by, detail FROM audit WHERE act = 'certificate.add' ORDER BY id DESC LIMIT 1`,
  );
  expect(rows).toMatchObject([{ by: operator, detail: { certificateId: id, serial: shown?.serial } }]);
  expect(JSON.stringify(rows)).not.toContain('der');
});

describe('what was done is not said', () => {
  it('by anybody but the operator, or of a certificate that is none', async () => {
    const id = await added();
    expect(await settle(id, 'revoked', staff)).toMatchObject(kind('forbidden'));
    expect(await settle(999_999, 'revoked', staff)).toMatchObject(kind('forbidden'));
    expect(await settle(999_999, 'revoked', operator)).toMatchObject(kind('not-found'));
  });

  it('where it makes no sense: nothing comes back to life, and who left gets no new one', async () => {
    const id = await added();
    const impossible: readonly (readonly [CertificateState, Settlement])[] = [
      ...(['revoked', 'handed-over', 'reissued'] as const).flatMap((as) => [['revoked', as] as const, ['replaced', as] as const]),
      ...[['to-revoke', 'reissued'] as const, ['to-revoke', 'handed-over'] as const, ['valid', 'handed-over'] as const],
      ...[['to-reissue', 'handed-over'] as const, ['handed-over', 'handed-over'] as const],
    ];
    for (const [state, as] of impossible) {
      await put(id, state);
      expect(await settle(id, as), `${state} ${as}`).toMatchObject(kind('conflict'));
    }
  });
});

it('what was asked is in the list for the authority until it is done, and all of it stays', async () => {
  const id = await added({ serial: '12e34f' });
  const waiting = async (from: string | null = null, to: string | null = null) =>
    (await listCertificates(test.database, { accountId: staff, waiting: { from, to }, limit: 100 })).map((one) => one.id);
  expect(await waiting()).not.toContain(id);
  await test.database.pool.query(
    `UPDATE certificate SET state = 'to-revoke', cause = 'left', reason = '=QĐ 1', since = '2026-05-01' WHERE id = $1`,
    [id],
  );
  expect(await waiting('2026-05-01', '2026-05-01')).toEqual([id]);
  expect(await waiting('2026-05-02')).not.toContain(id);
  expect(await waiting(null, '2026-04-30')).not.toContain(id);
  const asked = askedCsv(await listCertificates(test.database, { id, limit: 1 }));
  // No spreadsheet takes the number for one to reckon with, nor the reason for a formula.
  expect(asked).toContain(',0x12E34F,');
  expect(asked).toContain(`,phải thu hồi,,thôi công tác,'=QĐ 1,2026-05-01,`);
  expect(await settle(id, 'revoked', operator)).toMatchObject({ ok: true, value: { state: 'revoked' } });
  expect(await waiting()).not.toContain(id);
  const history = await historyOf(test.database, id);
  expect(history.map(({ state, reason, by }) => [state, reason, by])).toEqual([
    ['valid', null, null],
    ['to-revoke', '=QĐ 1', null],
    ['revoked', 'CV 1', 'quantri@tinh.gov.vn'],
  ]);
});

it.each([
  'DELETE FROM certificate',
  'UPDATE certificate SET der = der',
  'UPDATE certificate SET account_id = account_id',
  'DELETE FROM certificate_change',
  `UPDATE certificate_change SET reason = 'x'`,
  `INSERT INTO certificate_change (certificate_id, state, since) VALUES (1, 'valid', now())`,
  'DELETE FROM certificate_warning',
])('the program itself may not: %s', async (statement) => {
  await expect(test.database.pool.query(statement)).rejects.toThrow('permission denied');
});
