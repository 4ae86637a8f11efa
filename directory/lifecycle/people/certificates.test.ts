import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCertificate } from '#directory/certificates/add-certificate.ts';
import { certificatePem } from '#directory/certificates/certificate.fixture.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { day, PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

interface Owner {
  readonly accountId: AccountId;
  readonly address: string;
  readonly commonName?: string;
}

/** Enters one, and answers its number. */
async function certificate({ accountId, address, commonName = address }: Owner, post: { unitId: UnitId; title: string } | null = null) {
  const file = Buffer.from(certificatePem({ addresses: [address], commonName }));
  const account = { id: accountId, address };
  const input = { account, file, post, actorAccountId: null, reason: null, now: new Date(`${day}T03:00:00Z`) };
  const added = await attemptInTransaction(house.test.database, (tx) => addCertificate(tx, input));
  if (!added.ok) throw new Error(added.refusal.message);
  return added.value;
}
const unitOwner = (key: 'nv' | 'tc' | 'yt'): Owner => ({ accountId: house.mailboxes[key], address: `${key}@tinh.gov.vn` });

const stateOf = async (id: number) =>
  (
    await house.rows(`SELECT state, cause, reason, since::text, plan_id AS "planId", hand_over_to AS "to" FROM certificate WHERE id = $1`, [
      id,
    ])
  )[0];
const remarks = async (request: object) => (await house.preview(request)).notes.remarks.map(({ vi }) => vi);
const leave = (person: string, more = {}) => ({ do: 'leave', person, ...more });
const transfer = (person: string, more = {}) => ({
  do: 'transfer',
  person,
  posts: [{ unit: 'Sở Tài chính', title: 'Chuyên viên' }],
  ...more,
});

describe('nothing becomes of', () => {
  it('certificates of others, those that have ended, and those that are done with; and nothing is said where there is none', async () => {
    const who = await house.someone('Ma Văn Không', 'Sở Nội vụ');
    const other = await certificate(await house.someone('Ma Thị Khác', 'Sở Nội vụ'));
    const [ended, done] = [await certificate(who), await certificate(who)];
    await house.test.database.pool.query(`UPDATE certificate SET state = 'revoked' WHERE id = $1`, [done.id]);
    expect((await house.preview(leave(who.address))).notes.certificates.map(({ id }) => id)).toEqual([ended.id]);
    const late = await house.preview(leave(who.address), '2999-01-02');
    expect(late.notes.certificates).toEqual([]);
    expect(JSON.stringify([late.notes, late.summary])).not.toMatch(/chứng thư/i);
    await house.done(leave(who.address), '2999-01-02');
    for (const { id } of [other, ended]) expect(await stateOf(id)).toMatchObject({ state: 'valid' });
    expect(await stateOf(done.id)).toMatchObject({ state: 'revoked' });
  });
});

describe('who leaves', () => {
  it('has every certificate revoked, also one entered after the plan was made, with an entry in the audit each', async () => {
    const who = await house.someone('Hứa Văn Nghỉ', 'Sở Nội vụ');
    const before = await certificate(who);
    const shown = await house.preview(leave(who.address, { reason: 'QĐ 12' }));
    expect(shown.notes.certificates).toMatchObject([
      { id: before.id, serial: before.serial, becomes: 'to-revoke', cause: 'left', isOwn: true },
    ]);
    expect(shown.summary.map(({ vi }) => vi)).toContainEqual(
      `Chứng thư số phải thu hồi: ${who.address}, số ${before.serial} <${who.address}>`,
    );
    const planId = await house.kept(leave(who.address, { reason: 'QĐ 12' }), '2025-08-01');
    const after = await certificate(who);
    expect((await house.carryOut(planId, '2025-08-01')).ok).toBe(true);
    for (const { id } of [before, after])
      expect(await stateOf(id)).toEqual({ state: 'to-revoke', cause: 'left', reason: 'QĐ 12', since: '2025-08-01', planId, to: null });
    const entries = await house.rows(
      `SELECT target, before, after, account_id AS "accountId" FROM audit WHERE act = 'certificate.mark' AND plan_id = $1`,
      [planId],
    );
    expect(entries).toEqual(
      [before, after].map(() => ({
        target: who.address,
        accountId: who.accountId,
        before: { state: 'valid' },
        after: { state: 'to-revoke' },
      })),
    );
  });

  it('has none entered any more, nor one while the plan is carried out: it waits, and is refused', async () => {
    const who = await house.someone('Hứa Văn Đua', 'Sở Nội vụ');
    const [leaving, entered] = await Promise.allSettled([house.done(leave(who.address)), certificate(who)]);
    expect(leaving.status).toBe('fulfilled');
    const states = await house.rows(`SELECT DISTINCT state FROM certificate WHERE account_id = $1`, [who.accountId]);
    expect(states).toEqual(entered.status === 'fulfilled' ? [{ state: 'to-revoke' }] : []);
    await expect(certificate(who)).rejects.toThrow('has left service');
  });

  it('has nothing of it where the plan is not carried out: it is one transaction', async () => {
    const who = await house.someone('Hứa Thị Lỗi', 'Sở Nội vụ');
    const { id } = await certificate(who);
    const planId = await house.kept(leave(who.address), '2025-08-01');
    await house.done({ do: 'appoint', person: who.address, posts: [{ unit: 'Sở Y tế', title: 'Chuyên gia' }] });
    expect((await house.carryOut(planId, '2025-08-01')).ok).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'valid', planId: null });
  });
});

