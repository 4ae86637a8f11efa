import type { Database } from '#io/database.ts';
import { renewLease } from './claim-sql.ts';
import { type QueueLog, queueEvents } from './events.ts';
import type { Claim } from './queued-message.ts';

/** Renews a lease while a hand-over runs. Released before the outcome is stored, since the lease is the proof of ownership. */
export class LeaseKeeper {
  until: Date;
  readonly #timer: NodeJS.Timeout;
  #renewing: Promise<void> = Promise.resolve();

  constructor(deps: { database: Database; log: QueueLog }, leaseMs: number, claim: Claim) {
    this.until = claim.leasedUntil;
    const renew = async () => {
      try {
        this.until = (await renewLease(deps.database, { ...claim, leasedUntil: this.until }, leaseMs)) ?? this.until;
      } catch (err) {
        deps.log.warn({ messageId: claim.messageId, err }, queueEvents.databaseFailed);
      }
    };
    this.#timer = setInterval(() => {
      this.#renewing = this.#renewing.then(renew);
    }, leaseMs / 3).unref();
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
  }
}
