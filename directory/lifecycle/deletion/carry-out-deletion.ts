import { recordAct } from '#directory/audit/audit-sql.ts';
import type { EraseMail } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { finishDeletion, lockAccount, lockDeletion } from './deletion-sql.ts';

interface Deps {
  readonly database: Database;
  readonly eraseMail: EraseMail;
  /** Asked between steps; left out: to the end. */
  readonly mayGoOn?: () => boolean;
  /** Told after each step how many messages went. */
  readonly onErased?: (messages: number) => void;
}

/**
 * Carries out a deletion that was ordered: its messages in steps, then the folders and the delegations on them. Whoever is at it, and however
 * often it was cut off, it is finished once. False: it was to stop before the end.
 */
export async function carryOutDeletion(deps: Deps, accountId: AccountId): Promise<boolean> {
  const { database, eraseMail, mayGoOn = () => true, onErased = () => undefined } = deps;
  while (mayGoOn()) {
    const erased = await eraseMail.messages(database, accountId);
    onErased(erased);
    if (erased === 0 && (await finish(deps, accountId))) return true;
  }
  return false;
}

/** False: mail that was on its way when the account was closed has come meanwhile. */
async function finish({ database, eraseMail }: Deps, accountId: AccountId): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    await lockAccount(tx, accountId);
    const deletion = await lockDeletion(tx, accountId);
    if (deletion === undefined) return true; // another process finished it
    await finishDeletion(tx, accountId);
    if (!(await eraseMail.folders(tx, accountId))) throw new MailCame();
    const { address: target, messages, octets } = deletion;
    await recordAct(tx, { actorAccountId: null, act: 'account.erase', target, accountId, detail: { messages, octets } });
    return true;
  }).catch((error: unknown) => {
    if (error instanceof MailCame) return false;
    throw error;
  });
}

/** Rolls back what was done for a finish that was none. */
class MailCame extends Error {
  override readonly name = 'MailCame';
}
