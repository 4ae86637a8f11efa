import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { databaseLimits } from './limits.ts';
import { PostgresSocket } from './postgres-socket.ts';
import { TickSocket } from './tick-socket.ts';

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
    // Statements of a transaction that need nothing of one another's answers are sent together (`sendIn`): round trips are what they cost.
    pipeline: true,
    stream: () => ('url' in address ? new TickSocket() : new PostgresSocket()),
    // Statements with arrays look cheaper planned anew for each call, which takes as long as running them. All of ours have one good plan.
    options: '-c plan_cache_mode=force_generic_plan',
  });
  let isClosing = false;
  pool.on('error', (error) => {
    // Ours to end: the server may end it first, when it stops right after.
    if (!isClosing) options.onIdleError(error);
  });
  // A connection that the server ends as soon as it is made says so before whoever asked for it can hear, which would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    isClosing = true;
    await kysely.destroy();
    // Kysely ends only a pool that it has used itself: another's connections would keep the process until they have been idle for long.
    if (!pool.ending) await pool.end();
  };
  return { kysely, pool, close, [Symbol.asyncDispose]: close };
}

/** Whether the database answers; rejects with the cause when it does not. For health checks. */
export async function answers(database: Database): Promise<boolean> {
  return (await queryOn(database, { name: 'database-answers', text: 'SELECT 1' }, [])).length === 1;
}

/** The room's own view of the tables, outside a transaction. */
export function tablesOf<Tables>(database: Database): Kysely<Tables> {
  return database.kysely as unknown as Kysely<Tables>;
}

/** A transaction on its one client. Kysely over it is made only when a room asks: hot paths use `queryIn` alone. */
class OpenTransaction {
  readonly client: pg.PoolClient;
  readonly afterCommit: (() => void)[] = [];
  /** Statements sent whose answers nobody waits for before the commit. */
  readonly sent: Promise<unknown>[] = [];
  #kysely: Kysely<unknown> | undefined;

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  get kysely(): Kysely<unknown> {
    this.#kysely ??= new Kysely<unknown>({ dialect: new PostgresDialect({ pool: lentPool(this.client) }) });
    return this.#kysely;
  }
}

// Kysely asks a pool for a connection and gives it back after each query: this one always lends the transaction's own.
function lentPool(client: pg.PoolClient): pg.Pool {
  const lent = { query: client.query.bind(client), release: () => undefined };
  return { connect: async () => lent, end: async () => undefined, options: {} } as unknown as pg.Pool;
}

const opened = (tx: Tx) => tx as unknown as OpenTransaction;

/** The room's own view of the tables, inside the transaction that another room may have opened. */
export function tablesIn<Tables>(tx: Tx): Kysely<Tables> {
  return opened(tx).kysely as unknown as Kysely<Tables>;
}

/** A hot statement: named, so that PostgreSQL parses and plans it once a connection. The name must belong to this text alone. */
export interface HotStatement {
  readonly name: string;
  readonly text: string;
}

const withValues = ({ name, text }: HotStatement, values: readonly unknown[]) => ({ name, text, values: values as unknown[] });

export async function queryIn<Row extends pg.QueryResultRow>(tx: Tx, statement: HotStatement, values: readonly unknown[]): Promise<Row[]> {
  const result = await opened(tx).client.query<Row>(withValues(statement, values));
  return result.rows;
}

/**
 * Sends a statement without waiting: what follows is executed after it, and if it fails the transaction does. For writes that answer
 * nothing that is needed; the last of them travels with the COMMIT.
 */
export function sendIn(tx: Tx, statement: HotStatement, values: readonly unknown[]): void {
  send(opened(tx), withValues(statement, values));
}

function send(transaction: OpenTransaction, query: string | pg.QueryConfig): void {
  const answer = transaction.client.query(query);
  answer.catch(() => undefined); // seen at the commit, or gone with the rollback
  transaction.sent.push(answer);
}

/** Whole numbers as PostgreSQL writes an array of them: the driver quotes element by element, which for thousands takes longer than the query. */
export function integers(values: readonly number[]): string {
  return `{${values.join()}}`;
}

export async function queryOn<Row extends pg.QueryResultRow>(
  database: Database,
  statement: HotStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const result = await database.pool.query<Row>(withValues(statement, values));
  return result.rows;
}

