import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { copyOut } from './copy-out.ts';
import { queryOn } from './database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

/** Rows as hexadecimal, null for NULL. */
async function rowsOf(select: string): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  await copyOut(test.database, select, (row) => {
    rows.push(row.map((field) => field?.toString('hex') ?? null));
  });
  return rows;
}

describe('copying out', () => {
  it('rejects what PostgreSQL refuses, and leaves the connection in order', async () => {
    await expect(rowsOf('SELECT nothing FROM nowhere')).rejects.toThrow('nowhere');
    await expect(rowsOf('SELECT 1 / (3 - n) FROM generate_series(1, 5) AS n')).rejects.toThrow('division by zero');
    expect(await queryOn(test.database, { name: 'test-one', text: 'SELECT 1 AS one' }, [])).toEqual([{ one: 1 }]);
  });

  it('rejects with what the taker threw, after which others are served', async () => {
    const fault = new Error('cannot take it');
    const failing = copyOut(test.database, 'SELECT n FROM generate_series(1, 1000) AS n', (row) => {
      if (row[0]!.readInt32BE() === 500) throw fault;
    });
    await expect(failing).rejects.toBe(fault);
    expect(await rowsOf('SELECT 1')).toEqual([['00000001']]);
  });

  it('gives no row for none, and every value as PostgreSQL has it', async () => {
    expect(await rowsOf('SELECT 1 WHERE false')).toEqual([]);
    expect(await rowsOf(`SELECT 7::bigint, NULL, '\\x00ff0a5c2e'::bytea, ''::bytea, 'đ'`)).toEqual([
      ['0000000000000007', null, '00ff0a5c2e', '', Buffer.from('đ').toString('hex')],
    ]);
  });

  it('gives many rows in their order, however they come, beside other statements', async () => {
    const lengths = Array.from({ length: 300 }, (_, at) => (at * 977) % 3_000).concat(200_000, 0, 1);
    const select = `SELECT length, convert_to(repeat('x', length), 'UTF8') FROM unnest('{${lengths}}'::int[]) WITH ORDINALITY AS t (length, at) ORDER BY at`;
    const [rows] = await Promise.all([rowsOf(select), rowsOf(select), queryOn(test.database, { name: 'test-two', text: 'SELECT 2' }, [])]);
    expect(rows.map(([length, octets]) => [Number.parseInt(length!, 16), octets!.length / 2])).toEqual(lengths.map((one) => [one, one]));
  });
});
