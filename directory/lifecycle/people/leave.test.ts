import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day, PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

const leave = (person: string, more = {}) => ({ do: 'leave', person, ...more });
const state = async (accountId: number) =>
  (await house.rows<{ state: string }>('SELECT state FROM account WHERE id = $1', [accountId]))[0]?.state;

describe('leaving is refused', () => {
  it('twice, and for days that cross', async () => {
    const { address } = await house.someone('Ngô Thị Hạnh', 'Sở Nội vụ');
    expect(await house.problems(leave(address, { receiveUntil: '2025-06-30' }))).toEqual(['dates-cross']);
    expect(await house.problems(leave(address, { receiveUntil: '2025-12-31' }))).toEqual(['dates-cross']);
    expect(await house.problems(leave(address, { receiveUntil: '2025-12-31', keptDays: 365 }))).toEqual([]);
    await house.done(leave(address));
    expect(await house.problems(leave(address))).toEqual(['left']);
    expect(await house.problems({ do: 'transfer', person: address, posts: [] })).toEqual(['left']);
    expect(await house.problems({ do: 'suspend', person: address })).toEqual(['left']);
    expect(await house.problems({ do: 'return', person: address })).toEqual(['left']);
  });

  it('of the only administrator who can sign in', async () => {
    const [one, two] = [await house.someone('Quản Văn Một', 'Sở Nội vụ'), await house.someone('Quản Văn Hai', 'Sở Nội vụ')];
    await house.rows(`INSERT INTO role_assignment (account_id, role, valid_from) VALUES ($1, 'operator', '2020-01-01')`, [one.accountId]);
    expect(await house.problems(leave(one.address))).toEqual(['last-administrator']);
    await house.rows(`INSERT INTO role_assignment (account_id, role, valid_from) VALUES ($1, 'operator', '2020-01-01')`, [two.accountId]);
    expect(await house.problems(leave(one.address))).toEqual([]);
    expect((await house.preview(leave(one.address))).notes.remarks.map(({ vi }) => vi)).toContain('Vai trò kết thúc: quản trị hệ thống');
    // Nor on its day, where the other has gone since it was planned.
    const planId = await house.kept(leave(one.address), '2025-08-01');
    await house.done(leave(two.address));
    expect(await house.carryOut(planId, '2025-08-01')).toMatchObject({
      ok: false,
      refusal: { problems: [{ what: 'last-administrator' }] },
    });
  });

  it('once the plan is stale: the person was given another post meanwhile', async () => {
    const who = await house.someone('Tống Văn Hòa', 'Sở Nội vụ');
    const planId = await house.kept(leave(who.address), '2025-08-01');
    await house.done({ do: 'appoint', person: who.address, posts: [{ unit: 'Sở Y tế', title: 'Chuyên gia' }] });
    expect(await house.carryOut(planId, '2025-08-01')).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(await state(who.accountId)).toBe('active');
  });
});

