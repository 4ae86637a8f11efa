import type { PersonDeeds } from '#directory/lifecycle/people/person-deeds.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { RequestLine } from './request-line.ts';
import type { LineFault } from './tables.ts';

export interface NumberedLine {
  readonly number: number;
  readonly asked: RequestLine;
}

/** What a line would come to by itself, and what stands in its way. */
export interface CheckedLine extends NumberedLine {
  readonly title: InBoth | null;
  /** What those around may know: posts and addresses, and nothing of holds, roles and plans to come. */
  readonly summary: readonly InBoth[];
  readonly deeds: PersonDeeds | null;
  readonly faults: readonly LineFault[];
}
