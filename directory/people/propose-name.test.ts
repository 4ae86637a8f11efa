import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainProposal } from '#directory/naming/explain-proposal.ts';
import { splitPersonName } from '#directory/naming/person-name.ts';
import { readProfile } from '#directory/naming/profile.fixture.ts';
import { createUnits } from '#directory/org/create-units.ts';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { inTransaction, tablesOf } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { createPeople } from './create-people.ts';
import type { NamingProblem } from './naming-problem.ts';
import { type PersonToBeNamed, type ProposedNames, proposeNameForPerson, proposeNameForUnit, type UnitToBeNamed } from './propose-name.ts';

const profile = readProfile('bac-kan');
const createMailboxes = () => Promise.resolve();
const root = () => Promise.resolve({ profileId: 'bac-kan', domain: 'backan.gov.vn' });

let test: TestDatabase;
let unitIds: ReadonlyMap<string, UnitId>;

beforeAll(async () => {
  test = await createTestDatabase();
  const of = { code: null, domain: null, parent: 'ubnd' };
  const units = [
    { ...of, key: 'ubnd', kind: 'province', name: 'Ủy ban nhân dân tỉnh', code: 'ubnd', domain: 'backan.gov.vn', parent: null },
    { ...of, key: 'tt', kind: 'agency', name: 'Sở Thông tin và Truyền thông', code: 'tt' },
    { ...of, key: 'phongcn', kind: 'office', name: 'Phòng Công nghệ thông tin', code: 'phongcn', parent: 'tt' },
    { ...of, key: 'gddt', kind: 'agency', name: 'Sở Giáo dục và Đào tạo', domain: 'backan.edu.vn' },
    { ...of, key: 'vp', kind: 'agency', name: 'Văn phòng', code: 'vp' },
    { ...of, key: 'vp-edu', kind: 'agency', name: 'Văn phòng đào tạo', code: 'vp', domain: 'backan.edu.vn' },
    { ...of, key: 'chodon', kind: 'district', name: 'Huyện Chợ Đồn' },
    { ...of, key: 'yenmy', kind: 'commune', name: 'Xã Yên Mỹ', parent: 'chodon' },
    { ...of, key: 'bachthong', kind: 'district', name: 'Huyện Bạch Thông' },
    { ...of, key: 'nghean', kind: 'agency', name: 'Sở Ngoại vụ', code: 'ngv' },
    { ...of, key: 'phongle', kind: 'office', name: 'Phòng Lễ tân', code: 'lt', parent: 'nghean' },
  ] as const;
  const made = await inTransaction(test.database, (tx) => createUnits({ tx, createMailboxes }, { profile, quotaOctets: 1000, units }));
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  unitIds = new Map(made.value.map(({ key, unitId }) => [key, unitId]));
  await changeUnit('bachthong', { valid_from: '2000-01-01', valid_to: '2025-06-30' });
  await changeUnit('nghean', { naming_profile: 'nghe-an' });
  for (const unit of ['tt', 'tt', 'gddt']) await appoint('Nguyễn Văn Anh', unit);
});
afterAll(() => test[Symbol.asyncDispose]());

async function changeUnit(key: string, set: { valid_from?: string; valid_to?: string; naming_profile?: string | null }): Promise<void> {
  await tablesOf<DirectoryTables>(test.database).updateTable('unit').set(set).where('id', '=', unitIds.get(key)!).execute();
}

async function appoint(fullName: string, unit: string): Promise<void> {
  const name = splitPersonName(fullName);
  if (!name.ok) throw new Error(fullName);
  const posts = [{ unitId: unitIds.get(unit)!, title: 'Chuyên viên', kind: 'staff' as const }];
  const people = [{ key: 1, name: name.value, birthDate: null, posts }];
  const made = await inTransaction(test.database, (tx) => createPeople({ tx, createMailboxes }, { profile, people, quotaOctets: 1000 }));
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
}

const deps = () => ({ database: test.database, root, readProfile: (id: string) => Promise.resolve(readProfile(id)) });
const forPerson = (unit: string, more: Partial<PersonToBeNamed> = {}) =>
  proposeNameForPerson(deps(), { fullName: 'Nguyễn Văn Anh', unit, ...more });
const forUnit = (name: string, kind: UnitToBeNamed['kind'], more: Partial<UnitToBeNamed> = {}) =>
  proposeNameForUnit(deps(), { name, kind, code: null, parent: null, ...more });

