import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { namingProfileSchema } from '#directory/naming/naming-profile.ts';
import { type PersonName, splitPersonName } from '#directory/naming/person-name.ts';
import { createUnits } from '#directory/org/create-units.ts';
import type { DirectoryTables, PostKind } from '#directory/org/tables.ts';
import { inTransaction, tablesOf } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { createPeople } from './create-people.ts';
import type { PersonToCreate } from './person-to-create.ts';

const profile = namingProfileSchema.parse(parse(await readFile(new URL('../../config/naming/bac-kan.yaml', import.meta.url), 'utf8')));
const withMailboxes: AccountId[] = [];
const createMailboxes = async (_tx: unknown, ids: readonly AccountId[]) => {
  withMailboxes.push(...ids);
};

let test: TestDatabase;
let unitIds: Record<'tt' | 'phongcn' | 'tx' | 'duongquang' | 'gddt', UnitId>;

beforeAll(async () => {
  test = await createTestDatabase();
  const unit = { code: null, domain: null, parent: null };
  const units = await inTransaction(test.database, (tx) =>
    createUnits(
      { tx, createMailboxes },
      {
        profile,
        quotaOctets: 1000,
        units: [
          { ...unit, key: 'tt', kind: 'agency', name: 'Sở Thông tin và Truyền thông', code: 'tt', domain: 'backan.gov.vn' },
          { ...unit, key: 'phongcn', kind: 'office', name: 'Phòng Công nghệ thông tin', code: 'phongcn', parent: 'tt' },
          { ...unit, key: 'tx', kind: 'district', name: 'Thị xã Bắc Kạn', code: 'tx', domain: 'backan.gov.vn' },
          { ...unit, key: 'duongquang', kind: 'commune', name: 'Xã Dương Quang', parent: 'tx' },
          { ...unit, key: 'gddt', kind: 'agency', name: 'Sở Giáo dục và Đào tạo', domain: 'backan.edu.vn' },
        ] as const,
      },
    ),
  );
  if (!units.ok) throw new Error('the units of this test were refused');
  unitIds = Object.fromEntries(units.value.map(({ key, unitId }) => [key, unitId])) as typeof unitIds;
});
afterAll(() => test[Symbol.asyncDispose]());

const person = (fullName: string, unitId: UnitId, kind: PostKind = 'staff', more: Partial<PersonToCreate<string>> = {}) => {
  const name = splitPersonName(fullName);
  const parts: PersonName = name.ok ? name.value : { family: '', middle: '', given: fullName };
  return { key: fullName, name: parts, birthDate: null, posts: [{ unitId, title: 'Chuyên viên', kind }], ...more };
};
const create = (...people: PersonToCreate<string>[]) =>
  inTransaction(test.database, (tx) => createPeople({ tx, createMailboxes }, { profile, people, quotaOctets: 2000 }));
const addressesOf = (result: Awaited<ReturnType<typeof create>>) =>
  result.ok ? result.value.map(({ localPart, domain }) => `${localPart}@${domain}`) : result.refusal;
const countPeople = async () => (await tablesOf<DirectoryTables>(test.database).selectFrom('person').select('id').execute()).length;

