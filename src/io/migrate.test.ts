import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { connectionConfig } from './database.ts';
import { createRoleAndDatabase, migrate } from './migrate.ts';

let test: TestDatabase;
let folder: string;
let client: pg.Client;
beforeEach(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'congthu-migrations-'));
  client = new pg.Client(connectionConfig(test.owner));
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE');
  await client.query('CREATE SCHEMA public');
});
afterEach(async () => {
  await client.end();
  await test[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const step = (name: string, text: string) => writeFile(join(folder, name), text);
const run = () => migrate(test.owner, folder);
const tables = async () =>
  (await client.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)).rows.map(
    (row) => row.name,
  );

describe('migrating', () => {
  it('refuses a step whose text has changed since it was applied', async () => {
    await step('0001-one.sql', 'CREATE TABLE one ();');
    await run();
    await step('0001-one.sql', 'CREATE TABLE one (); ');
    await step('0002-two.sql', 'CREATE TABLE two ();');
    await expect(run()).rejects.toThrow('0001-one.sql has changed');
    expect(await tables()).toEqual(['one', 'schema_migration']);
  });

  it('refuses a database that a newer program has migrated', async () => {
    await step('0001-one.sql', 'CREATE TABLE one ();');
    await step('0002-two.sql', 'CREATE TABLE two ();');
    await run();
    await rm(join(folder, '0002-two.sql'));
    await expect(run()).rejects.toThrow('newer program (0002-two.sql)');
  });

  it('rolls a failing step back whole, keeps those before it, and goes on from there', async () => {
    await step('0001-one.sql', 'CREATE TABLE one ();');
    await step('0002-two.sql', 'CREATE TABLE two (); INSERT INTO nowhere VALUES (1);');
    await step('0003-three.sql', 'CREATE TABLE three ();');
    await expect(run()).rejects.toThrow('0002-two.sql failed: relation "nowhere" does not exist');
    expect(await tables()).toEqual(['one', 'schema_migration']);
    await step('0002-two.sql', 'CREATE TABLE two ();');
    expect(await run()).toEqual({ applied: ['0002-two.sql', '0003-three.sql'], already: 1 });
    expect(await run()).toEqual({ applied: [], already: 3 });
  });

  it('by two processes at once applies each step once', async () => {
    await step('0001-one.sql', 'CREATE TABLE one (); SELECT pg_sleep(0.1);');
    await step('0002-two.sql', 'CREATE TABLE two ();');
    const reports = await Promise.all([run(), run(), run()]);
    expect(reports.map((report) => report.applied.length).toSorted()).toEqual([0, 0, 2]);
    expect(await tables()).toEqual(['one', 'schema_migration', 'two']);
  });

  it('applies steps in the order of their numbers and passes other files over', async () => {
    await step('0002-b.sql', 'ALTER TABLE one ADD COLUMN two int;');
    await step('0001-a.sql', 'CREATE TABLE one ();');
    await step('README.md', 'not SQL');
    await step('0003-draft.sql.orig', 'not SQL either');
    expect((await run()).applied).toEqual(['0001-a.sql', '0002-b.sql']);
  });

  it('that loses its connection rejects, and the process lives on', async () => {
    await step('0001-one.sql', 'CREATE TABLE one (); SELECT pg_terminate_backend(pg_backend_pid());');
    await expect(run()).rejects.toThrow('0001-one.sql failed');
    expect(await tables()).toEqual(['schema_migration']);
  });
});

describe('making the role and the database', () => {
  it('does so once, however many do it at once', async () => {
    const { socketDir, port, superuser } = inject('postgres');
    const maintenance = { socketDir, port, user: superuser, database: 'postgres' };
    const name = `${test.name}_made`;
    try {
      await Promise.all([1, 2, 3].map(() => createRoleAndDatabase(maintenance, name, name)));
      await createRoleAndDatabase(maintenance, name, name);
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      expect(found.rowCount).toBe(1);
    } finally {
      await client.query(`DROP DATABASE IF EXISTS "${name}"`);
      await client.query(`DROP ROLE IF EXISTS "${name}"`);
    }
  });
});
