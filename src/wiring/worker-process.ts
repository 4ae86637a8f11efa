import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from '#io/log.ts';
import { wiringLimits } from './limits.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

const entry = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** One process that serves clients, started again whenever it dies. */
export class WorkerProcess {
  readonly #start: () => WorkerStart;
  readonly #log: Log;
  #child: ChildProcess | undefined;
  #restartMs: number = wiringLimits.restartMs;
  #isStopping = false;

  constructor(start: () => WorkerStart, log: Log) {
    this.#start = start;
    this.#log = log;
  }

  /** Resolves when the worker serves; rejects with what it said when it could not. */
  async run(): Promise<void> {
    const start = this.#start();
    const child = fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    const bornAt = Date.now();
    const ready = untilReady(child);
    child.once('exit', (code, signal) => this.#died(start.index, code, signal, Date.now() - bornAt));
    const message: ToWorker = { kind: 'start', start };
    child.send(message);
    await ready;
  }

  #died(index: number, code: number | null, signal: NodeJS.Signals | null, livedMs: number): void {
    this.#child = undefined;
    if (this.#isStopping) return;
    if (livedMs > wiringLimits.livedLongMs) this.#restartMs = wiringLimits.restartMs;
    this.#log.error({ event: 'supervisor.worker-died', worker: index, code, signal, restartInMs: this.#restartMs });
    setTimeout(() => this.#again(index), this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, wiringLimits.restartMsMax);
  }

  #again(index: number): void {
    if (this.#isStopping) return;
    this.run().then(
      () => this.#log.info({ event: 'supervisor.worker-restarted', worker: index }),
      (error: Error) => this.#log.error({ event: 'supervisor.worker-failed', worker: index, reason: error.message }),
    );
  }

  /** Clients are told and transactions end; a worker that takes too long is killed. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const message: ToWorker = { kind: 'stop' };
    if (child.connected) child.send(message);
    const timer = setTimeout(() => {
      this.#log.warn({ event: 'supervisor.worker-killed', pid: child.pid });
      child.kill('SIGKILL');
    }, wiringLimits.workerStopMsMax);
    await gone;
    clearTimeout(timer);
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`worker was not ready within ${wiringLimits.workerReadyMsMax} ms`));
    }, wiringLimits.workerReadyMsMax);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    child.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') settle(resolve);
      else settle(() => reject(new Error(message.message)));
    });
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) => settle(() => reject(new Error(`worker ended before it was ready (${signal ?? `code ${code}`})`))));
  });
}
