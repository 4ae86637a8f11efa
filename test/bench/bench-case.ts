import type { LoadGenerator } from './load/load-generator.ts';
import type { BenchOptions } from './options.ts';
import type { MailSide } from './sides/mail-side.ts';

/** One figure of one measurement. More of a rate is better, less of a time. */
export interface Figure {
  /** What is said after the case's name; '' when the case has one figure. */
  readonly what: string;
  readonly unit: 'messages/s' | 'ms';
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
  /** null: there is nothing of the kind to measure on this side. */
  measure(side: MailSide, bench: Bench): Promise<Figure[] | null>;
}
