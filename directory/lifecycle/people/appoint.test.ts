import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUnitFacts } from '#directory/org/unit-facts-sql.ts';
import { day, PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

const name = (family: string, middle: string, given: string) => ({ family, middle, given });
const post = (unit: string, title: string, more = {}) => ({ unit, title, ...more });
const newcomer = (given: string, posts: readonly object[], more = {}) => ({
  ...{ do: 'appoint', person: { name: name('Ma', 'Thị', given) }, posts },
  ...more,
});

describe('an appointment is refused', () => {
  it('for units, people and groups there are not, with what was probably meant', async () => {
    await house.someone('Hoàng Văn Bình', 'Sở Nội vụ');
    const made = await house.preview({ do: 'appoint', person: 'Hoàng Van Binh', posts: [post('Sở Nội vu', 'X')], join: ['Không có'] });
    expect(made.problems).toEqual([expect.objectContaining({ what: 'unknown-person', vi: expect.stringContaining('Hoàng Văn Bình') })]);
    const unit = await house.preview(newcomer('Na', [post('Sở Nội vu', 'Chuyên viên')], { join: ['Không có'] }));
    expect(unit.problems.map(({ what }) => what)).toEqual(['unknown-unit']);
    expect(unit.problems[0]!.vi).toMatch(/có phải là “Sở Nội vụ”/);
    expect(unit.title).toEqual({ vi: 'Bổ nhiệm: Ma Thị Na', en: 'Appoint: Ma Thị Na' });
    expect(await house.problems({ do: 'appoint', person: 'binhhv.nv@tinh.gov.vn', posts: [], join: ['Không có'] })).toEqual([
      'no-post',
      'unknown-group',
    ]);
  });

  it('where two people are called so, until a number tells them apart', async () => {
    await house.someone('Lý Thị Sen', 'Sở Nội vụ');
    const second = { name: name('Lý', 'Thị', 'Sen'), isNamesake: true };
    await house.done({ do: 'appoint', person: second, posts: [post('Sở Tài chính', 'Chuyên viên')] }, '2020-01-01');
    const made = await house.preview({ do: 'suspend', person: 'Lý Thị Sen' });
    expect(made.problems).toMatchObject([{ what: 'ambiguous-person', en: expect.stringMatching(/senlt\.nv@.*#\d+.*senlt\.tc@.*#\d+/) }]);
    const { id } = await house.facts('senlt.tc@tinh.gov.vn');
    expect(await house.problems({ do: 'suspend', person: `#${id}` })).toEqual([]);
  });

  it('of somebody new who is known already, unless it is said to be another', async () => {
    await house.someone('Ma Thị Lan', 'Sở Nội vụ');
    const again = newcomer('Lan', [post('Sở Nội vụ', 'Chuyên viên')]);
    expect(await house.problems(again)).toEqual(['namesake']);
    const other = { ...again, person: { ...again.person, isNamesake: true } };
    const made = await house.preview(other);
    expect(made.problems).toEqual([]);
    expect(made.notes.clashes).toMatchObject([
      { wanted: 'lanmt.nv@tinh.gov.vn', takenBy: 'Ma Thị Lan', given: { localPart: 'lanmt2.nv' } },
    ]);
  });

  it('on a clash that somebody is to settle, and for a choice that is taken or elsewhere', async () => {
    await house.someone('Ma Thị Hà', 'Sở Nội vụ');
    const person = { name: name('Ma', 'Thị', 'Hà'), isNamesake: true };
    const asked = { do: 'appoint', person, posts: [post('Sở Nội vụ', 'Chuyên viên')] };
    const clash = await house.preview({ ...asked, clashes: 'ask' });
    expect(clash.problems).toMatchObject([{ what: 'clash', en: expect.stringContaining('hamt2.nv') }]);
    expect(await house.problems({ ...asked, address: 'hamt.nv' })).toContain('bad-choice');
    expect(await house.problems({ ...asked, address: 'postmaster' })).toContain('bad-choice');
    expect(await house.problems({ ...asked, address: 'ha@khac.gov.vn' })).toContain('other-domain');
    expect(await house.problems({ ...asked, clashes: 'ask', address: 'hamathi@tinh.gov.vn' })).toEqual([]);
  });

  it('where a head is in the way, a post is held already, and where dates cross', async () => {
    await house.someone('Phạm Quốc Khánh', 'Sở Y tế', { title: 'Giám đốc', kind: 'head' });
    const second = newcomer('Mai', [post('Sở Y tế', 'Giám đốc', { kind: 'head' })]);
    const made = await house.preview(second);
    expect(made.problems).toMatchObject([{ what: 'has-head', vi: expect.stringContaining('Phạm Quốc Khánh, Giám đốc') }]);
    expect(await house.problems({ ...second, ifHeaded: 'beside' })).toEqual(['has-head']);
    expect(await house.problems({ do: 'appoint', person: 'Phạm Quốc Khánh', posts: [post('Sở Y tế', 'Giám đốc')] })).toEqual([
      'already-holds',
    ]);
    expect(await house.problems(newcomer('Mai', [post('Sở Y tế', 'Văn thư', { until: '2025-06-30' })]))).toEqual(['dates-cross']);
    expect(await house.problems(newcomer('Mai', [post('Sở Y tế', 'Văn thư')]), '2009-01-01')).toEqual(['dates-cross']);
  });
});

describe('an appointment', () => {
  it('makes a person with a mailbox, named after the agency and not the office, in the audit with its plan', async () => {
    const person = { name: name('Nông', 'Thị', 'Yến'), birthDate: '1990-02-03' };
    const planId = await house.done({ do: 'appoint', person, posts: [post('Phòng Tổ chức', 'Chuyên viên')], reason: 'QĐ 12/QĐ-SNV' });
    const facts = await house.facts('Nông Thị Yến');
    expect(facts).toMatchObject({ address: 'yennt.nv@tinh.gov.vn', standing: 'in-service', birthDate: '1990-02-03' });
    expect(facts.posts).toMatchObject([
      { unit: 'Phòng Tổ chức', title: 'Chuyên viên', kind: 'staff', isMain: true, validFrom: day, validTo: null },
    ]);
    const [act] = await house.rows<{ detail: object; person_id: number; plan_id: number }>(
      `SELECT detail, person_id, plan_id FROM audit WHERE act = 'person.appoint' AND target = 'yennt.nv@tinh.gov.vn'`,
    );
    expect(act).toMatchObject({ person_id: facts.id, plan_id: planId, detail: { reason: 'QĐ 12/QĐ-SNV' } });
  });

  it('gives several posts at once, the first the main one, and takes up a seat that is free', async () => {
    const posts = [
      post('Sở Tài chính', 'Phó Giám đốc', { kind: 'deputy' }),
      post('Phòng Tổ chức', 'Trưởng phòng', { kind: 'head', capacity: 'acting' }),
    ];
    await house.done(newcomer('Quý', posts));
    const facts = await house.facts('Ma Thị Quý');
    expect(facts.posts.map(({ title, capacity, isMain }) => [title, capacity, isMain])).toEqual([
      ['Phó Giám đốc', 'full', true],
      ['Trưởng phòng', 'acting', false],
    ]);
    expect(facts.address).toBe('quymt.tc@tinh.gov.vn');
    expect(await house.mayRead(facts.id, house.mailboxes.tochuc, day)).toBe(true);
    expect((await readUnitFacts(house.test.database, house.units.tochuc))?.heads).toEqual(['Ma Thị Quý (quyền)']);
    await house.done({ do: 'transfer', person: facts.address, from: ['Phòng Tổ chức'], posts: [] }, '2025-08-01');
    await house.done(newcomer('Vân', [post('Phòng Tổ chức', 'trưởng phòng')]), '2025-08-01');
    const seats = await house.rows(`SELECT id FROM post WHERE unit_id = $1 AND kind = 'head'`, [house.units.tochuc]);
    expect(seats).toHaveLength(1);
    expect(await house.mayRead(facts.id, house.mailboxes.tochuc, '2025-08-01')).toBe(false);
    expect(await house.mayRead((await house.facts('Ma Thị Vân')).id, house.mailboxes.tochuc, '2025-08-01')).toBe(true);
  });

  it('makes who was acting the head in full, and keeps that they acted', async () => {
    await house.done(newcomer('Nga', [post('Ủy ban nhân dân tỉnh', 'Chủ tịch', { kind: 'head', capacity: 'in-charge' })]));
    await house.done({ do: 'appoint', person: 'Ma Thị Nga', posts: [post('Ủy ban nhân dân tỉnh', 'Chủ tịch')] }, '2025-09-01');
    const { posts } = await house.facts('Ma Thị Nga');
    expect(posts.map(({ capacity, isMain, validFrom, validTo }) => [capacity, isMain, validFrom, validTo])).toEqual([
      ['full', true, '2025-09-01', null],
      ['in-charge', true, day, '2025-08-31'],
    ]);
  });

  it('puts a head in the place of another, who loses the mailbox and what app passwords opened of it', async () => {
    const old = await house.someone('Triệu Thị Hương', 'Sở Tài chính', { title: 'Giám đốc', kind: 'head' });
    await house.rows(
      `INSERT INTO app_password (id, account_id, target_account_id, mac, label) VALUES ('aaaa', $1, $2, '', 'Thunderbird'), ('bbbb', $1, $1, '', 'own')`,
      [old.accountId, house.mailboxes.tc],
    );
    const request = newcomer('Đào', [post('Sở Tài chính', 'Giám đốc', { kind: 'head' })], { ifHeaded: 'replace' });
    const made = await house.preview(request);
    expect(made.deeds.ends).toMatchObject([{ holder: 'Triệu Thị Hương', title: 'Giám đốc' }]);
    expect(made.notes.remarks.map(({ en }) => en)).toContainEqual(
      expect.stringContaining('Triệu Thị Hương no longer reads tc@tinh.gov.vn'),
    );
    await house.done(request);
    const next = await house.facts('Ma Thị Đào');
    expect(await house.mayRead(next.id, house.mailboxes.tc, day)).toBe(true);
    expect(await house.mayRead(old.id, house.mailboxes.tc, day)).toBe(false);
    expect((await house.facts(old.address)).appPasswords).toEqual([{ label: 'own', opens: old.address }]);
    expect(await house.rows(`SELECT target FROM audit WHERE act = 'account.revoke-app-password'`)).toEqual([{ target: old.address }]);
  });

  it('makes a deputy of who comes, where that is asked for', async () => {
    await house.done(newcomer('Thảo', [post('Sở Tài chính', 'Giám đốc', { kind: 'head' })], { ifHeaded: 'deputy' }));
    const { id, posts } = await house.facts('Ma Thị Thảo');
    expect(posts).toMatchObject([{ kind: 'deputy' }]);
    expect(await house.mayRead(id, house.mailboxes.tc, day)).toBe(false);
  });

  it('is the main post where that is asked for: the other goes on as another, and the address may follow', async () => {
    const person = await house.someone('Vi Trung Hoàng', 'Sở Nội vụ');
    const request = {
      do: 'appoint',
      person: person.address,
      posts: [post('Sở Y tế', 'Phó Giám đốc', { kind: 'deputy' })],
      main: true,
      addresses: 'renew',
    };
    await house.done({ ...request, oldAddresses: '2025-12-31' });
    const after = await house.facts('Vi Trung Hoàng');
    expect(after.address).toBe('hoangvt.yt@tinh.gov.vn');
    expect(after.addresses).toMatchObject([
      { kind: 'primary', until: null },
      { address: person.address, kind: 'alias', until: '2025-12-31' },
    ]);
    expect(after.posts.map(({ unit, isMain, validTo }) => [unit, isMain, validTo])).toEqual([
      ['Sở Y tế', true, null],
      ['Sở Nội vụ', false, null],
      ['Sở Nội vụ', true, '2025-06-30'],
    ]);
  });
});

it('a main post that is to begin later begins then, whatever is added now', async () => {
  await house.done(newcomer('Út', [post('Sở Y tế', 'Chuyên viên')]), '2026-01-01');
  const request = { do: 'appoint', person: 'Ma Thị Út', posts: [post('Sở Nội vụ', 'Chuyên viên')], main: true };
  await house.done(request, '2025-12-01');
  expect((await house.facts('Ma Thị Út')).posts.map(({ unit, validFrom, validTo }) => [unit, validFrom, validTo])).toEqual([
    ['Sở Y tế', '2026-01-01', null],
    ['Sở Nội vụ', '2025-12-01', null],
  ]);
});

describe('two administrators', () => {
  it('who appoint the same person at once make one, and the other hears of it', async () => {
    const request = { do: 'appoint', person: { name: name('Dương', 'Thị', 'Tươi') }, posts: [post('Sở Nội vụ', 'Chuyên viên')] };
    const tries = await Promise.all([house.plan(request), house.plan(request)]);
    expect(tries.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const refused = tries.find((one) => !one.ok);
    expect(refused).toMatchObject({ refusal: { kind: 'conflict', problems: [{ what: 'namesake' }] } });
    expect(await house.rows(`SELECT id FROM person WHERE display_name = 'Dương Thị Tươi'`)).toHaveLength(1);
  });

  it('who act on one person: the plan of the second is refused with what changed, and can be made again', async () => {
    const person = await house.someone('Lường Văn Tá', 'Sở Nội vụ');
    const move = (unit: string) => ({ do: 'transfer', person: person.address, posts: [post(unit, 'Chuyên viên')] });
    const planId = await house.kept(move('Sở Tài chính'), '2025-08-01');
    expect((await house.preview(move('Sở Y tế'), '2025-07-15')).notes.remarks.map(({ en }) => en)).toContainEqual(
      expect.stringContaining(`Plan ${planId}`),
    );
    await house.done(move('Sở Y tế'), '2025-07-15');
    const stale = await house.carryOut(planId, '2025-08-01');
    expect(stale).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    const about = stale.ok ? [] : stale.refusal.differences?.map((one) => one.about);
    expect(about).toContain(`person ${person.id}`);
    expect((await house.facts(person.address)).posts[0]).toMatchObject({ unit: 'Sở Y tế', validTo: null });
    const again = await house.remake(planId, '2025-08-01');
    expect(again).toMatchObject({ ok: true, value: { state: 'carried-out' } });
    expect((await house.facts(person.address)).posts[0]).toMatchObject({ unit: 'Sở Tài chính', validFrom: '2025-08-01' });
  });

  it('who move and retire one person at once leave them gone, whoever came first', async () => {
    const person = await house.someone('Hứa Văn Nghĩa', 'Sở Nội vụ');
    const [moved, retired] = await Promise.all([
      house.plan({ do: 'transfer', person: person.address, posts: [post('Sở Y tế', 'Chuyên viên')] }),
      house.plan({ do: 'leave', person: person.address }),
    ]);
    expect(retired.ok).toBe(true);
    if (!moved.ok) expect(moved.refusal.problems).toMatchObject([{ what: 'left' }]);
    const after = await house.facts(person.address);
    expect(after.standing).toBe('left');
    expect(after.posts.filter(({ validTo }) => validTo === null)).toEqual([]);
  });
});
