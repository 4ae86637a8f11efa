import type { AccountId } from '#kernel/ids.ts';
import { apiLimits } from './limits.ts';

/** How many requests are under way in this process: of an account, whose programs leave room for the others', and of all for work done one at a time. */
export class Turns {
  readonly #underWay = new Map<AccountId | typeof line, number>();

  /** null: as many of the account are under way as may be. */
  take(accountId: AccountId): Disposable | null {
    return this.#take(accountId, apiLimits.atOnceMax);
  }

  /** A place in the line for work that is done one at a time; null: the line is as long as may be. */
  takeInLine(): Disposable | null {
    return this.#take(line, apiLimits.inLineMax);
  }

  #take(whose: AccountId | typeof line, max: number): Disposable | null {
    const count = this.#underWay.get(whose) ?? 0;
    if (count >= max) return null;
    this.#underWay.set(whose, count + 1);
    return { [Symbol.dispose]: () => this.#end(whose) };
  }

  #end(whose: AccountId | typeof line): void {
    const left = (this.#underWay.get(whose) ?? 1) - 1;
    if (left === 0) this.#underWay.delete(whose);
    else this.#underWay.set(whose, left);
  }
}

const line = Symbol('line');
