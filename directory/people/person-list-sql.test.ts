import { afterAll, beforeAll, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import type { UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { findPeopleCalled, listPeople } from './person-list-sql.ts';

let test: TestDatabase;
let unitId: UnitId;

beforeAll(async () => {
  test = await createTestDatabase();
  const made = new SmallDirectory(test.database);
  const domain = await made.domain('tinh.gov.vn');
  ({ unitId } = await made.office(domain, 'nv'));
  for (const given of ['Đào', 'Anh', 'Dung', 'Ánh', 'Ân']) {
    const personId = await made.person({ family: 'Ma', given });
    const accountId = await made.account({ personId });
    await made.address(accountId, domain, `${given.normalize('NFD').replace(/\P{ASCII}/gu, '')}${personId}`.toLowerCase(), 'primary');
    if (given === 'Ân') await made.address(accountId, domain, 'tencu', 'former');
    if (given === 'Dung') await made.appoint(personId, unitId, 'head');
    if (given === 'Ánh') await made.set(accountId, 'locked');
  }
  const { pool } = test.database;
  await pool.query(`UPDATE person SET search_key = 'ma dao' WHERE given_name = 'Đào'`);
  await pool.query(`UPDATE appointment SET capacity = 'acting'`);
  await pool.query(`INSERT INTO account_absence (account_id, kind, valid_from, delete_after)
    SELECT account.id, 'left', '2025-07-01', '2025-09-29' FROM account JOIN person ON person.id = person_id WHERE given_name = 'Ánh'`);
  await pool.query(`INSERT INTO person_history (person_id, valid_from, valid_to, family_name, middle_name, given_name, name_order, display_name)
    SELECT id, '2010-01-01', '2020-01-01', 'Ma', 'Thị', 'Cũ', 'family-first', 'Ma Thị Cũ' FROM person WHERE given_name = 'Anh'`);
});
afterAll(() => test[Symbol.asyncDispose]());

const names = async (filter: Parameters<typeof listPeople>[1]) => (await listPeople(test.database, filter)).map(({ name }) => name);

it('nobody is found by what nobody is called', async () => {
  expect(await names({ text: 'Không Ai' })).toEqual([]);
  expect(await names({ text: '%' })).toEqual([]);
  expect(await findPeopleCalled(test.database, '#0')).toEqual([]);
  expect(await findPeopleCalled(test.database, '#99999999999999999999')).toEqual([]);
});

it('people stand in the order of the Vietnamese alphabet, by given name', async () => {
  expect(await names({})).toEqual(['Ma Anh', 'Ma Ánh', 'Ma Ân', 'Ma Dung', 'Ma Đào']);
});

it('they are found without marks, by a name or an address of before, by state and by unit', async () => {
  expect(await names({ text: 'dao' })).toEqual(['Ma Đào']);
  expect(await names({ text: 'tencu@' })).toEqual(['Ma Ân']);
  expect(await names({ text: 'ma thị cũ' })).toEqual(['Ma Anh']);
  expect(await listPeople(test.database, { standing: 'left' })).toMatchObject([{ name: 'Ma Ánh', deleteAfter: '2025-09-29' }]);
  expect(await listPeople(test.database, { units: [unitId] })).toMatchObject([{ name: 'Ma Dung', posts: 'Quyền head, nv' }]);
  expect(await findPeopleCalled(test.database, 'Ma Thị Cũ')).toMatchObject([{ name: 'Ma Anh' }]);
  expect(await findPeopleCalled(test.database, 'TENCU@tinh.gov.vn')).toMatchObject([{ name: 'Ma Ân' }]);
});
