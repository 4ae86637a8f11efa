import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** A row of pop3_lock that is somebody's: `holder` names the session. Times are the database's own, so that machines need not agree. */
export interface HeldRow {
  readonly accountId: AccountId;
  readonly holder: string;
}

/** Takes the lock if it is free or its lease has run out. */
export async function takeLock(database: Database, { accountId, holder }: HeldRow, leaseMs: number): Promise<boolean> {
  return (await queryOn(database, insertLock, [accountId, holder, leaseMs])).length > 0;
}

const insertLock: HotStatement = {
  name: 'store-take-maildrop-lock',
  text: `
    INSERT INTO pop3_lock (account_id, holder, leased_until) VALUES ($1, $2, clock_timestamp() + $3::int * interval '1 ms')
    ON CONFLICT (account_id) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
      WHERE pop3_lock.leased_until <= clock_timestamp()
    RETURNING holder`,
};

/** Holds several for longer. Answers the holders that still had theirs. */
export async function renewLocks(database: Database, rows: readonly HeldRow[], leaseMs: number): Promise<Set<string>> {
  const values = [rows.map((row) => row.accountId), rows.map((row) => row.holder), leaseMs];
  return new Set((await queryOn<{ holder: string }>(database, updateLocks, values)).map((row) => row.holder));
}

const updateLocks: HotStatement = {
  name: 'store-renew-maildrop-locks',
  text: `
    UPDATE pop3_lock SET leased_until = clock_timestamp() + $3::int * interval '1 ms'
    FROM unnest($1::bigint[], $2::uuid[]) AS held (account_id, holder)
    WHERE pop3_lock.account_id = held.account_id AND pop3_lock.holder = held.holder
    RETURNING pop3_lock.holder`,
};

export async function dropLock(database: Database, { accountId, holder }: HeldRow): Promise<void> {
  await queryOn(database, deleteLock, [accountId, holder]);
}

/** Gives the lock back in a transaction, which proves that it was still held; whoever wants it waits for the commit. */
export async function dropLockIn(tx: Tx, { accountId, holder }: HeldRow): Promise<boolean> {
  return (await queryIn(tx, deleteLock, [accountId, holder])).length > 0;
}

const deleteLock: HotStatement = {
  name: 'store-drop-maildrop-lock',
  text: 'DELETE FROM pop3_lock WHERE account_id = $1 AND holder = $2 RETURNING holder',
};