describe('who leaves', () => {
  it('loses every access, whatever came after the plan, and every session looks again', async () => {
    const who = await house.someone('Dư Thị Kim', 'Sở Tài chính', { title: 'Giám đốc', kind: 'head' });
    const other = await house.someone('Dư Văn Kiên', 'Sở Tài chính');
    const planId = await house.kept(leave(who.address, { keptDays: 40, receiveUntil: '2999-01-01' }), '2998-12-31');
    await house.rows(`INSERT INTO password (account_id, hash) VALUES ($1, '$argon2id$x')`, [who.accountId]);
    await house.rows(`INSERT INTO app_password (id, account_id, target_account_id, mac, label) VALUES ('d1', $1, $1, '', 'Điện thoại')`, [
      who.accountId,
    ]);
    await house.rows(
      `INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights) VALUES ($1, 'person', $2, '{read}'), ($3, 'person', $4, '{read}')`,
      [house.mailboxes.yt, who.id, who.accountId, other.id],
    );
    const [before] = await house.rows<{ generation: number }>('SELECT generation FROM access_generation');
    expect((await house.carryOut(planId, '2998-12-31')).ok).toBe(true);
    const after = await house.facts('Dư Thị Kim');
    expect(after).toMatchObject({ standing: 'left', appPasswords: [], mayUse: [], usedBy: [] });
    expect(after.posts).toMatchObject([{ validTo: '2998-12-30' }]);
    expect(after.absences).toEqual([{ kind: 'left', validFrom: '2998-12-31', validTo: null, deleteAfter: '2999-02-09', reason: null }]);
    expect(after.addresses).toEqual([{ address: who.address, kind: 'primary', until: '2999-01-01' }]);
    expect(await house.rows('SELECT 1 FROM password WHERE account_id = $1', [who.accountId])).toEqual([]);
    expect(await house.receiver(who.address)).toBe(who.accountId);
    expect(await house.rows('SELECT generation FROM access_generation')).not.toEqual([before]);
    expect(
      (await house.rows(`SELECT DISTINCT act FROM audit WHERE plan_id = $1 ORDER BY act`, [planId])).map(
        (row) => (row as { act: string }).act,
      ),
    ).toEqual(['account.revoke-app-password', 'delegation.revoke', 'person.leave', 'plan.carry-out', 'plan.make']);
  });

  it('may lend the mailbox to a successor in the same act', async () => {
    const who = await house.someone('Lục Thị Én', 'Sở Nội vụ');
    const heir = await house.someone('Lục Văn Vĩ', 'Sở Nội vụ');
    await house.done(leave(who.address, { lend: { to: heir.address, until: '2999-12-31' } }));
    expect((await house.facts('Lục Thị Én')).usedBy).toEqual([{ who: 'Lục Văn Vĩ', rights: ['read'], until: '2999-12-31' }]);
  });

  it('lends it to that very person, whoever is called the same since', async () => {
    const who = await house.someone('Lục Thị Thu', 'Sở Nội vụ');
    const heir = await house.someone('Lục Văn Đông', 'Sở Nội vụ');
    const planId = await house.kept(leave(who.address, { lend: { to: 'Lục Văn Đông', until: '2999-12-31' } }), '2025-08-01');
    const name = { family: 'Lục', middle: 'Văn', given: 'Đông' };
    await house.done({ do: 'appoint', person: { name, isNamesake: true }, posts: [{ unit: 'Sở Y tế', title: 'Chuyên viên' }] });
    expect((await house.carryOut(planId, '2025-08-01')).ok).toBe(true);
    expect((await house.facts(heir.address)).mayUse).toMatchObject([{ who: who.address }]);
  });

  it('comes back to the old mailbox when appointed again, and needs a new password', async () => {
    const who = await house.someone('Bàn Văn Ton', 'Sở Nội vụ');
    await house.done(leave(who.address, { lend: { to: 'Sở Nội vụ', until: '2999-12-31' } }));
    expect(await house.receiver(who.address)).toBeUndefined(); // ninety days are over
    const again = { do: 'appoint', person: who.address, posts: [{ unit: 'Sở Nội vụ', title: 'Chuyên viên' }] };
    expect((await house.preview(again, '2025-10-01')).notes.remarks.map(({ en }) => en)).toContainEqual(
      expect.stringContaining('new password'),
    );
    await house.done(again, '2025-10-01');
    const after = await house.facts('Bàn Văn Ton');
    expect(await house.receiver(who.address)).toBe(who.accountId);
    expect(after).toMatchObject({ standing: 'in-service', usedBy: [], addresses: [{ kind: 'primary', until: null }] });
    expect(after.absences).toMatchObject([{ kind: 'left', validFrom: day, validTo: '2025-09-30' }]);
    expect(after.posts.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ['2025-10-01', null],
      ['2020-01-01', '2025-06-30'],
    ]);
  });
});

