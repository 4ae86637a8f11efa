import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { TableEncoding } from './decode-text.ts';
import { type ReadRows, readRows } from './read-rows.ts';
import { readTable } from './read-table.ts';

/** The rows that a file asks for, or why it is no table. */
export async function readBatchFile(octets: Buffer, encoding?: TableEncoding): Promise<Result<ReadRows, InBoth>> {
  const table = await readTable(octets, encoding);
  return table.ok ? ok(readRows(table.value)) : table;
}
