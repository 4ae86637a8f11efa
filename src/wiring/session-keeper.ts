import type { SignedInSession } from '#directory/access/sign-in.ts';
import type { Log } from '#io/log.ts';
import type { Result } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import { sessionLimits } from './limits.ts';

interface KeeperDeps {
  readonly recheck: (session: SignedInSession) => Promise<Result<SignedInSession>>;
  /** Whether it is known at this moment that access has not changed. */
  readonly isFresh: () => boolean;
  readonly log: Log;
}

/**
 * Follows every live session of this process: when access changes anywhere, and once a minute (grants and app passwords end by date),
 * each is checked again, and one whose access has ended is no longer allowed, for good. While it cannot be known, nobody is allowed for
 * longer than a database takes to come back.
 */
export class SessionKeeper implements AsyncDisposable {
  readonly #deps: KeeperDeps;
  readonly #checked = new WeakMap<Session, SignedInSession | null>();
  readonly #live = new Set<WeakRef<Session>>();
  readonly #timer: NodeJS.Timeout;
  #freshAt = performance.now();
  #running: Promise<void> | undefined;
  #isDue = false;
  #isDisposed = false;

  constructor(deps: KeeperDeps, everyMs: number = sessionLimits.recheckEveryMs) {
    this.#deps = deps;
    this.#timer = setInterval(() => this.accessMoved(), everyMs);
    this.#timer.unref();
  }

  keep(session: SignedInSession): void {
    this.#checked.set(session, session);
    this.#live.add(new WeakRef(session));
  }

  /** As last checked: at most half a second after a change. A session that was never kept is nobody's. */
  isAllowed(session: Session): boolean {
    const now = performance.now();
    if (this.#deps.isFresh()) this.#freshAt = now;
    if (now - this.#freshAt > sessionLimits.unknownMsMax) return false;
    return this.#checked.get(session) != null;
  }

  /** Checks all again. What moves during a round is seen by another round after it. */
  accessMoved(): void {
    this.#isDue = true;
    this.#running ??= this.#rounds().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when no check is under way or due. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    clearInterval(this.#timer);
    await this.settled();
  }

  async #rounds(): Promise<void> {
    while (this.#isDue && !this.#isDisposed) {
      this.#isDue = false;
      const waiting = this.#byProof();
      const walk = async () => {
        for (let same = waiting.shift(); same && !this.#isDisposed; same = waiting.shift()) await this.#recheck(same);
      };
      await Promise.all(Array.from({ length: sessionLimits.recheckAtOnceMax }, walk));
    }
  }

  /** Sessions of one person by one proof on one mailbox stand or fall together: a client's ten connections cost one check. */
  #byProof(): SignedInSession[][] {
    const groups = new Map<string, SignedInSession[]>();
    for (const reference of this.#live) {
      const session = reference.deref();
      const checked = session && this.#checked.get(session);
      if (!session || !checked) {
        this.#live.delete(reference);
        continue;
      }
      const { actor, credential, account, passwordVersion } = checked;
      const key = JSON.stringify([actor.accountId, credential, account.id, passwordVersion]);
      groups.set(key, [...(groups.get(key) ?? []), session as SignedInSession]);
    }
    return [...groups.values()];
  }

  async #recheck(same: readonly SignedInSession[]): Promise<void> {
    const { log, recheck } = this.#deps;
    const [one] = same as [SignedInSession];
    const result = await recheck(one).catch((err: unknown) => {
      log.error({ event: 'worker.recheck-failed', err });
      return null;
    });
    if (result?.ok) {
      for (const session of same) this.#checked.set(session, result.value);
      return;
    }
    for (const session of same) this.#checked.set(session, null);
    const why = result?.refusal.message ?? 'the check failed';
    log.info({ event: 'worker.session-ended', actor: one.actor.address, account: one.account.address, sessions: same.length, why });
  }
}
