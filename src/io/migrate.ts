import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { connectionConfig, type DatabaseAddress } from './database.ts';

/** One step of the schema: `NNNN-name.sql`, never edited once released. */
interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

export interface MigrationReport {
  readonly applied: readonly string[];
  readonly already: number;
}

// Any number will do as long as every congthu uses the same: only one process migrates at a time.
const migrationLockKey = 7_214_001;

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function connect(address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client(connectionConfig(address));
  // A lost connection rejects the query under way; as an event that nobody hears it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Has the planner look at the tables: after a first filling, which autovacuum would come to only a minute later. */
export async function analyze(owner: DatabaseAddress): Promise<void> {
  const client = new pg.Client(connectionConfig(owner));
  client.on('error', () => undefined); // the query under way rejects
  await client.connect();
  try {
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

/** Makes the application's role and the database where they do not exist yet. Needs the owner's role on the server. */
export async function createRoleAndDatabase(maintenance: DatabaseAddress, database: string, applicationRole: string): Promise<void> {
  const client = await connect(maintenance);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLockKey]);
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [applicationRole]);
    if (role.rowCount === 0) await client.query(`CREATE ROLE ${client.escapeIdentifier(applicationRole)} LOGIN`);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/**
 * Brings the schema up to date, each step in a transaction of its own, one migrating process at a time.
 * Refuses a database that a newer program has migrated, and a released step whose text has changed since.
 */
export async function migrate(owner: DatabaseAddress, folder: string): Promise<MigrationReport> {
  const migrations = await readMigrations(folder);
  const client = await connect(owner);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLockKey]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const rows = (await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM schema_migration')).rows;
    const done = new Map(rows.map((row) => [row.name, row.checksum]));
    refuseForeignHistory(migrations, done);
    const applied: string[] = [];
    for (const migration of migrations.filter((one) => !done.has(one.name))) {
      await applyOne(client, migration);
      applied.push(migration.name);
    }
    return { applied, already: done.size };
  } finally {
    await client.end();
  }
}

function refuseForeignHistory(migrations: readonly Migration[], done: ReadonlyMap<string, string>): void {
  const known = new Map(migrations.map((one) => [one.name, one.checksum]));
  for (const [name, checksum] of done) {
    if (!known.has(name)) throw new Error(`the database has been migrated by a newer program (${name}): install that version or later`);
    if (known.get(name) !== checksum) throw new Error(`migration ${name} has changed since it was applied to this database`);
  }
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.text);
    await client.query('INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)', [migration.name, migration.checksum]);
    await client.query('COMMIT');
  } catch (cause) {
    // Without a connection there is nothing left to roll back, and the first error says why.
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`migration ${migration.name} failed: ${(cause as Error).message}`, { cause });
  }
}
