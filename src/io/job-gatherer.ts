export interface GatheringLimits {
  /** Groups under way at once. With one, all that arrives meanwhile shares the next. */
  readonly lanes: number;
  readonly jobsMax: number;
}

/**
 * Gathers jobs that arrive while others are under way into a group, carried out together: they share a transaction, its fsync and its row
 * locks, or a statement. Who comes alone is served at once. A job settles with its group, or after it.
 */
export class JobGatherer<Job, Outcome> {
  readonly #run: (jobs: readonly Job[], isAlone: boolean) => Promise<readonly Outcome[]>;
  readonly #limits: GatheringLimits;
  readonly #isOneJobsFault: (error: unknown) => boolean;
  readonly #waiting: Waiting<Job, Outcome>[] = [];
  #lanes = 0;

  /**
   * `run` carries out all jobs and answers an outcome for each, in order; it throws when nothing was done. `isOneJobsFault` says whether an
   * error may come from one job (a failed statement, a row that somebody holds): then each job of the group is tried again, `isAlone` and beside
   * the groups that follow, so that one bad or slow job spoils no other. Left out: an error meets all (no database).
   */
  constructor(
    run: (jobs: readonly Job[], isAlone: boolean) => Promise<readonly Outcome[]>,
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
      const outcomes = await this.#run(
        group.map(({ job }) => job),
        false,
      );
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome);
    } catch (error) {
      if (!this.#isOneJobsFault(error)) for (const { reject } of group) reject(error);
      else for (const one of group) void this.#tryAlone(one);
    }
  }

  async #tryAlone({ job, resolve, reject }: Waiting<Job, Outcome>): Promise<void> {
    try {
      const [outcome] = await this.#run([job], true);
      resolve(outcome as Outcome);
    } catch (error) {
      reject(error);
    }
  }
}

interface Waiting<Job, Outcome> {
  readonly job: Job;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}
