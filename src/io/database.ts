import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tx } from '#kernel/tx.ts';
import { databaseLimits } from './limits.ts';

/** Where PostgreSQL is: a unix socket folder (the embedded server) or a URL (an operator's own). */
export type DatabaseAddress =
  | { readonly socketDir: string; readonly port: number; readonly user: string; readonly database: string }
  | { readonly url: string };

/** A database handle. `Tables` is the shape of the rows a room knows; each room narrows with `tablesOf`. */
export interface Database extends AsyncDisposable {
  readonly kysely: Kysely<unknown>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// Text mode throughout. bigint columns are identities, counters and octet sizes: numbers, refused above 2^53 rather than rounded.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} from the database is above 2^53`);
  return value;
});
// date columns stay `YYYY-MM-DD`: a Date would shift with the time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export function connectionConfig(address: DatabaseAddress): pg.ClientConfig {
  if ('url' in address) return { connectionString: address.url };
  return { host: address.socketDir, port: address.port, user: address.user, database: address.database };
}

/**
 * Opens a pool. Connections are made on demand; `onIdleError` is told of a connection that breaks while nobody uses it
 * (the pool replaces it).
 */
export function openDatabase(
  address: DatabaseAddress,
  options: { poolSize: number; applicationName: string; onIdleError: (error: Error) => void },
): Database {
  const pool = new pg.Pool({
    ...connectionConfig(address),
    max: options.poolSize,
    application_name: options.applicationName,
    connectionTimeoutMillis: databaseLimits.connectTimeoutMsMax,
    statement_timeout: databaseLimits.statementTimeoutMsMax,
    idle_in_transaction_session_timeout: databaseLimits.idleInTransactionMsMax,
    keepAlive: true,
  });
  pool.on('error', options.onIdleError);
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = () => kysely.destroy();
  return { kysely, pool, close, [Symbol.asyncDispose]: close };
}

/** The room's own view of the tables, outside a transaction. */
export function tablesOf<Tables>(database: Database): Kysely<Tables> {
  return database.kysely as unknown as Kysely<Tables>;
}

/** The room's own view of the tables, inside the transaction that another room may have opened. */
export function tablesIn<Tables>(tx: Tx): Transaction<Tables> {
  return tx as unknown as Transaction<Tables>;
}

/** Runs `work` in one transaction (READ COMMITTED). Resolves only after COMMIT answered; any throw rolls back. */
export function inTransaction<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.kysely.transaction().execute((transaction) => work(transaction as unknown as Tx));
}

/** For refusals found inside a transaction: throw it to roll back, and take it out again at the edge with `refusalOf`. */
export class RollbackWithRefusal<R> extends Error {
  readonly refusal: R;
  constructor(refusal: R) {
    super('rolled back: refused');
    this.refusal = refusal;
  }
}

export { sql };
