import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedPostgres, ServerExit } from './embedded-postgres.ts';
import { type PostgresLog, postgresEvents } from './events.ts';
import { fastStopMsMax, immediateStopMsMax } from './limits.ts';
import type { ServerLog } from './server-log.ts';
import type { SupervisorLock } from './supervisor-lock.ts';

interface RunningParts {
  readonly child: ChildProcess;
  readonly version: string;
  readonly socketDir: string;
  readonly port: number;
  readonly superuser: 'congthu_owner';
  readonly serverLog: ServerLog;
  readonly lock: SupervisorLock;
  readonly log: PostgresLog;
}

/** A server that accepts connections, and how to end it. */
export class RunningPostgres implements EmbeddedPostgres {
  readonly socketDir: string;
  readonly port: number;
  readonly superuser: 'congthu_owner';
  readonly version: string;
  readonly pid: number;
  readonly exited: Promise<ServerExit>;
  readonly #child: ChildProcess;
  readonly #log: PostgresLog;
  #stopping = false;

  constructor({ child, version, socketDir, port, superuser, serverLog, lock, log }: RunningParts) {
    this.socketDir = socketDir;
    this.port = port;
    this.superuser = superuser;
    this.version = version;
    this.pid = child.pid!;
    this.#child = child;
    this.#log = log;
    this.exited = this.#watch(serverLog, lock);
  }

  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    this.#stopping = true;
    if (mode === 'fast' && (await this.#endedBy('SIGINT', fastStopMsMax))) return;
    if (await this.#endedBy('SIGQUIT', immediateStopMsMax)) return;
    await this.#endedBy('SIGKILL', immediateStopMsMax);
    await this.exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('fast');
  }

  async #watch(serverLog: ServerLog, lock: SupervisorLock): Promise<ServerExit> {
    const child = this.#child;
    if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
    const lastLines = await serverLog.tail();
    await serverLog.close();
    await lock.release();
    const exit: ServerExit = { code: child.exitCode, signal: child.signalCode, expected: this.#stopping, lastLines };
    if (exit.expected) this.#log('info', postgresEvents.stopped, { pid: this.pid });
    else this.#log('error', postgresEvents.died, { pid: this.pid, ...exit });
    return exit;
  }

  async #endedBy(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL', msMax: number): Promise<boolean> {
    this.#child.kill(signal); // a child that has ended is not signalled: its pid may be another's
    const timer = new AbortController();
    const ended = this.exited.then(() => true);
    const late = sleep(msMax, false, { signal: timer.signal }).catch(() => false);
    const inTime = await Promise.race([ended, late]);
    timer.abort();
    if (!inTime) this.#log('warn', postgresEvents.stopEscalated, { pid: this.pid, signal });
    return inTime;
  }
}
