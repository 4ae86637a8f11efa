import type { Database } from '#io/database.ts';
import type { MailboxId } from '#kernel/ids.ts';
import { storeLimits } from './limits.ts';
import { claimRecent } from './recent-sql.ts';

interface Waiting {
  readonly belowUid: number;
  readonly resolve: (fromUid: number) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Claims of all sessions of a process, those of one moment in one statement: a message to everybody wakes a thousand sessions at once. While
 * a statement runs the claims that come wait for the next. What has been claimed stays so, so that a mailbox opened again and again is not
 * asked about until new mail came.
 */
export class RecentClaims {
  readonly #database: Database;
  /** UIDs below are claimed by somebody; the mailbox asked about last is last. */
  readonly #claimedBelow = new Map<MailboxId, number>();
  #waiting = new Map<MailboxId, Waiting[]>();
  #isRunning = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The UID from which on messages below `belowUid` are this claimant's; `belowUid` when it gets none. */
  async claim(mailboxId: MailboxId, belowUid: number): Promise<number> {
    if (belowUid <= (this.#claimedBelow.get(mailboxId) ?? 0)) return belowUid;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const ofMailbox = this.#waiting.get(mailboxId) ?? [];
    ofMailbox.push({ belowUid, resolve, reject });
    this.#waiting.set(mailboxId, ofMailbox);
    if (!this.#isRunning) {
      this.#isRunning = true;
      queueMicrotask(() => void this.#run());
    }
    return promise;
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const waiting = this.#waiting;
      this.#waiting = new Map();
      await this.#claimAll(waiting);
    }
    this.#isRunning = false;
  }

  async #claimAll(waiting: ReadonlyMap<MailboxId, readonly Waiting[]>): Promise<void> {
    // Of several sessions that look at one mailbox the one that saw most takes all.
    const best = new Map(
      [...waiting].map(([mailboxId, all]) => [mailboxId, all.reduce((one, other) => (other.belowUid > one.belowUid ? other : one))]),
    );
    try {
      const taken = await claimRecent(
        this.#database,
        [...best].map(([mailboxId, { belowUid }]) => ({ mailboxId, belowUid })),
      );
      for (const [mailboxId, { belowUid }] of best) this.#remember(mailboxId, belowUid);
      for (const [mailboxId, all] of waiting)
        for (const one of all) one.resolve(one === best.get(mailboxId) ? (taken.get(mailboxId) ?? one.belowUid) : one.belowUid);
    } catch (cause) {
      for (const one of [...waiting.values()].flat()) one.reject(cause);
    }
  }

  #remember(mailboxId: MailboxId, belowUid: number): void {
    this.#claimedBelow.delete(mailboxId);
    this.#claimedBelow.set(mailboxId, belowUid);
    for (const oldest of this.#claimedBelow.keys()) {
      if (this.#claimedBelow.size <= storeLimits.recentMailboxesKnownMax) break;
      this.#claimedBelow.delete(oldest);
    }
  }
}
