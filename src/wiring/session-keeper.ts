import type { AccessGeneration } from '#directory/access/access-generation.ts';
import { recheckSession } from '#directory/access/recheck-session.ts';
import type { SignedInSession } from '#directory/access/sign-in.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { Session } from '#kernel/session.ts';

/**
 * Follows every live session of this process: when access changes anywhere, each is checked again, and one whose access has ended (or
 * cannot be checked) is no longer allowed.
 */
export class SessionKeeper {
  readonly #deps: { readonly database: Database; readonly generation: () => AccessGeneration; readonly log: Log };
  readonly #checked = new WeakMap<Session, SignedInSession | null>();
  readonly #live = new Set<WeakRef<Session>>();

  constructor(deps: { database: Database; generation: () => AccessGeneration; log: Log }) {
    this.#deps = deps;
  }

  keep(session: SignedInSession): void {
    this.#checked.set(session, session);
    this.#live.add(new WeakRef(session));
  }

  /** As last checked: at most half a second after a change. */
  isAllowed(session: Session): boolean {
    return this.#checked.get(session) !== null;
  }

  /** Access changed somewhere: checks all again. */
  async recheck(): Promise<void> {
    for (const reference of this.#live) {
      const session = reference.deref();
      const checked = session && this.#checked.get(session);
      if (session && checked) await this.#recheckOne(session, checked);
      else this.#live.delete(reference);
    }
  }

  async #recheckOne(session: Session, checked: SignedInSession): Promise<void> {
    const { database, generation, log } = this.#deps;
    const result = await recheckSession({ database, generation: generation() }, checked).catch((err: unknown) => {
      log.error({ event: 'worker.recheck-failed', err });
      return null;
    });
    if (result?.ok) this.#checked.set(session, result.value);
    else {
      this.#checked.set(session, null);
      log.info({ event: 'worker.session-ended', actor: session.actor.address, account: session.account.address });
    }
  }
}
