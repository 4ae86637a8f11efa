import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { TableEncoding } from './decode-text.ts';
import { type ReadRows, readRows } from './read-rows.ts';
import { readTable } from './read-table.ts';
import { type TextTable, textTableOf } from './text-table.ts';

export interface ReadFile extends ReadRows {
  /** The table itself, where it was asked for; null: without headings there is none. */
  readonly table?: TextTable | null;
}

export interface HowToRead {
  /** What its author says it is in; left out: found out. */
  readonly encoding?: TableEncoding | undefined;
  readonly withTable?: boolean | undefined;
}

/** The rows that a file asks for, or why it is no table. */
export async function readBatchFile(octets: Buffer, { encoding, withTable }: HowToRead = {}): Promise<Result<ReadFile, InBoth>> {
  const table = await readTable(octets, encoding);
  if (!table.ok) return table;
  const rows = readRows(table.value);
  return ok(withTable === true ? { ...rows, table: textTableOf(table.value) } : rows);
}
