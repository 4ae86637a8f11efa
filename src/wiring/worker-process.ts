import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from '#io/log.ts';
import { wiringLimits } from './limits.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

const workerEntry = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** One process that serves clients, started again whenever it dies. */
export class WorkerProcess {
  readonly #start: WorkerStart;
  readonly #log: Log;
  readonly #entry: string;
  #child: ChildProcess | undefined;
  #restartMs: number = wiringLimits.restartMs;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(start: WorkerStart, log: Log, entry: string = workerEntry) {
    this.#start = start;
    this.#log = log;
    this.#entry = entry;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when the worker serves; rejects with what it said when it could not. */
  async run(): Promise<void> {
    const child = fork(this.#entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...this.#start.environment },
    });
    this.#child = child;
    const bornAt = Date.now();
    // A message to a worker that has just died is no fault of the supervisor's: its end is what counts.
    child.on('error', (err) => this.#log.warn({ event: 'supervisor.worker-unreachable', worker: this.#start.index, err }));
    const ready = untilReady(child);
    child.once('exit', (code, signal) => this.#died(code, signal, Date.now() - bornAt));
    this.#tell(child, { kind: 'start', start: this.#start });
    await ready;
  }

  #tell(child: ChildProcess, message: ToWorker): void {
    if (child.connected) child.send(message);
  }

  #died(code: number | null, signal: NodeJS.Signals | null, livedMs: number): void {
    this.#child = undefined;
    if (this.#isStopping) return;
    if (livedMs > wiringLimits.livedLongMs) this.#restartMs = wiringLimits.restartMs;
    this.#log.error({ event: 'supervisor.worker-died', worker: this.#start.index, code, signal, restartInMs: this.#restartMs });
    this.#restart = setTimeout(() => this.#again(), this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, wiringLimits.restartMsMax);
  }

  #again(): void {
    const worker = this.#start.index;
    this.run().then(
      () => this.#log.info({ event: 'supervisor.worker-restarted', worker }),
      (error: Error) => this.#log.error({ event: 'supervisor.worker-failed', worker, reason: error.message }),
    );
  }

  /** Clients are told and transactions end; a worker that takes too long is killed. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.#tell(child, { kind: 'stop' });
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