describe('who is moved', () => {
  it('hands over what was issued for the old post, and has the others issued anew for the new address', async () => {
    const who = await house.someone('Triệu Văn Chuyển', 'Sở Nội vụ');
    const tied = await certificate(who, { unitId: house.units.nv, title: 'chuyên viên' });
    const own = await certificate(who);
    await house.done(transfer(who.address));
    expect(await stateOf(tied.id)).toMatchObject({ state: 'to-hand-over', cause: 'post-ended' });
    expect(await stateOf(own.id)).toMatchObject({ state: 'to-reissue', cause: 'new-address' });
    // What is asked for is never less; who leaves after all has both revoked.
    await house.done(leave('Triệu Văn Chuyển'), '2025-09-01');
    for (const { id } of [tied, own]) expect(await stateOf(id)).toMatchObject({ state: 'to-revoke', cause: 'left' });
    const history = await house.rows<{ state: string }>('SELECT state FROM certificate_change WHERE certificate_id = $1 ORDER BY id', [
      tied.id,
    ]);
    expect(history.map(({ state }) => state)).toEqual(['valid', 'to-hand-over', 'to-revoke']);
  });

  it('keeps what is tied to no post where the address stays', async () => {
    const who = await house.someone('Triệu Thị Giữ', 'Sở Nội vụ');
    const { id } = await certificate(who);
    await house.done(transfer(who.address, { addresses: 'keep' }));
    expect(await stateOf(id)).toMatchObject({ state: 'valid' });
  });

  it('to another main post keeps what belongs to the post that goes on beside it', async () => {
    const who = await house.someone('Triệu Văn Kiêm', 'Sở Nội vụ');
    const { id } = await certificate(who, { unitId: house.units.nv, title: 'Chuyên viên' });
    await house.done({ do: 'appoint', person: who.address, posts: [{ unit: 'Sở Y tế', title: 'Chuyên gia' }], main: true });
    expect(await stateOf(id)).toMatchObject({ state: 'valid' });
  });
});

it('who is called otherwise has certificates issued anew', async () => {
  const who = await house.someone('Lường Văn Cũ', 'Sở Nội vụ');
  const { id } = await certificate(who);
  await house.done({ do: 'rename', person: who.address, name: { family: 'Lường', middle: 'Văn', given: 'Mới' } });
  expect(await stateOf(id)).toMatchObject({ state: 'to-reissue', cause: 'renamed' });
});

it('who is suspended keeps them, and the preview says so', async () => {
  const who = await house.someone('Lường Thị Nghỉ', 'Sở Nội vụ');
  expect(await remarks({ do: 'suspend', person: who.address })).toEqual([]);
  const { id, serial } = await certificate(who);
  expect(await remarks({ do: 'suspend', person: who.address })).toContainEqual(expect.stringContaining(`số ${serial}`));
  await house.done({ do: 'suspend', person: who.address });
  expect(await stateOf(id)).toMatchObject({ state: 'valid' });
});

