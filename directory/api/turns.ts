import type { AccountId } from '#kernel/ids.ts';
import { apiLimits } from './limits.ts';

/** How many requests of an account are under way in this process: its programs leave room for the others', and for mail. */
export class Turns {
  readonly #underWay = new Map<AccountId, number>();

  /** null: as many are under way as may be. */
  take(accountId: AccountId): Disposable | null {
    const count = this.#underWay.get(accountId) ?? 0;
    if (count >= apiLimits.atOnceMax) return null;
    this.#underWay.set(accountId, count + 1);
    return { [Symbol.dispose]: () => this.#end(accountId) };
  }

  #end(accountId: AccountId): void {
    const left = (this.#underWay.get(accountId) ?? 1) - 1;
    if (left === 0) this.#underWay.delete(accountId);
    else this.#underWay.set(accountId, left);
  }
}
