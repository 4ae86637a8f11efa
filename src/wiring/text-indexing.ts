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

type Limits = { readonly [Name in 'textIndexEveryMs' | 'textIndexRetryMs' | 'textIndexToldEveryMs']: number };

/** Indexes the texts of mail that was committed, gently, beside other processes that would: one of them does. */
export function startTextIndexing(deps: Deps, limits: Limits = wiringLimits): AsyncDisposable {
  const stopping = new AbortController();
  const running = indexUntil(stopping.signal, deps, limits);
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
}

async function indexUntil(signal: AbortSignal, deps: Deps, limits: Limits): Promise<void> {
  const { log } = deps;
  const indexer = new TextIndexer(deps);
  const teller = new Teller(log, limits.textIndexToldEveryMs);
  for (let pauseMs = limits.textIndexEveryMs; await passed(pauseMs, signal); ) {
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