function named<Names>(proposed: Result<Names, NamingProblem>): Names {
  if (!proposed.ok) throw new Error(JSON.stringify(proposed.refusal));
  return proposed.value;
}
const namesOf = async (proposed: Promise<Result<ProposedNames<{ localPart: string }>, NamingProblem>>) => {
  const { free, domain } = named(await proposed);
  return free.map(({ localPart }) => `${localPart}@${domain}`);
};
const refusedWith = async (proposed: ReturnType<typeof forPerson> | ReturnType<typeof forUnit>) => {
  const done = await proposed;
  return done.ok ? done : `${done.refusal.vi} / ${done.refusal.en}`;
};

describe('a name is refused', () => {
  it.each([
    ['ttt', 'tt@backan.gov.vn (Sở Thông tin và Truyền thông)'],
    ['phongnc.tt', 'phongcn.tt@backan.gov.vn (Phòng Công nghệ thông tin)'],
    ['tt@backan.gov.vm', 'tt@backan.gov.vn (Sở Thông tin và Truyền thông)'],
    ['gddt@backan.gov.vn', 'gddt@backan.edu.vn (Sở Giáo dục và Đào tạo)'],
    ['so giao duc va dao tao', 'gddt@backan.edu.vn (Sở Giáo dục và Đào tạo)'],
  ])('under a unit that is not there, %j, with what was meant', async (unit, meant) => {
    const said = `không có đơn vị "${unit}"; có phải ${meant}? / no such unit; did you mean ${meant}?`;
    expect(await refusedWith(forPerson(unit))).toBe(said);
    expect(await refusedWith(forUnit('Xã Yên Mỹ', 'commune', { parent: unit }))).toBe(said);
    expect(await refusedWith(forUnit('Xã Yên Mỹ', 'commune', { parent: 'chodon', formerParent: unit }))).toBe(said);
  });

  it.each(['khongaithe', '', '@', 'anhnv.tt@backan.gov.vn', "'; DROP TABLE unit"])('under %j without a guess at random', async (unit) =>
    expect(await refusedWith(forPerson(unit))).toBe(`không có đơn vị "${unit}" / no such unit`),
  );

  it('under a mailbox that units of two domains have, until its address says which', async () => {
    expect(await refusedWith(forPerson('vp'))).toContain('vp@backan.edu.vn, vp@backan.gov.vn');
    expect((await namesOf(forPerson('vp@backan.edu.vn')))[0]).toBe('anhnv.vp@backan.edu.vn');
  });

  it('under a unit that has ended', async () => {
    expect(await refusedWith(forPerson('bachthong'))).toMatch(/đã giải thể.*Bạch Thông \/ the unit has ended/);
    expect(await refusedWith(forUnit('Xã Yên Mỹ', 'commune', { parent: 'bachthong' }))).toMatch(/the unit has ended/);
  });

  it('where no naming profile stands above', async () => {
    await changeUnit('ubnd', { naming_profile: null });
    expect(await refusedWith(forPerson('tt'))).toMatch(/^không có quy tắc đặt tên.*\/ neither/);
    expect(await refusedWith(forUnit('Phòng Lễ tân', 'office', { parent: 'tt' }))).toMatch(/^không có quy tắc đặt tên/);
    await changeUnit('ubnd', { naming_profile: 'bac-kan' });
  });

  it('to what no name can be made of', async () => {
    expect(await refusedWith(forPerson('tt', { fullName: '李' }))).toBe(
      'không đặt được tên hộp thư / Given name has no letter from a to z: 李',
    );
    expect(await refusedWith(forUnit('Phòng Lễ tân', 'office'))).toMatch(/named after the unit above it, and has none/);
  });

  it('in a domain that is not ours', async () =>
    expect(await refusedWith(forUnit('Sở Y tế', 'agency', { domain: 'backan.edu.vm' }))).toMatch(/did you mean backan\.edu\.vn\?$/));
});

