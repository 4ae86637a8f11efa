import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionConfig } from '#io/database.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { searchColumnStatements } from './search-columns-sql.ts';

/** The room's named statements, as they stand in its sources, and those that are put together there. */
function hotStatements(): { name: string; text: string }[] {
  const sources = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file));
  const inSources = sources.flatMap((file) => {
    const source = readFileSync(join(import.meta.dirname, file), 'utf8');
    const shared = new Map([...source.matchAll(/const (\w+) = `([^`]*)`/g)].map(([, name, text]) => [name!, text!]));
    return [...source.matchAll(/name: '([a-z-]+)',\s*text:\s*([`'])([\s\S]*?)\2/g)].map(([, name, , text]) => ({
      name: name!,
      text: text!.replace(/\$\{(\w+)\}/g, (_whole, word: string) => shared.get(word) ?? ''),
    }));
  });
  return [...inSources, ...searchColumnStatements.values()];
}

let test: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  test = await createTestDatabase();
  client = new pg.Client(connectionConfig(test.address));
  await client.connect();
  await client.query('SET enable_seqscan = off');
});
afterAll(async () => {
  await client.end();
  await test[Symbol.asyncDispose]();
});

describe('the named statements', () => {
  it('are found, and each has a name of its own', () => {
    const names = hotStatements().map((one) => one.name);
    expect(names.length).toBeGreaterThan(25);
    expect(new Set(names).size).toBe(names.length);
  });

  // Once for an account that is deleted, of tables that are small; and what all mailboxes hold together, asked for at most every ten seconds.
  const readWhole = new Set(['erase-subscriptions', 'erase-metadata', 'store-used-octets']);

  // Where an index would do PostgreSQL now takes it, however small the table is; a scan that is left has none.
  it.each(hotStatements().filter(({ name }) => !readWhole.has(name)))('$name never has to read a whole table', async ({ text }) => {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
    const scans = rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes('Seq Scan'));
    expect(scans).toEqual([]);
  });
});
