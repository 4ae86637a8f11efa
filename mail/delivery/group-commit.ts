import { deliveryLimits } from './limits.ts';

/**
 * Gathers jobs that arrive while transactions are under way into the next one, so that they share its fsync and its row locks. A job
 * resolves when its transaction has committed. When a group fails, each of its jobs is tried alone, so that one bad job spoils no other.
 */
export class GroupCommit<Job, Outcome> {
  readonly #run: (jobs: readonly Job[]) => Promise<Outcome[]>;
  readonly #isOneJobsFault: (error: unknown) => boolean;
  readonly #waiting: Waiting<Job, Outcome>[] = [];
  #lanes = 0;

  /**
   * `run` carries out all jobs in one transaction and answers an outcome for each, in order; it throws when nothing was done.
   * `isOneJobsFault` says whether an error may come from one job alone (a failed statement), or would meet all the same (no database).
   */
  constructor(run: (jobs: readonly Job[]) => Promise<Outcome[]>, isOneJobsFault: (error: unknown) => boolean) {
    this.#run = run;
    this.#isOneJobsFault = isOneJobsFault;
  }

  submit(job: Job): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (this.#lanes < deliveryLimits.groupLanes) void this.#lane();
    });
  }

  async #lane(): Promise<void> {
    this.#lanes++;
    // Let what else is ready in this turn of the loop join the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#carryOut(this.#waiting.splice(0, deliveryLimits.groupMessagesMax));
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
