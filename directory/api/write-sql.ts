import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { ApiTables } from './tables.ts';

/** What makes two writes the same: by whom, under which key. */
export interface WriteKey {
  readonly accountId: AccountId;
  readonly key: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
}

export interface KnownWrite {
  /** What was asked, as a hash. */
  readonly request: Buffer;
  /** null: it is under way, or nobody knows what became of it. */
  readonly answer: KeptAnswer | null;
}

/** undefined: it is the first of its key, and now under way. Of two at the same time one is the first. */
export async function beginWrite(database: Database, { accountId, key }: WriteKey, request: Buffer): Promise<KnownWrite | undefined> {
  const tables = tablesOf<ApiTables>(database);
  const begun = await tables
    .insertInto('api_write')
    .values({ account_id: accountId, key, request, status: null, location: null, body: null })
    .onConflict((conflict) => conflict.columns(['account_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (begun !== undefined) return undefined;
  const known = await tables
    .selectFrom('api_write')
    .select(['request', 'status', 'location', 'body'])
    .where('account_id', '=', accountId)
    .where('key', '=', key)
    .executeTakeFirst();
  // Given up in between: whoever asks again begins it.
  if (known === undefined) return { request, answer: null };
  const { status, location, body } = known;
  return { request: known.request, answer: status === null ? null : { status, location, body } };
}

export async function keepAnswer(database: Database, { accountId, key }: WriteKey, { status, location, body }: KeptAnswer): Promise<void> {
  await tablesOf<ApiTables>(database)
    .updateTable('api_write')
    .set({ status, location, body: JSON.stringify(body) })
    .where('account_id', '=', accountId)
    .where('key', '=', key)
    .execute();
}

/** Nothing was done: the key may be used again. */
export async function giveUpWrite(database: Database, { accountId, key }: WriteKey): Promise<void> {
  await tablesOf<ApiTables>(database).deleteFrom('api_write').where('account_id', '=', accountId).where('key', '=', key).execute();
}

/** Forgets what an account was answered long ago. */
export async function forgetWrites(database: Database, accountId: AccountId, olderThanMs: number): Promise<void> {
  await tablesOf<ApiTables>(database)
    .deleteFrom('api_write')
    .where('account_id', '=', accountId)
    .where('begun_at', '<', sql<Date>`statement_timestamp() - ${olderThanMs}::float8 * interval '1 ms'`)
    .execute();
}