/**
 * Runs `work` in one transaction (READ COMMITTED). Resolves only after every statement sent succeeded and COMMIT answered COMMIT; any throw
 * rolls back. After a failed statement PostgreSQL answers COMMIT with ROLLBACK and no error: that is a fault here. BEGIN travels with the first
 * statement, COMMIT with the last. With `lockMsMax` it waits no longer for any row that another transaction holds: it fails (55P03).
 */
export async function inTransaction<T>(
  database: Database,
  work: (tx: Tx) => Promise<T>,
  { lockMsMax }: { readonly lockMsMax?: number | undefined } = {},
): Promise<T> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  // A connection that breaks tells whoever waits for a statement, and also says so as an event, which would end the process if nobody heard.
  const hearBroken = (error: Error) => {
    broken = error;
  };
  client.on('error', hearBroken);
  const transaction = new OpenTransaction(client);
  let isCommitting = false;
  try {
    send(transaction, lockMsMax === undefined ? 'BEGIN' : `BEGIN; SET LOCAL lock_timeout = ${lockMsMax}`);
    const value = await work(transaction as unknown as Tx);
    isCommitting = true;
    const committed = client.query('COMMIT');
    committed.catch(() => undefined); // waited for below, unless a statement before it failed
    await Promise.all(transaction.sent);
    const { command } = await committed;
    if (command !== 'COMMIT') {
      isCommitting = false;
      throw new Error(`transaction ended with ${command}: a failed statement was passed over`);
    }
    for (const act of transaction.afterCommit) act();
    return value;
  } catch (thrown) {
    await client.query('ROLLBACK').catch(hearBroken);
    const cause = await causeOf(transaction, thrown);
    if (cause instanceof Error && (!isCommitting || isStatementsFault(cause))) rolledBack.add(cause);
    throw cause;
  } finally {
    client.off('error', hearBroken);
    client.release(broken);
  }
}

const rolledBack = new WeakSet<Error>();

/** Whether a fault came out of a transaction that left nothing, for certain: a connection that broke at COMMIT leaves open what became of it. */
export function isRolledBack(fault: unknown): boolean {
  return fault instanceof Error && rolledBack.has(fault);
}

// What is asked after a statement that failed unheard is answered 25P02, in_failed_sql_transaction: the one that failed says why.
async function causeOf({ sent }: OpenTransaction, thrown: unknown): Promise<unknown> {
  if ((thrown as { code?: unknown }).code !== '25P02') return thrown;
  const failed = (await Promise.allSettled(sent)).find((answer) => answer.status === 'rejected');
  return failed?.reason ?? thrown;
}

/** A statement that PostgreSQL refused (it has a severity; classes 08, 53 and 57 are the server's own troubles, which would meet any other too). */
export function isStatementsFault(error: unknown): boolean {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && typeof severity === 'string' && !/^(08|53|57)/.test(code);
}

// Carries a refusal out of a transaction so that what was done before it is rolled back.
class RefusedInside extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`refused inside a transaction: ${refusal.message}`);
    this.refusal = refusal;
  }
}

/** Has `act` done once the transaction has committed, and not at all if it rolls back. It must not throw. */
export function afterCommit(tx: Tx, act: () => void): void {
  opened(tx).afterCommit.push(act);
}

/** As inTransaction, for work that may refuse: a refusal rolls back whatever was done before it. */
export async function attemptInTransaction<T>(database: Database, work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return ok(
      await inTransaction(database, async (tx) => {
        const result = await work(tx);
        if (!result.ok) throw new RefusedInside(result.refusal);
        return result.value;
      }),
    );
  } catch (error) {
    if (error instanceof RefusedInside) return refused(error.refusal);
    throw error;
  }
}

/** As attemptInTransaction, and rolls back whatever comes of it: whether something would be done, and what it would come to. */
export async function rehearseInTransaction<T>(database: Database, work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await inTransaction(database, async (tx): Promise<never> => {
      throw new Rehearsed(await work(tx));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome as Result<T>;
    throw error;
  }
}

class Rehearsed extends Error {
  readonly outcome: Result<unknown>;
  constructor(outcome: Result<unknown>) {
    super('a rehearsal is rolled back');
    this.outcome = outcome;
  }
}

/** Kysely's SQL tag, for what its builder cannot say; values in `${}` are bound, never pasted in. */
export { sql } from 'kysely';
