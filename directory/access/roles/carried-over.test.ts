import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionConfig } from '#io/database.ts';
import { migrate } from '#io/migrate.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { authorise } from './authorise.ts';

const migrations = fileURLToPath(new URL('../../../src/migrations', import.meta.url));
let test: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client(connectionConfig(test.owner));
  await owner.connect();
  await owner.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
});
afterAll(async () => {
  await owner.end();
  await test[Symbol.asyncDispose]();
});

it('an administrator from before there were roles is an operator since that day in Vietnam, and nobody else is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'congthu-before-roles-'));
  for (const name of (await readdir(migrations)).filter((one) => one < '0013')) await cp(join(migrations, name), join(folder, name));
  await migrate(test.owner, folder);
  await rm(folder, { recursive: true });
  await owner.query(`
    INSERT INTO domain (name) VALUES ('backan.gov.vn');
    INSERT INTO person (family_name, given_name, display_name, search_key) SELECT 'Nguyễn', 'An', 'Nguyễn An', 'nguyen an' FROM generate_series(1, 3);
    INSERT INTO account (kind, person_id, quota_octets) SELECT 'personal', id, 1 FROM person ORDER BY id;
    INSERT INTO address (domain_id, local_part, account_id, kind) SELECT 1, 'an' || id, id, 'primary' FROM account;
    INSERT INTO administrator (account_id, granted_by, granted_at) VALUES (1, NULL, '2024-02-29 23:30+00'), (2, 1, '2024-03-05 00:00+00')`);
  await migrate(test.owner, migrations);
  const { rows } = await owner.query(
    'SELECT account_id, role, unit_id, valid_from, valid_to, granted_by FROM role_assignment ORDER BY account_id',
  );
  const operator = { role: 'operator', unit_id: null, valid_to: null };
  expect(rows).toEqual([
    { ...operator, account_id: 1, valid_from: '2024-03-01', granted_by: null },
    { ...operator, account_id: 2, valid_from: '2024-03-05', granted_by: 1 },
  ]);
  const may = ([1, 2, 3] as AccountId[]).map((actorAccountId) =>
    authorise({ database: test.database }, { actorAccountId, act: 'plan.make', target: { of: 'system' } }),
  );
  expect((await Promise.all(may)).map(({ ok }) => ok)).toEqual([true, true, false]);
});
