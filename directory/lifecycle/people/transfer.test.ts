import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day, PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

const post = (unit: string, title = 'Chuyên viên', more = {}) => ({ unit, title, ...more });
const to = (person: string, unit: string, more = {}) => ({ do: 'transfer', person, posts: [post(unit)], ...more });
const grant = (targetAccountId: number, personId: number, rights = '{read}') =>
  house.rows(`INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights) VALUES ($1, 'person', $2, $3)`, [
    targetAccountId,
    personId,
    rights,
  ]);

describe('a transfer is refused', () => {
  it('of who holds no post, or none in that unit, and where the old address would end before it began', async () => {
    const { address } = await house.someone('Bế Thị Ánh', 'Sở Nội vụ');
    expect(await house.problems(to(address, 'Sở Y tế', { from: ['Sở Tài chính'] }))).toEqual(['no-such-post']);
    expect(await house.problems(to(address, 'Sở Y tế', { oldAddresses: '2025-01-01' }))).toEqual(['dates-cross']);
    await house.done({ do: 'transfer', person: address, posts: [] });
    expect(await house.problems(to(address, 'Sở Y tế'))).toEqual(['no-such-post']);
  });

  it('on a clash that somebody is to settle', async () => {
    const { address } = await house.someone('Lê Văn Minh', 'Sở Nội vụ');
    const name = { family: 'Lê', middle: 'Vân', given: 'Minh' };
    await house.done({ do: 'appoint', person: { name }, posts: [post('Sở Y tế')] });
    const made = await house.preview(to(address, 'Sở Y tế', { clashes: 'ask' }));
    expect(made.problems).toMatchObject([{ what: 'clash', vi: expect.stringMatching(/minhlv\.yt@.*Lê Vân Minh.*minhlv2\.yt/) }]);
    expect(await house.problems(to(address, 'Sở Y tế', { clashes: 'ask', address: 'minhle.yt' }))).toEqual([]);
    expect((await house.preview(to(address, 'Sở Y tế'))).deeds.address).toMatchObject({ how: 'ordinal', to: { localPart: 'minhlv2.yt' } });
  });
});

