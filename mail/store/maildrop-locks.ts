import { randomUUID } from 'node:crypto';
import type { Database } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { storeLimits } from './limits.ts';
import { dropLock, dropLockIn, type HeldRow, renewLocks, takeLock } from './maildrop-lock-sql.ts';

/** An account's INBOX, held by one session against all others. */
export interface MaildropLock {
  /** False once the lease was lost: taken over, or not renewed in time. It never becomes true again. */
  isHeld(): boolean;
  /** Gives it back within a transaction; false when it is no longer ours, and then the transaction must change nothing. */
  spend(tx: Tx): Promise<boolean>;
  /** Gives it back, if that was not done yet. */
  release(): Promise<void>;
}

interface Held extends HeldRow {
  /** When the lease surely still stands, by this process's own clock: counted from before it was asked for. */
  standsUntil: number;
}

/**
 * The locks of this process's sessions, renewed together. A process that is killed renews none, and a lease later the mailboxes are free.
 * Dispose of it after the sessions and before the database.
 */
export class MaildropLocks implements AsyncDisposable {
  readonly #database: Database;
  readonly #leaseMs: number;
  readonly #onError: (error: Error) => void;
  readonly #held = new Map<string, Held>();
  readonly #timer: NodeJS.Timeout;
  #renewing: Promise<void> = Promise.resolve();

  constructor(deps: { database: Database; onError: (error: Error) => void; leaseMs?: number }) {
    this.#database = deps.database;
    this.#onError = deps.onError;
    this.#leaseMs = deps.leaseMs ?? storeLimits.maildropLeaseMs;
    this.#timer = setInterval(() => {
      this.#renewing = this.#renewing.then(() => this.#renew()).catch(this.#onError);
    }, this.#leaseMs / 3).unref();
  }

  /** null: another session has it. */
  async take(accountId: AccountId): Promise<MaildropLock | null> {
    const row: Held = { accountId, holder: randomUUID(), standsUntil: performance.now() + this.#leaseMs };
    if (!(await takeLock(this.#database, row, this.#leaseMs))) return null;
    this.#held.set(row.holder, row);
    return {
      isHeld: () => this.#held.has(row.holder) && performance.now() < row.standsUntil,
      spend: (tx) => dropLockIn(tx, row),
      release: async () => {
        this.#held.delete(row.holder);
        await dropLock(this.#database, row);
      },
    };
  }

  async #renew(): Promise<void> {
    const rows = [...this.#held.values()];
    if (rows.length === 0) return;
    const standsUntil = performance.now() + this.#leaseMs;
    const renewed = await renewLocks(this.#database, rows, this.#leaseMs);
    for (const row of rows) {
      if (renewed.has(row.holder)) row.standsUntil = standsUntil;
      else this.#held.delete(row.holder);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
  }
}
