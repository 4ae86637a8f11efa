import type { AccountId } from '#kernel/ids.ts';
import type { ActName } from './acts.ts';

/** Something somebody did that must be answerable for (REQ-ACC-11). Never a password, never a message's text. */
export interface Act {
  /** null: at the server's own console, or a job of the program's. */
  readonly actorAccountId: AccountId | null;
  readonly act: ActName;
  readonly target: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