describe('a person', () => {
  it('is named by the rule where nobody had the name, and nothing is written', async () => {
    const rows = () => tablesOf<DirectoryTables>(test.database).selectFrom('address').select('id').execute();
    const before = await rows();
    const proposed = named(await forPerson('chodon@BACKAN.gov.vn'));
    expect(proposed).toMatchObject({ under: 'chodon@backan.gov.vn', domain: 'backan.gov.vn', profileId: 'bac-kan', taken: [] });
    expect(proposed.free[0]).toMatchObject({ localPart: 'anhnv.chodon', how: 'rule' });
    expect(await rows()).toEqual(before);
  });

  it('in an office is named after the agency it is inside of, in the agency’s domain', async () => {
    expect(named(await forPerson('phongcn.tt')).under).toBe('tt@backan.gov.vn');
    expect((await namesOf(forPerson('gddt')))[0]).toBe('anhnv2.gddt@backan.edu.vn');
  });

  it('with namesakes is told whose each name is, and what is free, with how it was made', async () => {
    const { free, taken } = named(await forPerson('phongcn.tt', { birthDate: '1985-02-28' }));
    expect(taken).toEqual(
      ['anhnv.tt', 'anhnv2.tt'].map((localPart) => ({
        ...{ localPart, owner: 'Nguyễn Văn Anh' },
        ...{ addressKind: 'primary', accountKind: 'personal', accountState: 'active' },
      })),
    );
    expect(free.slice(0, 2).map(({ localPart }) => localPart)).toEqual(['anhnv3.tt', 'anhnvan.tt']);
    expect(free.map(({ localPart }) => localPart)).toContain('anhnv1985.tt');
    expect(explainProposal(free[0]!, 'vi')).toMatch(/^Thêm số thứ tự: anh \(tên\)/);
  });

  it('gets no name that a closed account had, or that is a former address', async () => {
    const tables = tablesOf<DirectoryTables>(test.database);
    const { account_id, domain_id } = await tables
      .selectFrom('address')
      .selectAll()
      .where('local_part', '=', 'anhnv2.tt')
      .executeTakeFirstOrThrow();
    await tables.updateTable('account').set({ state: 'closed' }).where('id', '=', account_id).execute();
    await tables.insertInto('address').values({ account_id, domain_id, local_part: 'vananhn.tt', kind: 'former' }).execute();
    const { free, taken } = named(await forPerson('tt'));
    expect(free.map(({ localPart }) => localPart)).not.toContain('vananhn.tt');
    expect(taken.map(({ localPart, addressKind, accountState }) => `${localPart} ${addressKind} ${accountState}`)).toEqual([
      'anhnv.tt primary active',
      'anhnv2.tt primary closed',
      'vananhn.tt former closed',
    ]);
  });

  it('is named by the profile of the nearest unit above that has one', async () => {
    expect(named(await forPerson('lt.ngv'))).toMatchObject({ profileId: 'nghe-an', under: 'ngv@backan.gov.vn' });
    expect((await namesOf(forPerson('lt.ngv')))[0]).toBe('anhnv@backan.gov.vn');
  });
});

describe('a unit', () => {
  it('of a name that is taken is told by which unit, and apart by the unit it was under, which may have ended', async () => {
    const { free, taken, under } = named(await forUnit('Xã Yên Mỹ', 'commune', { parent: 'chodon', formerParent: 'bachthong' }));
    expect(under).toBe('chodon@backan.gov.vn');
    expect(taken).toMatchObject([{ localPart: 'yenmy.chodon', owner: 'Xã Yên Mỹ', accountKind: 'unit' }]);
    expect(free.slice(0, 2)).toEqual([
      { localPart: 'xayenmy.chodon', how: 'kind-word' },
      { localPart: 'yenmy.bachthong', how: 'former-unit-above' },
    ]);
  });

  it('takes the domain of the unit above unless it says otherwise', async () => {
    const inEducation = { parent: 'gddt' };
    expect((await namesOf(forUnit('Phòng Khảo thí', 'office', inEducation)))[0]).toBe('kt.gddt@backan.edu.vn');
    expect((await namesOf(forUnit('Phòng Khảo thí', 'office', { ...inEducation, domain: 'BacKan.gov.vn' })))[0]).toBe(
      'kt.gddt@backan.gov.vn',
    );
  });

  it('with none above follows the province; its code beats the rule', async () => {
    expect(named(await forUnit('Sở Y tế', 'agency'))).toMatchObject({ under: null, domain: 'backan.gov.vn' });
    expect((await namesOf(forUnit('Sở Y tế', 'agency', { code: 'soyte' })))[0]).toBe('soyte@backan.gov.vn');
  });
});
