import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { sql } from '#io/database.ts';
import type { DomainId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { findAccount, listAccounts } from './account-list-sql.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let unit: UnitId;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
  unit = (await directory.office(domain, 'tt')).unitId;
});
afterAll(() => test[Symbol.asyncDispose]());

describe('an account that is asked for', () => {
  it('is nobody’s when its address is', async () => {
    expect(await findAccount(test.database, 'khongco@backan.gov.vn')).toBeNull();
    expect(await findAccount(test.database, 'tt')).toBeNull();
  });

  it('is found by any of its addresses, in any case, and shown by the primary one', async () => {
    const { accountId } = await directory.staff(domain, 'anh');
    await directory.address(accountId, domain, 'anhcu', 'alias');
    expect(await findAccount(test.database, 'AnhCu@BacKan.gov.vn')).toMatchObject({
      id: accountId,
      address: 'anh@backan.gov.vn',
      unitId: null,
    });
  });

  it('says which roles it was given, and is not over', async () => {
    const { accountId } = await directory.staff(domain, 'quantri');
    await sql`INSERT INTO role_assignment (account_id, role, valid_from, valid_to, revoked_at) VALUES
      (${accountId}, 'operator', '2020-01-01', NULL, NULL), (${accountId}, 'operator', '2020-01-01', NULL, NULL),
      (${accountId}, 'auditor', '2020-01-01', '2020-12-31', NULL), (${accountId}, 'auditor', '2020-01-01', NULL, now())`.execute(
      test.database.kysely,
    );
    expect(await findAccount(test.database, 'quantri@backan.gov.vn')).toMatchObject({ roles: ['operator'] });
    expect(await findAccount(test.database, 'tt@backan.gov.vn')).toMatchObject({ roles: [], kind: 'unit', personId: null });
  });
});

describe('a list', () => {
  it('has those whose name or address holds the text, marks and case aside, by address', async () => {
    const addresses = async (search: string) => (await listAccounts(test.database, { search })).map(({ address }) => address);
    await directory.staff(domain, 'zung');
    await sql`UPDATE person SET search_key = 'nguyen tri dung', display_name = 'Nguyễn Trí Dũng' WHERE id = (
      SELECT person_id FROM account JOIN address ON account_id = account.id WHERE local_part = 'zung')`.execute(test.database.kysely);
    expect(await addresses('trí dũng')).toEqual(['zung@backan.gov.vn']);
    expect(await addresses('ZUNG')).toEqual(['zung@backan.gov.vn']);
    expect(await addresses("'; DROP TABLE account")).toEqual([]);
    const all = await addresses('');
    expect(all).toEqual([...all].sort());
    expect(all).toContain('tt@backan.gov.vn');
  });

  it('has no more than asked for', async () => {
    expect(await listAccounts(test.database, { limit: 1 })).toHaveLength(1);
  });

  it('shows the posts of the day in Vietnam, which begins seven hours before that of UTC', async () => {
    const { personId } = await directory.staff(domain, 'kiem');
    await directory.appoint(personId, unit, 'head', '2026-03-01', '2026-03-31');
    const postsAt = async (at: string) => (await listAccounts(test.database, { search: 'kiem@', at: new Date(at) }))[0]?.posts;
    expect(await postsAt('2026-02-28T16:59:59Z')).toBe('');
    expect(await postsAt('2026-02-28T17:00:00Z')).toBe('head, tt');
    expect(await postsAt('2026-03-31T16:59:59Z')).toBe('head, tt');
    expect(await postsAt('2026-03-31T17:00:00Z')).toBe('');
  });
});