describe('a transfer', () => {
  it('ends posts the day before, gives a new address, and keeps the old one receiving', async () => {
    const before = await house.someone('Hà Văn Sơn', 'Sở Nội vụ');
    await house.done(to(before.address, 'Sở Tài chính', { oldAddresses: '2999-06-30' }));
    const after = await house.facts('Hà Văn Sơn');
    expect(after.address).toBe('sonhv.tc@tinh.gov.vn');
    expect(await house.receiver(before.address)).toBe(before.accountId);
    expect(after.addresses).toMatchObject([{ kind: 'primary' }, { address: before.address, kind: 'alias', until: '2999-06-30' }]);
    expect(after.posts).toMatchObject([
      { unit: 'Sở Tài chính', validFrom: day, validTo: null, isMain: true },
      { unit: 'Sở Nội vụ', validFrom: '2020-01-01', validTo: '2025-06-30' },
    ]);
    await house.done(to(after.address, 'Sở Nội vụ'), '2025-08-01');
    expect((await house.facts('Hà Văn Sơn')).address).toBe(before.address);
  });

  it('keeps the address where that is asked for, and where another office of the same agency names nobody anew', async () => {
    const { address } = await house.someone('Vũ Thị Nhung', 'Sở Nội vụ');
    expect((await house.preview(to(address, 'Phòng Tổ chức'))).deeds.address).toBeNull();
    expect((await house.preview(to(address, 'Sở Y tế', { addresses: 'keep' }))).deeds.address).toBeNull();
  });

  it('ends delegations, groups and app passwords that rested on the agency left, and no others', async () => {
    const who = await house.someone('Mông Văn Thành', 'Phòng Tổ chức');
    const { nv, tochuc, yt } = house.mailboxes;
    for (const target of [nv, tochuc, yt]) await grant(target, who.id);
    await house.rows(`INSERT INTO principal_group (name, unit_id) VALUES ('Tổ Một cửa', $1), ('Đoàn thể', NULL)`, [house.units.nv]);
    await house.rows(`INSERT INTO principal_group_member SELECT id, $1 FROM principal_group`, [who.id]);
    await house.rows(
      `INSERT INTO app_password (id, account_id, target_account_id, mac, label) VALUES ('c1', $1, $2, '', 'nv'), ('c2', $1, $3, '', 'yt'), ('c3', $1, $1, '', 'own')`,
      [who.accountId, nv, yt],
    );
    const request = to(who.address, 'Sở Tài chính', { join: ['Đoàn thể'] });
    const { notes, deeds } = await house.preview(request);
    expect(notes.grantsEnd.map((one) => one.who)).toEqual(['nv@tinh.gov.vn', 'tc.nv@tinh.gov.vn']);
    expect(notes.appPasswordsEnd).toEqual([{ label: 'nv', opens: 'nv@tinh.gov.vn' }]);
    expect(notes.accessEnds).toEqual(['nv@tinh.gov.vn', 'tc.nv@tinh.gov.vn']);
    expect(deeds.leavesGroups.map(({ name }) => name)).toEqual(['Tổ Một cửa']);
    await house.done(request);
    const after = await house.facts('Mông Văn Thành');
    expect(after.mayUse.map((one) => one.who)).toEqual(['yt@tinh.gov.vn']);
    expect(after.appPasswords.map(({ label }) => label).toSorted()).toEqual(['own', 'yt']);
    expect(after.groups).toEqual(['Đoàn thể']);
    expect(await house.rows(`SELECT act FROM audit WHERE act = 'delegation.revoke'`)).toHaveLength(2);
  });

  it('within an agency ends only what rested on the office left', async () => {
    const who = await house.someone('Trịnh Thị Loan', 'Phòng Tổ chức');
    for (const target of [house.mailboxes.nv, house.mailboxes.tochuc]) await grant(target, who.id);
    await house.done(to(who.address, 'Sở Nội vụ'));
    expect((await house.facts('Trịnh Thị Loan')).mayUse.map((one) => one.who)).toEqual(['nv@tinh.gov.vn']);
  });

  it('also ends a delegation made after it was planned', async () => {
    const who = await house.someone('Đinh Văn Quang', 'Sở Y tế');
    const planId = await house.kept(to(who.address, 'Sở Tài chính'), '2025-08-01');
    await grant(house.mailboxes.yt, who.id);
    expect((await house.carryOut(planId, '2025-08-01')).ok).toBe(true);
    expect((await house.facts('Đinh Văn Quang')).mayUse).toEqual([]);
  });

  it('is of the same person, whoever is called the same since', async () => {
    const who = await house.someone('Giang Thị Nụ', 'Sở Y tế');
    const planId = await house.kept(to('Giang Thị Nụ', 'Sở Tài chính'), '2025-08-01');
    const name = { family: 'Giang', middle: 'Thị', given: 'Nụ' };
    await house.done({ do: 'appoint', person: { name, isNamesake: true }, posts: [post('Sở Nội vụ')] });
    expect(await house.problems(to('Giang Thị Nụ', 'Sở Tài chính'))).toEqual(['ambiguous-person']);
    expect((await house.carryOut(planId, '2025-08-01')).ok).toBe(true);
    expect((await house.facts(who.address)).posts[0]).toMatchObject({ unit: 'Sở Tài chính' });
  });

  it('calls off what was to begin later', async () => {
    const who = await house.someone('Cao Văn Lợi', 'Sở Y tế');
    await house.done({ do: 'appoint', person: who.address, posts: [post('Sở Nội vụ', 'Trưởng ban')] }, '2025-12-01');
    await house.done({ do: 'transfer', person: who.address, posts: [], from: ['Sở Nội vụ'] }, '2025-10-01');
    expect((await house.facts('Cao Văn Lợi')).posts.map(({ unit, validTo, isCalledOff }) => [unit, validTo, isCalledOff])).toEqual([
      ['Sở Y tế', null, false],
      ['Sở Nội vụ', '2025-09-30', true],
    ]);
    expect(await house.problems({ do: 'transfer', person: who.address, posts: [], from: ['Sở Nội vụ'] }, '2025-10-02')).toEqual([
      'no-such-post',
    ]);
  });

  it('hands the unit’s mailbox to the next head, and remarks on a unit left without one', async () => {
    const head = await house.someone('Phan Thị Hồng', 'Sở Y tế', { title: 'Giám đốc', kind: 'head' });
    const { notes } = await house.preview(to(head.address, 'Sở Nội vụ'));
    expect(notes.accessEnds).toEqual(['yt@tinh.gov.vn']);
    expect(notes.remarks.map(({ en }) => en)).toContainEqual(expect.stringContaining('“Sở Y tế” awaits a head'));
    await house.done(to(head.address, 'Sở Nội vụ'));
    const name = { family: 'Tô', middle: 'Văn', given: 'Khải' };
    await house.done({ do: 'appoint', person: { name }, posts: [post('Sở Y tế', 'Giám đốc')] });
    expect(await house.mayRead((await house.facts('Tô Văn Khải')).id, house.mailboxes.yt, day)).toBe(true);
    expect(await house.mayRead(head.id, house.mailboxes.yt, day)).toBe(false);
    expect(await house.mayRead(head.id, house.mailboxes.yt, '2025-06-30')).toBe(true);
  });
});
