import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionConfig } from '#io/database.ts';
import { migrate } from '#io/migrate.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';

const migrations = fileURLToPath(new URL('../../src/migrations', import.meta.url));
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

/** The schema as it was before the audit had months. */
async function migrateUntilThen(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'congthu-before-audit-'));
  for (const name of (await readdir(migrations)).filter((one) => one < '0014')) await cp(join(migrations, name), join(folder, name));
  await migrate(test.owner, folder);
  await rm(folder, { recursive: true });
}

describe('an installation from before the audit had months', () => {
  it('keeps every entry, its number and time, and has it wait for the chain', async () => {
    await migrateUntilThen();
    await owner.query(`
      INSERT INTO domain (name) VALUES ('backan.gov.vn');
      INSERT INTO person (family_name, given_name, display_name, search_key) VALUES ('Nguyễn', 'An', 'Nguyễn An', 'nguyen an');
      INSERT INTO account (kind, person_id, quota_octets) VALUES ('personal', 1, 1);
      INSERT INTO address (domain_id, local_part, account_id, kind) VALUES (1, 'an', 1, 'primary');
      INSERT INTO audit (at, actor_account_id, act, target, detail) VALUES
        ('2024-02-29 23:30:00.123456+07', 1, 'account.lock', 'an@backan.gov.vn', '{"reason": "nghỉ"}'),
        ('2024-03-01 00:30:00+07', NULL, 'unit.change', 'Sở Nội vụ', '{"planId": 4, "unitId": 9}')`);
    const { rows: old } = await owner.query('SELECT id, at::text, act, detail FROM audit ORDER BY id');
    await migrate(test.owner, migrations);
    expect((await owner.query('SELECT id, at::text, act, detail FROM audit ORDER BY id')).rows).toEqual(old);
    const { rows } = await owner.query(
      'SELECT tableoid::regclass::text AS month, actor_address, person_id, account_id, unit_id, plan_id FROM audit ORDER BY id',
    );
    expect(rows).toEqual([
      { month: 'audit_2024_02', actor_address: 'an@backan.gov.vn', person_id: 1, account_id: 1, unit_id: null, plan_id: null },
      { month: 'audit_2024_03', actor_address: null, person_id: null, account_id: null, unit_id: 9, plan_id: 4 },
    ]);
    expect((await owner.query('SELECT id FROM audit_unsealed ORDER BY id')).rows).toEqual([{ id: 1 }, { id: 2 }]);
    const added = await owner.query("INSERT INTO audit (act) VALUES ('plan.cancel') RETURNING id");
    expect(added.rows).toEqual([{ id: 3 }]);
  });
});
