import type { Notice, SendNotices } from '#directory/org/mail-port.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { byAccount } from './announce.ts';

/** Gathers what many plans of one transaction tell, and sends it at its end: INBOXes are written in one order, as every delivery does. */
export class NoticeTray {
  readonly #send: SendNotices | undefined;
  #notices: Notice[] = [];

  constructor(send: SendNotices | undefined) {
    this.#send = send;
  }

  /** undefined: nobody is told. */
  get collect(): SendNotices | undefined {
    if (this.#send === undefined) return undefined;
    return async (_tx, notices) => {
      this.#notices.push(...notices);
      return notices.map(({ accountId }) => accountId);
    };
  }

  /** What was gathered so far for these is not sent: they are told all of it at once. */
  leaveOut(accounts: readonly AccountId[]): void {
    this.#notices = this.#notices.filter(({ accountId }) => !accounts.includes(accountId));
  }

  async send(tx: Tx): Promise<void> {
    await this.#send?.(tx, this.#notices.toSorted(byAccount));
  }
}
