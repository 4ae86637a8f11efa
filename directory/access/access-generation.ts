import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from '#io/database.ts';
import { listenToAccess, readGeneration } from './access-generation-sql.ts';
import { accessGenerationLimits as limits } from './limits.ts';

/** The access generation as this process knows it. Not knowing means no: whoever relies on it asks `isFresh` or `refresh` first. */
export interface AccessGeneration extends AsyncDisposable {
  /** As last read; throws when it never was. */
  current(): number;
  /** Whether it was read within the last half second. */
  isFresh(): boolean;
  /** Reads it now unless it is fresh; false when it cannot be read. After a pause of this process `isFresh` is false for a moment. */
  refresh(): Promise<boolean>;
}

export interface WatchOptions {
  readonly pollMs?: number;
  readonly tellAgainMs?: number;
  /** Called for each move seen, after `current` gives the new one. */
  readonly onMoved: (generation: number) => void;
  /** It cannot be read; it is tried again by itself. Told at once, and while that lasts only now and then: several attempts a second fail. */
  readonly onError: (error: Error) => void;
}

/**
 * Follows access_generation by LISTEN and by polling, on one connection that it keeps of the pool for itself (count it in):
 * a pool busy with mail must not make everybody's access unknown. Dispose of it before the database.
 */
export async function watchAccessGeneration(database: Database, options: WatchOptions): Promise<AccessGeneration> {
  const watch = new GenerationWatch(database, options);
  await watch.readOnce();
  watch.start();
  return watch;
}

class GenerationWatch implements AccessGeneration {
  readonly #database: Database;
  readonly #options: WatchOptions;
  #client: PoolClient | undefined;
  #reading: Promise<void> | undefined;
  #generation: number | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #toldAt = Number.NEGATIVE_INFINITY;
  #nudge = new AbortController();
  #stopped = false;
  #following: Promise<void> | undefined;

  constructor(database: Database, options: WatchOptions) {
    this.#database = database;
    this.#options = options;
  }

  current(): number {
    if (this.#generation === undefined) throw new Error('the access generation was never read');
    return this.#generation;
  }

  isFresh(): boolean {
    return performance.now() - this.#readAt <= limits.unknownAfterMs;
  }

  async refresh(): Promise<boolean> {
    if (!this.isFresh() && !this.#stopped) await withDeadline(this.readOnce(), limits.readMsMax).catch((error) => this.#tell(error));
    return this.isFresh();
  }

  start(): void {
    this.#following = this.#follow();
  }

  /** Everybody who asks meanwhile waits for the same reading. */
  readOnce(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      const waitMs = this.#client ? (this.#options.pollMs ?? limits.pollMs) : limits.reconnectMs;
      await pause(waitMs, undefined, { signal: this.#nudge.signal, ref: false }).catch(() => undefined); // woken early
      this.#nudge = new AbortController();
      if (!this.#stopped) await this.readOnce().catch((error) => this.#tell(error));
    }
  }

  async #read(): Promise<void> {
    // Counted from before the question: an answer says what was true no earlier than that.
    const askedAt = performance.now();
    this.#client ??= await this.#connect();
    const client = this.#client;
    try {
      const { rows } = await withDeadline(client.query<{ generation: number }>(readGeneration), limits.readMsMax);
      this.#learn(rows[0]?.generation, askedAt);
    } catch (cause) {
      this.#drop(client);
      throw new Error('the access generation could not be read', { cause });
    }
  }

  #learn(generation: number | undefined, askedAt: number): void {
    if (generation === undefined) throw new Error('access_generation has no row');
    const before = this.#generation;
    this.#generation = generation;
    this.#readAt = askedAt;
    this.#toldAt = Number.NEGATIVE_INFINITY;
    if (before !== undefined && before !== generation) this.#options.onMoved(generation);
  }

  #tell(error: Error): void {
    if (performance.now() - this.#toldAt < (this.#options.tellAgainMs ?? limits.tellAgainMs)) return;
    this.#toldAt = performance.now();
    this.#options.onError(error);
  }

  async #connect(): Promise<PoolClient> {
    const client = await this.#database.pool.connect();
    client.on('error', (error) => {
      if (this.#client === client) this.#tell(error);
      this.#drop(client);
    });
    client.on('notification', () => this.#nudge.abort());
    try {
      await client.query(listenToAccess);
      return client;
    } catch (cause) {
      client.release(true);
      throw cause;
    }
  }

  /** The connection is closed, not given back: it listens, and may be broken. */
  #drop(client: PoolClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    client.release(true);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#nudge.abort();
    await this.#following;
    await this.#reading?.catch(() => undefined); // its failure was told to whoever asked
    if (this.#client) this.#drop(this.#client);
  }
}

async function withDeadline<T>(work: Promise<T>, msMax: number): Promise<T> {
  const done = new AbortController();
  const tooLate = pause(msMax, undefined, { signal: done.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${msMax} ms`);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    done.abort();
    tooLate.catch(() => undefined);
    work.catch(() => undefined);
  }
}
