import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { connectionConfig, type DatabaseAddress } from '#io/database.ts';
import { openImap, submit, tracePrefix, waitForMessage } from '#test/helpers/mail-clients.ts';
import { descendantsOf } from '#test/helpers/process-tree.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

// An operator's own PostgreSQL (database.url), with two roles as docker-compose.yml makes them: one owns the schema, one works.
const name = `external_${randomBytes(6).toString('hex')}`;
const owner = `${name}_owner`;
let system: TestSystem;

async function asSuperuser(...statements: string[]): Promise<void> {
  const { socketDir, port, superuser } = inject('postgres');
  const client = new pg.Client(connectionConfig({ socketDir, port, user: superuser, database: 'postgres' }));
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(role: string): DatabaseAddress & { url: string } {
  const { socketDir, port } = inject('postgres');
  return { url: `postgres://${role}@localhost/${name}?host=${encodeURIComponent(socketDir)}&port=${port}` };
}

beforeAll(async () => {
  await asSuperuser(`CREATE ROLE ${owner} LOGIN`, `CREATE DATABASE ${name} OWNER ${owner}`);
  const database = { url: urlOf(inject('postgres').applicationRole).url, ownerUrl: urlOf(owner).url, poolPerWorker: 4 };
  system = await startSystem({ config: { database } });
}, 150_000);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE ${owner}`);
}, 60_000);

describe('with an operator’s own PostgreSQL', () => {
  it('sets the province up there, starts no database of its own, and mail is delivered, over a restart too', async () => {
    const sender = system.person('anhnv.tt@backan.gov.vn');
    const reader = system.personNamed('Ma Thị Lan');
    const { octets, mark } = sampleMessage({ from: sender.address, to: reader.address });
    await submit(system, { from: sender, to: [reader.address], raw: octets });
    expect(await readdir(system.dataDir)).not.toContain('postgres');
    expect((await descendantsOf(system.program.pid)).filter(({ command }) => /postgres\b.* -D /.test(command))).toEqual([]);
    await system.restart();
    await using imap = await openImap(system, reader);
    tracePrefix((await waitForMessage(imap, 'INBOX', mark)).source, octets);
  });

  it('works as a role that owns nothing and cannot change what was audited', async () => {
    const client = new pg.Client(connectionConfig(urlOf(inject('postgres').applicationRole)));
    await client.connect();
    try {
      const { rows } = await client.query('SELECT tableowner, count(*) FROM pg_tables WHERE schemaname = $1 GROUP BY 1', ['public']);
      expect(rows.map((row) => row.tableowner)).toEqual([owner]);
      await expect(client.query('DELETE FROM audit')).rejects.toThrow(/permission denied/);
      await expect(client.query('DROP TABLE message')).rejects.toThrow(/must be owner/);
    } finally {
      await client.end();
    }
  });
});
