import type { QueryResultRow } from 'pg';
import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';

/** Where to read: by itself, or inside a transaction that is open. */
export type Source = { readonly database: Database } | { readonly tx: Tx };

export function queryRows<Row extends QueryResultRow>(source: Source, statement: HotStatement, values: readonly unknown[]): Promise<Row[]> {
  return 'tx' in source ? queryIn<Row>(source.tx, statement, values) : queryOn<Row>(source.database, statement, values);
}
