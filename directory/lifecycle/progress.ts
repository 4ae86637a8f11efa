import type { InBoth } from '#kernel/refusal.ts';

/** What is done with a plan, one after another: it is made again, carried out, entered into the audit, told by mail. */
export const progressSteps = ['checking', 'writing', 'recording', 'telling'] as const;
export type ProgressStep = (typeof progressSteps)[number];

/** How far it is. total 0: nobody counts in this step. */
export interface ProgressAt {
  readonly step: ProgressStep;
  readonly done: number;
  readonly total: number;
}

export type TellProgress = (at: ProgressAt) => void;

/** How it stands with the carrying out of a plan; interrupted: the program stopped in the middle, and nothing was done. */
export interface Progress extends ProgressAt {
  readonly state: 'under-way' | 'interrupted' | 'refused' | 'failed';
  readonly begunAt: Date;
  readonly because: InBoth | null;
}
