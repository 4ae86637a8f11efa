import type { AccessibleAccount } from '#directory/access/grants.ts';
import type { Log } from '#io/log.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { sessionLimits } from './limits.ts';

/** Others' accounts that a person may use, and how. */
export interface AccessView {
  readonly byAddress: ReadonlyMap<string, AccessibleAccount>;
  readonly byAccount: ReadonlyMap<AccountId, AccessibleAccount>;
}

export interface FollowedAccess extends Disposable {
  /** As last read; nothing before the first `fresh`. Costs no query. */
  latest(): AccessView;
  /** Read after the last change of access that is known here, and no longer ago than a second (grants also begin and end by date). */
  fresh(): Promise<AccessView>;
  /** Until it is let go, `latest` is kept true within half a second: for a mailbox that stays open. */
  hold(): Disposable;
}

interface Followed {
  readers: number;
  holds: number;
  view: AccessView;
  /** Which move of access the view was read after. */
  epoch: number;
  readAt: number;
  reading: Promise<void> | null;
}

interface FollowerDeps {
  readonly read: (personId: PersonId) => Promise<AccessibleAccount[]>;
  readonly log: Log;
}

const noAccess: AccessView = { byAddress: new Map(), byAccount: new Map() };

/**
 * What each person with a live session may do with others' mailboxes. For those who have one open it is read again when access changes
 * anywhere and every few seconds, for the others when they ask: checking a right costs no query per command. What cannot be read is not allowed.
 */
export class AccessFollower implements AsyncDisposable {
  readonly #deps: FollowerDeps;
  readonly #followed = new Map<PersonId, Followed>();
  readonly #timer: NodeJS.Timeout;
  #epoch = 0;
  #running: Promise<void> | null = null;
  #isDue = false;
  #isDisposed = false;

  constructor(deps: FollowerDeps, everyMs: number = sessionLimits.sharedAccessReadEveryMs) {
    this.#deps = deps;
    this.#timer = setInterval(() => this.#readAll(), everyMs);
    this.#timer.unref();
  }

  follow(personId: PersonId): FollowedAccess {
    const followed = this.#followed.get(personId) ?? { readers: 0, holds: 0, view: noAccess, epoch: -1, readAt: 0, reading: null };
    followed.readers += 1;
    this.#followed.set(personId, followed);
    return {
      latest: () => followed.view,
      fresh: async () => {
        if (!this.#isFresh(followed)) await this.#read(personId, followed);
        // A reading that began before access moved says nothing of the move.
        while (followed.epoch !== this.#epoch) await this.#read(personId, followed);
        return followed.view;
      },
      hold: () => {
        followed.holds += 1;
        return once(() => {
          followed.holds -= 1;
        });
      },
      ...once(() => {
        followed.readers -= 1;
        if (followed.readers === 0) this.#followed.delete(personId);
      }),
    };
  }

  accessMoved(): void {
    this.#epoch += 1;
    this.#readAll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  #isFresh(followed: Followed): boolean {
    return followed.epoch === this.#epoch && performance.now() - followed.readAt <= sessionLimits.sharedAccessFreshMs;
  }

  /** Everybody who asks meanwhile waits for the same reading. */
  #read(personId: PersonId, followed: Followed): Promise<void> {
    followed.reading ??= this.#readOnce(personId, followed).finally(() => {
      followed.reading = null;
    });
    return followed.reading;
  }

  async #readOnce(personId: PersonId, followed: Followed): Promise<void> {
    const epoch = this.#epoch;
    const readAt = performance.now();
    try {
      const accounts = await this.#deps.read(personId);
      followed.view = {
        byAddress: new Map(accounts.map((account) => [account.address, account])),
        byAccount: new Map(accounts.map((account) => [account.accountId, account])),
      };
      followed.epoch = epoch;
      followed.readAt = readAt;
    } catch (cause) {
      followed.view = noAccess;
      throw new Error('shared access could not be read', { cause });
    }
  }

  #readAll(): void {
    this.#isDue = true;
    this.#running ??= this.#rounds().finally(() => {
      this.#running = null;
    });
  }

  async #rounds(): Promise<void> {
    while (this.#isDue && !this.#isDisposed) {
      this.#isDue = false;
      const waiting = [...this.#followed].filter(([, { holds }]) => holds > 0);
      const walk = async () => {
        for (let next = waiting.shift(); next && !this.#isDisposed; next = waiting.shift()) await this.#reread(...next);
      };
      await Promise.all(Array.from({ length: sessionLimits.recheckAtOnceMax }, walk));
    }
  }

  /** A reading that began before access moved is waited for and done again. */
  async #reread(personId: PersonId, followed: Followed): Promise<void> {
    try {
      await followed.reading;
      if (followed.holds > 0) await this.#read(personId, followed);
    } catch (err) {
      this.#deps.log.error({ event: 'worker.recheck-failed', err });
    }
  }
}

function once(act: () => void): Disposable {
  let isOver = false;
  return {
    [Symbol.dispose]: () => {
      if (!isOver) act();
      isOver = true;
    },
  };
}
