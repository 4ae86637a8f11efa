export interface GatheringLimits {
  /** Groups under way at once. With one, all that arrives meanwhile shares the next. */
  readonly lanes: number;
  readonly jobsMax: number;
}

/**
 * Gathers jobs that arrive while others are under way into a group, carried out together: they share a transaction, its fsync and its row
 * locks, or a statement. Who comes alone is served at once. A job settles with its group.
 */
export class JobGatherer<Job, Outcome> {
  readonly #run: (jobs: readonly Job[]) => Promise<readonly Outcome[]>;
  readonly #limits: GatheringLimits;
  readonly #isOneJobsFault: (error: unknown) => boolean;
  readonly #waiting: Waiting<Job, Outcome>[] = [];
  #lanes = 0;

  /**
   * `run` carries out all jobs and answers an outcome for each, in order; it throws when nothing was done. `isOneJobsFault` says whether an
   * error may come from one job alone (a failed statement): then each job of the group is tried by itself, so that one bad job spoils no
   * other. Left out: an error meets all (no database).
   */
  constructor(
    run: (jobs: readonly Job[]) => Promise<readonly Outcome[]>,
    limits: GatheringLimits,
    isOneJobsFault: (error: unknown) => boolean = () => false,
  ) {
    this.#run = run;
    this.#limits = limits;
    this.#isOneJobsFault = isOneJobsFault;
  }

  submit(job: Job): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (this.#lanes < this.#limits.lanes) void this.#lane();
    });
  }

  async #lane(): Promise<void> {
    this.#lanes++;
    // Let what else is ready in this turn of the loop join the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#carryOut(this.#waiting.splice(0, this.#limits.jobsMax));
    this.#lanes--;
  }

  async #carryOut(group: readonly Waiting<Job, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#run(group.map(({ job }) => job));
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome);
    } catch (error) {
      if (group.length === 1 || !this.#isOneJobsFault(error)) for (const { reject } of group) reject(error);
      else for (const one of group) await this.#carryOut([one]);
    }
  }
}

interface Waiting<Job, Outcome> {
  readonly job: Job;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}
