import { bumpAccessGeneration } from '#directory/access/access-generation-sql.ts';
import { beginAccountUse } from '#directory/access/account-use-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import { liftBlock } from '#directory/access/sign-in-throttle-sql.ts';
import type { Act } from '#directory/audit/act.ts';
import type { ActName } from '#directory/audit/acts.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { changeAccountState, isAway } from './account-state-sql.ts';

interface AccountToLock {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly reason: string | null;
}

/** Nobody signs in to a locked account and its sessions end within a second, in every process; it goes on receiving (REQ-ACC-6). */
export async function lockAccount(tx: Tx, input: AccountToLock): Promise<Result<void>> {
  const may = await mayDo(tx, 'account.lock', input);
  if (!may.ok) return may;
  if (!(await changeAccountState(tx, input.account.id, 'active', 'locked')))
    return refused(refusalInBoth('conflict', { vi: 'Tài khoản đã bị khoá hoặc đã đóng', en: 'The account is locked or closed already' }));
  return noted(tx, 'account.lock', input, { before: { state: 'active' }, after: { state: 'locked' } });
}

/** Also where it was not an administrator but wrong passwords that locked it (REQ-ACC-7: the lock lifts by an administrator or by time). */
export async function unlockAccount(tx: Tx, input: AccountToLock): Promise<Result<void>> {
  const may = await mayDo(tx, 'account.unlock', input);
  if (!may.ok) return may;
  if (await isAway(tx, input.account.id))
    return refused(
      refusalInBoth('conflict', {
        vi: 'Người này đang bị đình chỉ hoặc đã thôi công tác: hãy cho trở lại (person return) hoặc bổ nhiệm (person appoint)',
        en: 'The person is suspended or has left: they return (person return) or are appointed (person appoint)',
      }),
    );
  const wasLocked = await changeAccountState(tx, input.account.id, 'locked', 'active');
  const wasBlocked = await liftBlock(tx, input.account.address);
  if (wasLocked) await beginAccountUse(tx, input.account.id);
  if (!wasLocked && !wasBlocked)
    return refused(refusalInBoth('conflict', { vi: 'Tài khoản không bị khoá', en: 'The account is not locked' }));
  return noted(tx, 'account.unlock', input, wasLocked ? { before: { state: 'locked' }, after: { state: 'active' } } : {});
}

function mayDo(tx: Tx, act: 'account.lock' | 'account.unlock', { actorAccountId, account }: AccountToLock) {
  return authorise({ tx }, { actorAccountId, act, target: { of: 'account', accountId: account.id } });
}

async function noted(
  tx: Tx,
  act: ActName,
  { account, actorAccountId, reason }: AccountToLock,
  change: Pick<Act, 'before' | 'after'>,
): Promise<Result<void>> {
  const { id: accountId, address: target } = account;
  await recordAct(tx, { actorAccountId, act, target, accountId, detail: reason === null ? {} : { reason }, ...change });
  await bumpAccessGeneration(tx);
  return ok();
}
