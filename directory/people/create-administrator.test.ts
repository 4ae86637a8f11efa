import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { attemptInTransaction, sql } from '#io/database.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { findAccount } from './account-list-sql.ts';
import { createAdministrator } from './create-administrator.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const createMailboxes = vi.fn(async () => undefined);
const create = (localPart: string) =>
  attemptInTransaction(test.database, (tx) =>
    createAdministrator({ tx, createMailboxes }, { localPart, domain: 'backan.gov.vn', quotaOctets: 1_000 }),
  );

describe('the first administrator', () => {
  it('has an account of its own, without a post, with the right and a mailbox', async () => {
    const made = await create('quantri');
    expect(made).toMatchObject({ ok: true, value: { address: 'quantri@backan.gov.vn' } });
    expect(await findAccount(test.database, 'quantri@backan.gov.vn')).toMatchObject({
      kind: 'personal',
      state: 'active',
      name: 'Quản trị hệ thống',
      posts: '',
      roles: ['operator'],
      quotaOctets: 1_000,
    });
    expect(createMailboxes).toHaveBeenCalledOnce();
  });

  it('is refused an address that was given out already, and nothing is left behind', async () => {
    await create('truoc');
    const people = async () => (await sql`SELECT FROM person`.execute(test.database.kysely)).rows.length;
    const before = await people();
    expect(await create('truoc')).toMatchObject({ ok: false, refusal: { kind: 'already-exists' } });
    expect(await people()).toBe(before);
  });
});