describe('who is suspended', () => {
  it('signs in no more, keeps everything else, is not suspended twice, and returns', async () => {
    const who = await house.someone('Chu Thị Oanh', 'Sở Y tế', { title: 'Giám đốc', kind: 'head' });
    await house.rows(`UPDATE account SET state = 'locked' WHERE id = $1`, [who.accountId]);
    expect((await house.preview({ do: 'suspend', person: who.address })).notes.remarks.at(-1)?.en).toMatch(/locked by an administrator/);
    await house.rows(`UPDATE account SET state = 'active' WHERE id = $1`, [who.accountId]);
    expect(await house.problems({ do: 'return', person: who.address })).toEqual(['in-service']);
    expect((await house.preview({ do: 'suspend', person: who.address })).notes.remarks[0]?.en).toMatch(/appoint somebody to act/);
    await house.done({ do: 'suspend', person: who.address, reason: 'QĐ 3' });
    expect(await state(who.accountId)).toBe('locked');
    expect(await house.receiver(who.address)).toBe(who.accountId);
    const again = { do: 'appoint', person: who.address, posts: [{ unit: 'Sở Nội vụ', title: 'Chuyên viên' }] };
    expect(await house.problems({ do: 'suspend', person: who.address })).toEqual(['suspended']);
    expect(await house.problems(again)).toEqual(['suspended']);
    expect(await house.problems({ do: 'return', person: who.address }, '2025-06-01')).toEqual(['dates-cross']);
    const name = { family: 'Chu', middle: 'Văn', given: 'Thay' };
    const acting = { unit: 'Sở Y tế', title: 'Giám đốc', kind: 'head', capacity: 'acting', until: '2025-12-31' };
    await house.done({ do: 'appoint', person: { name }, posts: [acting], ifHeaded: 'beside' });
    expect(await house.mayRead((await house.facts('Chu Văn Thay')).id, house.mailboxes.yt, day)).toBe(true);
    await house.rows(
      `INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights, granted_by) SELECT $1, 'person', id, '{organise}', $1 FROM person WHERE display_name = 'Chu Văn Thay'`,
      [who.accountId],
    );
    await house.done({ do: 'lend', person: who.address, to: 'Chu Văn Thay', until: '2999-12-31' });
    expect((await house.preview({ do: 'return', person: who.address }, '2025-09-01')).notes.grantsEnd).toMatchObject([
      { rights: ['read'] },
    ]);
    await house.done({ do: 'return', person: who.address }, '2025-09-01');
    expect(await state(who.accountId)).toBe('active');
    expect((await house.facts('Chu Thị Oanh')).usedBy).toMatchObject([{ who: 'Chu Văn Thay', rights: ['organise'] }]);
    expect((await house.facts('Chu Thị Oanh')).absences).toEqual([
      { kind: 'suspended', validFrom: day, validTo: '2025-08-31', deleteAfter: null, reason: 'QĐ 3' },
    ]);
  });
});

describe('a mailbox is lent', () => {
  it('neither while its owner is in service, nor to the owner, nor to who has left, nor until yesterday', async () => {
    const owner = await house.someone('Sầm Thị Xuân', 'Sở Nội vụ');
    const reader = await house.someone('Sầm Văn Đọc', 'Sở Nội vụ');
    const gone = await house.someone('Sầm Văn Nghỉ', 'Sở Nội vụ');
    const lend = (to: string, until = '2999-12-31') => ({ do: 'lend', person: owner.address, to, until });
    expect(await house.problems(lend(reader.address))).toEqual(['in-service']);
    await house.done(leave(owner.address));
    await house.done(leave(gone.address));
    expect(await house.problems(lend(owner.address))).toEqual(['left']);
    expect(await house.problems(lend(gone.address))).toEqual(['left']);
    expect(await house.problems(lend('Không Ai Cả'))).toEqual(['unknown-person']);
    expect(await house.problems(lend(reader.address, '2025-06-30'))).toEqual(['dates-cross']);
    expect(await house.problems(lend(reader.address))).toEqual([]);
  });

  it('to be read, and nothing else, until the day; or to whoever heads a unit', async () => {
    const owner = await house.someone('Lò Thị Mây', 'Sở Tài chính');
    const head = await house.someone('Lò Văn Trưởng', 'Phòng Tổ chức', { title: 'Trưởng phòng', kind: 'head' });
    await house.done(leave(owner.address));
    await house.done({ do: 'lend', person: owner.address, to: 'Phòng Tổ chức', until: '2999-12-31' });
    expect(await house.mayRead(head.id, owner.accountId, '2999-12-31')).toBe(true);
    expect(await house.mayRead(head.id, owner.accountId, '3000-01-01')).toBe(false);
    expect((await house.facts('Lò Thị Mây')).usedBy).toEqual([{ who: 'Phòng Tổ chức', rights: ['read'], until: '2999-12-31' }]);
  });
});

describe('who is renamed', () => {
  it('keeps the former name in the history, and the address unless another is asked for', async () => {
    const who = await house.someone('Niê H’Hen', 'Sở Nội vụ');
    const name = { family: 'Niê', given: 'H’Hen', order: 'given-first' };
    await house.done({ do: 'rename', person: who.address, name });
    const after = await house.facts('H’Hen Niê');
    expect(after).toMatchObject({ id: who.id, address: who.address, name: 'H’Hen Niê', formerNames: [{ name: 'Niê H’Hen' }] });
    expect(await house.problems({ do: 'rename', person: who.address, name })).toEqual(['nothing']);
    await house.done({ do: 'rename', person: who.address, name: { family: 'Bùi', given: 'Hoa' }, addresses: 'renew' });
    expect((await house.facts('Bùi Hoa')).address).toBe('hoab.nv@tinh.gov.vn');
    expect((await house.facts('Niê H’Hen')).id).toBe(who.id);
  });
});
