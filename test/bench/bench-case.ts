import { benchLimits } from './limits.ts';
import type { LoadGenerator } from './load/load-generator.ts';
import type { BenchOptions } from './options.ts';
import type { MailSide } from './sides/mail-side.ts';

/** One figure of one measurement. More of a rate is better, less of a time or of memory. */
export interface Figure {
  /** What is said after the case's name; '' when the case has one figure. */
  readonly what: string;
  readonly unit: 'messages/s' | 'operations/s' | 'ms' | 'ms/message' | 'KB';
  readonly value: number;
}

export interface Bench {
  readonly load: LoadGenerator;
  readonly options: BenchOptions;
}

export interface BenchCase {
  readonly name: string;
  /** Measured once, not in rounds: what can only happen once. */
  readonly once?: boolean;
  /**
   * Hundreds of clients at once: one turn of an event loop serves many of them, and its length is no single command's. It is shown, and not
   * held against the line.
   */
  readonly isCrowd?: boolean;
  /** The servers are stopped and started: how long they are busy then is no command's. */
  readonly restarts?: boolean;
  /** Before each measurement, outside of it. */
  prepare?(side: MailSide, bench: Bench): Promise<void>;
  /** null: there is nothing of the kind to measure on this side. */
  measure(side: MailSide, bench: Bench): Promise<Figure[] | null>;
}

/** Processor time of the servers for each message: hardly moved by what else the machine does, as rates are. */
export async function withProcessorTime<T extends { readonly done: number }>(
  side: MailSide,
  work: () => Promise<T>,
): Promise<T & { readonly processor: Figure[] }> {
  const before = (await side.processorMs?.()) ?? null;
  const result = await work();
  await side.untilIndexed?.(benchLimits.backgroundMsMax); // what a message costs later is its cost too
  const after = (await side.processorMs?.()) ?? null;
  if (before === null || after === null) return { ...result, processor: [] };
  return { ...result, processor: [{ what: 'processor', unit: 'ms/message', value: (after - before) / result.done }] };
}
