import { setTimeout as sleep } from 'node:timers/promises';
import type { ContentId } from '#kernel/ids.ts';
import { claimNext, giveBack } from './claim-sql.ts';
import { ConnectionPool } from './connection-pool.ts';
import { type QueueLog, queueEvents } from './events.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { type HandOverTimes, handOverTimes, queueLimits } from './limits.ts';
import type { Claim } from './queued-message.ts';
import { type RetrySchedule, retrySchedule } from './retry-rules.ts';
import type { Route } from './route.ts';
import type { SettleDeps } from './settle.ts';
import { sweepQueue } from './settle-sql.ts';
import { storeOutcomes } from './store-outcomes.ts';
import { handOver, type Outcomes } from './transport.ts';

export interface QueueWorkerDeps extends SettleDeps {
  readonly route: Route;
  /** The stored octets of a message, without any prefix. */
  readonly readContent: (contentId: ContentId) => Promise<Buffer>;
  /** Something of the queue is not as it was. */
  readonly onChange?: () => void;
  readonly log: QueueLog;
}

export interface QueueWorkerOptions {
  readonly concurrencyMax: number;
  readonly perDomainMax: number;
  readonly pollMs: number;
  readonly leaseMs: number;
  readonly stopGraceMs: number;
  readonly settleRetryMs: number;
  readonly schedule: RetrySchedule;
  readonly times: HandOverTimes;
}

const defaultOptions: QueueWorkerOptions = { ...queueLimits, settleRetryMs: 1_000, schedule: retrySchedule, times: handOverTimes };

export interface QueueWorker extends AsyncDisposable {
  /** Something was queued: look at once. */
  wake(): void;
  /** Lets running hand-overs finish for the grace time, gives the rest back. */
  stop(): Promise<void>;
}

/** Works the outbound queue in this process, beside any number of others. */
export function startQueueWorker(deps: QueueWorkerDeps, options: Partial<QueueWorkerOptions> = {}): QueueWorker {
  return new Worker(deps, { ...defaultOptions, ...options });
}

class Worker implements QueueWorker {
  readonly #deps: QueueWorkerDeps;
  readonly #options: QueueWorkerOptions;
  readonly #pool: ConnectionPool;
  readonly #running = new Set<Promise<void>>();
  readonly #perDomain = new Map<string, number>();
  readonly #stop = new AbortController();
  #isStopping = false;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #pollTimer: NodeJS.Timeout | undefined;
  #sweepTimer: NodeJS.Timeout;
  #stopped: Promise<void> | null = null;

  constructor(deps: QueueWorkerDeps, options: QueueWorkerOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#pool = new ConnectionPool({ hostname: deps.identity.hostname, times: options.times });
    this.#sweepTimer = setInterval(() => void this.#sweep(), queueLimits.sweepEveryMs).unref();
    deps.log.info({ route: deps.route.describe() }, queueEvents.started);
    this.wake();
  }

  wake(): void {
    if (this.#isStopping) return;
    this.#lookAgain = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      if (this.#lookAgain) this.wake();
    });
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stopNow();
    return this.#stopped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #stopNow(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#pollTimer);
    clearInterval(this.#sweepTimer);
    await this.#looking;
    const allDone = new AbortController();
    const done = Promise.all(this.#running).then(() => allDone.abort());
    await Promise.race([done, sleep(this.#options.stopGraceMs, undefined, { signal: allDone.signal }).catch(() => undefined)]);
    this.#stop.abort();
    await done;
    await this.#pool[Symbol.asyncDispose]();
    this.#deps.log.info({}, queueEvents.stopped);
  }

  /** Claims until nothing is due or all places are taken. A finished hand-over, a wake or the poll looks again. */
  async #look(): Promise<void> {
    clearTimeout(this.#pollTimer);
    try {
      while (this.#lookAgain && !this.#isStopping) {
        this.#lookAgain = false;
        while (!this.#isStopping && this.#running.size < this.#options.concurrencyMax) {
          const claim = await claimNext(this.#deps.database, { leaseMs: this.#options.leaseMs, busyDomains: this.#busyDomains() });
          if (claim === null) break;
          this.#start(claim);
        }
      }
    } catch (err) {
      this.#deps.log.error({ err }, queueEvents.databaseFailed);
      this.#lookAgain = false; // at the next poll, not in a loop
    }
    if (!this.#isStopping) this.#pollTimer = setTimeout(() => this.wake(), this.#options.pollMs);
  }

  #busyDomains(): string[] {
    return [...this.#perDomain].filter(([, running]) => running >= this.#options.perDomainMax).map(([domain]) => domain);
  }

  #start(claim: Claim): void {
    const { domain } = claim;
    this.#perDomain.set(domain, (this.#perDomain.get(domain) ?? 0) + 1);
    const work = this.#work(claim)
      .catch((err: unknown) => this.#deps.log.error({ messageId: claim.messageId, err }, queueEvents.fault))
      .finally(() => {
        const left = (this.#perDomain.get(domain) ?? 1) - 1;
        if (left === 0) this.#perDomain.delete(domain);
        else this.#perDomain.set(domain, left);
        this.#running.delete(work);
        this.#deps.onChange?.();
        this.wake();
      });
    this.#running.add(work);
  }

  async #work(claim: Claim): Promise<void> {
    const octets = once(async () => [claim.prefix, await this.#deps.readContent(claim.contentId)]);
    const lease = new LeaseKeeper(this.#deps, this.#options.leaseMs, claim);
    const startedMs = performance.now();
    let outcomes: Outcomes;
    try {
      outcomes = await this.#handOver(claim, octets);
    } finally {
      await lease.release();
    }
    const held = { ...claim, leasedUntil: lease.until };
    if (this.#stop.signal.aborted && [...outcomes.values()].every((one) => one.kind === 'deferred')) {
      return giveBack(this.#deps.database, held);
    }
    const now = new Date(claim.claimedAt.getTime() + (performance.now() - startedMs));
    await storeOutcomes({ ...this.#deps, ...this.#options, readOctets: octets }, held, outcomes, now);
  }

  async #handOver(claim: Claim, readOctets: () => Promise<Buffer[]>): Promise<Outcomes> {
    const { route, log } = this.#deps;
    try {
      return await handOver({ route, pool: this.#pool, times: this.#options.times, readOctets }, claim, this.#stop.signal);
    } catch (err) {
      log.error({ messageId: claim.messageId, err }, queueEvents.fault);
      const answer = { reply: 'the message could not be read here', status: '4.3.0', from: 'here', host: null } as const;
      return new Map(claim.recipients.map((one) => [one.id, { kind: 'deferred', answer, unreachable: false }]));
    }
  }

  async #sweep(): Promise<void> {
    try {
      const messages = await sweepQueue(this.#deps.database);
      if (messages > 0) this.#deps.log.info({ messages }, queueEvents.swept);
    } catch (err) {
      this.#deps.log.error({ err }, queueEvents.databaseFailed);
    }
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
