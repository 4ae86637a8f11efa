import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { liftHold, placeHold } from './legal-hold-sql.ts';

interface MailboxToHold {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly reason: string;
}

/** Nothing of the mailbox is deleted while it is held, whatever day was set for that (REQ-ACC-6). */
export async function holdMailbox(tx: Tx, { account, actorAccountId, reason }: MailboxToHold): Promise<Result<void>> {
  if (!(await placeHold(tx, { accountId: account.id, reason, by: actorAccountId })))
    return refused(refusal('conflict', 'The mailbox is under legal hold already'));
  await recordAct(tx, { actorAccountId, act: 'account.hold', target: account.address, detail: { reason } });
  return ok();
}

export async function releaseMailbox(tx: Tx, { account, actorAccountId, reason }: MailboxToHold): Promise<Result<void>> {
  if (!(await liftHold(tx, account.id, actorAccountId))) return refused(refusal('conflict', 'The mailbox is not under legal hold'));
  await recordAct(tx, { actorAccountId, act: 'account.release', target: account.address, detail: { reason } });
  return ok();
}
