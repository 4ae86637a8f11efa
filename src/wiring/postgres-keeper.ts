import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedPostgres } from '#io/embedded-postgres/embedded-postgres.ts';
import type { Log } from '#io/log.ts';
import { wiringLimits } from './limits.ts';

/** Keeps the embedded PostgreSQL running: should it die, it is started again, and clients' pools connect anew. */
export class PostgresKeeper {
  readonly #start: () => Promise<EmbeddedPostgres>;
  readonly #log: Log;
  #running: EmbeddedPostgres;
  readonly #stopping = new AbortController();
  #starting: Promise<void> | undefined;

  constructor(running: EmbeddedPostgres, start: () => Promise<EmbeddedPostgres>, log: Log) {
    this.#running = running;
    this.#start = start;
    this.#log = log;
    this.#watch();
  }

  #watch(): void {
    void this.#running.exited.then((exit) => {
      if (this.#stopping.signal.aborted || exit.expected) return;
      this.#log.error({ event: 'supervisor.database-died', code: exit.code, signal: exit.signal, lastLines: exit.lastLines });
      this.#starting = this.#startAgain();
    });
  }

  async #startAgain(): Promise<void> {
    for (
      let waitMs: number = wiringLimits.restartMs;
      !this.#stopping.signal.aborted;
      waitMs = Math.min(waitMs * 2, wiringLimits.restartMsMax)
    ) {
      try {
        this.#running = await this.#start();
        this.#log.info({ event: 'supervisor.database-restarted', pid: this.#running.pid });
        this.#watch();
        return;
      } catch (error) {
        this.#log.error({ event: 'supervisor.database-failed', err: error });
        await pause(waitMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined); // asked to stop
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#starting;
    await this.#running.stop('fast');
  }
}