describe('a unit’s certificate', () => {
  it('waits for a head when there is none, and is to be handed over to who comes, somebody new too', async () => {
    const head = await house.someone('Đàm Văn Trưởng', 'Sở Y tế', { title: 'Giám đốc', kind: 'head' });
    const { id } = await certificate(unitOwner('yt'));
    await house.done(leave(head.address));
    expect(await stateOf(id)).toMatchObject({ state: 'to-hand-over', cause: 'head-changed', to: null });
    const name = { family: 'Đàm', middle: 'Thị', given: 'Mới' };
    const request = { do: 'appoint', person: { name }, posts: [{ unit: 'Sở Y tế', title: 'Giám đốc' }] };
    expect((await house.preview(request)).notes.certificates).toMatchObject([{ id, becomes: 'to-hand-over', isOwn: true }]);
    await house.done(request);
    const heir = await house.facts('Đàm Thị Mới');
    expect(await stateOf(id)).toMatchObject({ state: 'to-hand-over', to: heir.id });
    // Handed over it is in use, and goes on to the next.
    await house.test.database.pool.query(`UPDATE certificate SET state = 'handed-over', cause = NULL WHERE id = $1`, [id]);
    const next = await house.someone('Đàm Văn Kế', 'Sở Nội vụ');
    const replacing = { do: 'transfer', person: next.address, posts: [{ unit: 'Sở Y tế', title: 'Giám đốc' }], ifHeaded: 'replace' };
    await house.done(replacing);
    expect(await stateOf(id)).toMatchObject({ state: 'to-hand-over', to: next.id });
  });

  it('stays with who acted as head and now is head; what a head who makes room had for the post is handed over', async () => {
    const acting = { title: 'Giám đốc', kind: 'head', capacity: 'acting' };
    const name = { family: 'Đàm', middle: 'Văn', given: 'Quyền' };
    await house.done({ do: 'appoint', person: { name }, posts: [{ unit: 'Sở Tài chính', ...acting }] }, '2020-01-01');
    const head = await house.facts('Đàm Văn Quyền');
    const unit = await certificate(unitOwner('tc'));
    const own = await certificate(head, { unitId: house.units.tc, title: 'Giám đốc' });
    await house.done({ do: 'appoint', person: head.address, posts: [{ unit: 'Sở Tài chính', title: 'Giám đốc', kind: 'head' }] });
    for (const { id } of [unit, own]) expect(await stateOf(id)).toMatchObject({ state: 'valid' });
    const next = await house.someone('Đàm Thị Thay', 'Sở Nội vụ');
    const request = { do: 'transfer', person: next.address, posts: [{ unit: 'Sở Tài chính', title: 'Giám đốc' }], ifHeaded: 'replace' };
    const { notes, summary } = await house.preview(request);
    expect(notes.certificates).toMatchObject([
      { id: unit.id, isOwn: true },
      { id: own.id, becomes: 'to-hand-over', cause: 'post-ended', isOwn: false },
    ]);
    expect(summary.filter(({ vi }) => vi.startsWith('Chứng thư số phải bàn giao'))).toHaveLength(2);
    await house.done(request);
    expect(await stateOf(own.id)).toMatchObject({ state: 'to-hand-over', cause: 'post-ended' });
    expect(house.told.find(({ accountId }) => accountId === next.accountId)?.text).not.toContain(own.serial);
  });
});

it('a post in which somebody signs needs a certificate, unless there is a valid one that goes on', async () => {
  const clerk = [{ unit: 'Sở Nội vụ', title: 'Văn thư', kind: 'clerk' }];
  const needed = expect.stringContaining('Văn thư, Sở Nội vụ: cần cấp chứng thư số');
  const name = { family: 'Quách', middle: 'Thị', given: 'Mới' };
  expect(await remarks({ do: 'appoint', person: { name }, posts: clerk })).toContainEqual(needed);
  expect(await remarks({ do: 'appoint', person: { name }, posts: [{ unit: 'Sở Nội vụ', title: 'Lái xe' }] })).not.toContainEqual(
    expect.stringContaining('chứng thư'),
  );
  const who = await house.someone('Quách Văn Thư', 'Sở Y tế');
  const request = { do: 'appoint', person: who.address, posts: clerk };
  expect(await remarks(request)).toContainEqual(needed);
  await certificate(who);
  expect(await remarks(request)).not.toContainEqual(needed);
  // By the move the only one is to be issued anew.
  expect(await remarks({ ...request, do: 'transfer' })).toContainEqual(needed);
});
