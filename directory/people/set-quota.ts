import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockQuota, type Quota, updateQuota } from './account-quota-sql.ts';
import { quotaLimits } from './limits.ts';

interface QuotaToSet {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  /** What is left out stays as it is. */
  readonly change: Partial<Quota>;
  readonly reason: string | null;
}

/**
 * What an account may hold (REQ-ACC-9). It may be less than it holds already: then it takes nothing more until it has been tidied. Sessions
 * and deliveries ask at each message, so it counts at once.
 */
export async function setQuota(tx: Tx, { account, actorAccountId, change, reason }: QuotaToSet): Promise<Result<Quota>> {
  const target = { of: 'account', accountId: account.id } as const;
  const may = await authorise({ tx }, { actorAccountId, act: 'account.set-quota', target });
  if (!may.ok) return may;
  const possible = checkQuota(change);
  if (!possible.ok) return possible;
  const before = await lockQuota(tx, account.id);
  if (before === undefined) return refused(refusalInBoth('conflict', { vi: 'Tài khoản đã đóng', en: 'The account is closed' }));
  const after = { ...before, ...change };
  if (after.octets === before.octets && after.messages === before.messages) return ok(before);
  await updateQuota(tx, account.id, after);
  const detail = reason === null ? {} : { reason };
  const about = { target: account.address, accountId: account.id };
  await recordAct(tx, { actorAccountId, act: 'account.set-quota', ...about, detail, before: { ...before }, after });
  return ok(after);
}

function checkQuota({ octets, messages }: Partial<Quota>): Result<void> {
  const { octetsMin, octetsMax, messagesMin, messagesMax } = quotaLimits;
  if (octets !== undefined && !(Number.isSafeInteger(octets) && octets >= octetsMin && octets <= octetsMax))
    return refused(
      refusalInBoth('invalid', {
        vi: `Dung lượng từ ${octetsMin} đến ${octetsMax} byte`,
        en: `A quota of storage is from ${octetsMin} to ${octetsMax} octets`,
      }),
    );
  if (messages != null && !(Number.isSafeInteger(messages) && messages >= messagesMin && messages <= messagesMax))
    return refused(
      refusalInBoth('invalid', {
        vi: `Số thư từ ${messagesMin} đến ${messagesMax}`,
        en: `A quota of messages is from ${messagesMin} to ${messagesMax}`,
      }),
    );
  return ok();
}
