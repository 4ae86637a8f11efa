import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { UnitInTree } from '#directory/naming/name-units.ts';
import { namingProfileSchema } from '#directory/naming/naming-profile.ts';
import { inTransaction, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { createUnits } from './create-units.ts';
import type { DirectoryTables } from './tables.ts';

const profile = namingProfileSchema.parse(parse(await readFile(new URL('../../config/naming/bac-kan.yaml', import.meta.url), 'utf8')));
const withMailboxes: AccountId[] = [];
const createMailboxes = async (_tx: unknown, ids: readonly AccountId[]) => {
  withMailboxes.push(...ids);
};

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const create = (...units: UnitInTree<string>[]) =>
  inTransaction(test.database, (tx) => createUnits({ tx, createMailboxes }, { profile, units, quotaOctets: 5000 }));
const agency = (name: string, more: Partial<UnitInTree<string>> = {}): UnitInTree<string> => ({
  ...{ key: name, kind: 'agency', name, parent: null, code: null, domain: 'backan.gov.vn' },
  ...more,
});
const countUnits = async () => (await tablesOf<DirectoryTables>(test.database).selectFrom('unit').select('id').execute()).length;

describe('createUnits', () => {
  it('refuses all when one has no name, and writes nothing', async () => {
    expect(await create(agency('Sở Một'), agency('李'))).toMatchObject({
      ok: false,
      refusal: [{ key: '李', refusal: { kind: 'invalid' } }],
    });
    expect(await countUnits()).toBe(0);
  });

  it('refuses two units of one address, and one that anybody ever had', async () => {
    const clash = await create(agency('Sở Tư pháp'), agency('Sở Tài phú'));
    expect(clash).toMatchObject({ ok: false, refusal: [{ key: 'Sở Tài phú', refusal: { kind: 'already-exists' } }] });
    expect((await create(agency('Sở Tư pháp'))).ok).toBe(true);
    expect(await create(agency('Sở Tài phú'))).toMatchObject({
      ok: false,
      refusal: [{ key: 'Sở Tài phú', refusal: { kind: 'already-exists' } }],
    });
    expect((await create(agency('Sở Tài phú', { domain: 'backan.edu.vn' }))).ok).toBe(true);
  });

  it('does nothing for no units', async () => expect(await create()).toEqual({ ok: true, value: [] }));

  it('writes a tree given in any order, each unit with a mailbox that is its head’s', async () => {
    const commune: UnitInTree<string> = agency('Xã Bằng Phúc', { kind: 'commune', parent: 'Huyện Chợ Đồn', domain: null });
    const result = await create(commune, agency('Huyện Chợ Đồn'.normalize('NFD'), { key: 'Huyện Chợ Đồn', kind: 'district' }));
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    const [below, above] = result.value;
    expect(result.value).toMatchObject([
      { key: 'Xã Bằng Phúc', localPart: 'bangphuc.chodon', domain: 'backan.gov.vn' },
      { key: 'Huyện Chợ Đồn', localPart: 'chodon', domain: 'backan.gov.vn' },
    ]);
    const stored = await tablesOf<DirectoryTables>(test.database)
      .selectFrom('unit')
      .innerJoin('account', 'account.unit_id', 'unit.id')
      .innerJoin('access_grant', 'access_grant.target_account_id', 'account.id')
      .select(['unit.name', 'unit.parent_id', 'unit.search_key', 'unit.naming_profile', 'account.id as accountId', 'account.kind'])
      .select(['account.quota_octets', 'access_grant.principal_kind', 'access_grant.principal_id', 'access_grant.rights'])
      .where('unit.id', 'in', [below!.unitId, above!.unitId])
      .orderBy('unit.search_key')
      .execute();
    const rights = ['read', 'organise', 'delete', 'send-as', 'send-on-behalf', 'manage'];
    const alike = { kind: 'unit', quota_octets: 5000, principal_kind: 'head', rights };
    expect(stored).toEqual([
      {
        ...{ ...alike, name: 'Huyện Chợ Đồn', parent_id: null, search_key: 'huyen cho don', naming_profile: 'bac-kan' },
        ...{ accountId: above!.accountId, principal_id: above!.unitId },
      },
      {
        ...{ ...alike, name: 'Xã Bằng Phúc', parent_id: above!.unitId, search_key: 'xa bang phuc', naming_profile: null },
        ...{ accountId: below!.accountId, principal_id: below!.unitId },
      },
    ]);
    expect(withMailboxes).toEqual(expect.arrayContaining([below!.accountId, above!.accountId]));
  });
});