describe('createPeople', () => {
  it('refuses everybody when one has a name, post or unit that cannot be, and writes nothing', async () => {
    const before = await countPeople();
    const result = await create(
      person('Lò Thị Xuân', unitIds.tt),
      person('李', unitIds.tt),
      person('Lò Văn Không', unitIds.tt, 'staff', { posts: [] }),
      person('Lò Văn Xa', 987_654 as UnitId),
      person('Lò Văn Trống', unitIds.tt, 'staff', { posts: [{ unitId: unitIds.tt, title: ' ', kind: 'staff' }] }),
    );
    expect(result).toMatchObject({
      ok: false,
      refusal: [
        { key: '李', refusal: { kind: 'invalid' } },
        { key: 'Lò Văn Không', refusal: { kind: 'invalid' } },
        { key: 'Lò Văn Xa', refusal: { kind: 'not-found' } },
        { key: 'Lò Văn Trống', refusal: { kind: 'invalid' } },
      ],
    });
    expect(await countPeople()).toBe(before);
  });

  it('refuses a second head, among the new people or beside one in office', async () => {
    const two = await create(person('Ma Văn Nhất', unitIds.tx, 'head'), person('Ma Văn Nhì', unitIds.tx, 'head'));
    expect(two).toMatchObject({ ok: false, refusal: [{ key: 'Ma Văn Nhì', refusal: { kind: 'conflict' } }] });
    expect((await create(person('Ma Văn Nhất', unitIds.tx, 'head'))).ok).toBe(true);
    expect(await create(person('Ma Văn Nhì', unitIds.tx, 'head'))).toMatchObject({
      ok: false,
      refusal: [{ refusal: { kind: 'conflict' } }],
    });
  });

  it('names people after the agency, district or commune, in its domain', async () => {
    const result = await create(
      person('Nguyễn Văn Anh', unitIds.phongcn, 'head'),
      person('Vi Trung Hoàng', unitIds.duongquang),
      person('Lường Thị Mai', unitIds.tx),
      person('Bế Thị Ngọc Ánh', unitIds.gddt),
    );
    expect(addressesOf(result)).toEqual([
      'anhnv.tt@backan.gov.vn',
      'hoangvt.duongquang.tx@backan.gov.vn',
      'mailt.tx@backan.gov.vn',
      'anhbtn.gddt@backan.edu.vn',
    ]);
  });

  it('tells namesakes apart, among the new people and from those before', async () => {
    const first = await create(person('Nông Văn Tuấn', unitIds.phongcn), person('Nông Văn Tuấn', unitIds.tt));
    expect(addressesOf(first)).toEqual(['tuannv.tt@backan.gov.vn', 'tuannv2.tt@backan.gov.vn']);
    expect(first).toMatchObject({ value: [{ how: 'rule' }, { how: 'ordinal' }] });
    expect(addressesOf(await create(person('Ngô Vĩ Tuân', unitIds.tt)))).toEqual(['tuannv3.tt@backan.gov.vn']);
    expect(addressesOf(await create(person('Nông Văn Tuấn', unitIds.gddt)))).toEqual(['tuannv.gddt@backan.edu.vn']);
  });

  it('gives two transactions at once two names', async () => {
    const results = await Promise.all([create(person('Đào Thị Đôi', unitIds.tt)), create(person('Đào Thị Đôi', unitIds.tt))]);
    expect(results.map((result) => addressesOf(result)[0]).toSorted()).toEqual(['doidt.tt@backan.gov.vn', 'doidt2.tt@backan.gov.vn']);
  });

  it('gives somebody with two posts one account, named after the first', async () => {
    const posts = [
      { unitId: unitIds.phongcn, title: 'Phó Trưởng phòng', kind: 'deputy' as const },
      { unitId: unitIds.gddt, title: 'Ủy viên (kiêm nhiệm)', kind: 'staff' as const },
    ];
    const result = await create(person('Hoàng Đình Quý', unitIds.tt, 'staff', { posts }));
    expect(addressesOf(result)).toEqual(['quyhd.tt@backan.gov.vn']);
    if (!result.ok) return;
    const held = await tablesOf<DirectoryTables>(test.database)
      .selectFrom('appointment')
      .innerJoin('post', 'post.id', 'appointment.post_id')
      .select(['post.unit_id', 'post.title', 'post.kind', 'appointment.is_primary', 'appointment.valid_to'])
      .where('appointment.person_id', '=', result.value[0]!.personId)
      .orderBy('post.id')
      .execute();
    expect(held).toEqual([
      { unit_id: unitIds.phongcn, title: 'Phó Trưởng phòng', kind: 'deputy', is_primary: true, valid_to: null },
      { unit_id: unitIds.gddt, title: 'Ủy viên (kiêm nhiệm)', kind: 'staff', is_primary: false, valid_to: null },
    ]);
  });

  it('stores the parts of the name in NFC with a search key, the birth date, the quota, and asks for the first folders', async () => {
    const name = { family: 'Âu Dương'.normalize('NFD'), middle: 'Thị', given: 'Hoa' };
    const result = await create({ ...person('', unitIds.tx), name, birthDate: '1973-10-20' });
    expect(addressesOf(result)).toEqual(['hoaadt.tx@backan.gov.vn']);
    if (!result.ok) return;
    const { personId, accountId } = result.value[0]!;
    const stored = await tablesOf<DirectoryTables>(test.database)
      .selectFrom('person')
      .innerJoin('account', 'account.person_id', 'person.id')
      .selectAll('person')
      .select(['account.id as accountId', 'account.kind', 'account.state', 'account.quota_octets'])
      .where('person.id', '=', personId)
      .execute();
    expect(stored).toMatchObject([
      {
        ...{ family_name: 'Âu Dương', middle_name: 'Thị', given_name: 'Hoa', display_name: 'Âu Dương Thị Hoa' },
        ...{ search_key: 'au duong thi hoa', birth_date: '1973-10-20', accountId, kind: 'personal', state: 'active', quota_octets: 2000 },
      },
    ]);
    expect(withMailboxes).toContain(accountId);
  });
});
