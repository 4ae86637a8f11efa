import { cpus } from 'node:os';
import { setTimeout as passTime } from 'node:timers/promises';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { BodyStore } from '#mail/store/body-store.ts';
import { TextIndexer, type TextIndexStep } from '#mail/store/index-texts.ts';
import { wiringLimits } from './limits.ts';

interface Deps {
  readonly database: Database;
  readonly bodies: BodyStore;
  readonly log: Log;
}

type Limits = { readonly [Name in 'textIndexEveryMs' | 'textIndexRetryMs' | 'textIndexToldEveryMs' | 'textIndexRests']: number };

/** Indexes the texts of mail that was committed, gently, beside other processes that would: one of them does. */
export function startTextIndexing(deps: Deps, limits: Limits = wiringLimits, isBusy = machineWatch()): AsyncDisposable {
  const stopping = new AbortController();
  const running = indexUntil(stopping.signal, deps, limits, isBusy);
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
}

async function indexUntil(signal: AbortSignal, deps: Deps, limits: Limits, isBusy: () => boolean): Promise<void> {
  const { log } = deps;
  const indexer = new TextIndexer(deps);
  const teller = new Teller(log, limits.textIndexToldEveryMs);
  for (let pauseMs = limits.textIndexEveryMs; await passed(pauseMs, signal); ) {
    // People come first: while the machine has no time to spare, a few rests more, and never so many that it would not go on.
    for (let rests = 0; isBusy() && rests < limits.textIndexRests; rests++) await passed(pauseMs, signal);
    if (signal.aborted) break;
    const began = performance.now();
    try {
      const step = await indexer.step();
      teller.tell(step);
      // A third of the time at most, and so at most of one core.
      pauseMs = step.state === 'working' ? (performance.now() - began) * 2 : limits.textIndexEveryMs;
    } catch (err) {
      log.error({ event: 'jobs.failed', job: 'index-texts', err });
      pauseMs = limits.textIndexRetryMs;
    }
  }
  await indexer.stop().catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'index-texts', err }));
}

/** Says whether the processors had less than a third of their time to spare since it was last asked. */
function machineWatch(): () => boolean {
  let before = processorTimes();
  return () => {
    const now = processorTimes();
    const idle = now.idle - before.idle;
    const all = now.all - before.all;
    before = now;
    return all > 0 && idle / all < 1 / 3;
  };
}

function processorTimes(): { idle: number; all: number } {
  let idle = 0;
  let all = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    all += times.user + times.nice + times.sys + times.irq + times.idle;
  }
  return { idle, all };
}

/** False: the signal came first. */
async function passed(ms: number, signal: AbortSignal): Promise<boolean> {
  return passTime(ms, true, { signal, ref: false }).catch(() => false);
}

/** Says now and then how much was indexed, and at once what could not be. */
class Teller {
  readonly #log: Log;
  readonly #everyMs: number;
  #messages = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(log: Log, everyMs: number) {
    this.#log = log;
    this.#everyMs = everyMs;
  }

  tell({ messages, behind, unreadable }: TextIndexStep): void {
    this.#messages += messages;
    for (const { contentId, cause } of unreadable) this.#log.warn({ event: 'jobs.text-unreadable', contentId, err: cause });
    if (this.#messages === 0 || performance.now() - this.#toldAt < this.#everyMs) return;
    this.#log.info({ event: 'jobs.texts-indexed', messages: this.#messages, behind });
    this.#messages = 0;
    this.#toldAt = performance.now();
  }
}
