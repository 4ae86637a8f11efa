import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockQuota, type Quota, updateQuota } from './account-quota-sql.ts';
import { quotaLimits } from './limits.ts';

interface QuotaToSet {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** What is left out stays as it is. */
  readonly change: Partial<Quota>;
}

/**
 * What an account may hold (REQ-ACC-9). It may be less than it holds already: then it takes nothing more until it has been tidied. Sessions
 * and deliveries ask at each message, so it counts at once. At the server's own console only.
 */
export async function setQuota(tx: Tx, { account, change }: QuotaToSet): Promise<Result<Quota>> {
  const possible = checkQuota(change);
  if (!possible.ok) return possible;
  const before = await lockQuota(tx, account.id);
  if (before === undefined) return refused(refusal('conflict', 'The account is closed'));
  const after = { ...before, ...change };
  if (after.octets === before.octets && after.messages === before.messages) return ok(before);
  await updateQuota(tx, account.id, after);
  const { id: accountId, address: target } = account;
  await recordAct(tx, { actorAccountId: null, act: 'account.set-quota', target, accountId, detail: {}, before: { ...before }, after });
  return ok(after);
}

function checkQuota({ octets, messages }: Partial<Quota>): Result<void> {
  const { octetsMin, octetsMax, messagesMin, messagesMax } = quotaLimits;
  if (octets !== undefined && !(Number.isSafeInteger(octets) && octets >= octetsMin && octets <= octetsMax))
    return refused(refusal('invalid', `A quota of storage is from ${octetsMin} to ${octetsMax} octets`));
  if (messages != null && !(Number.isSafeInteger(messages) && messages >= messagesMin && messages <= messagesMax))
    return refused(refusal('invalid', `A quota of messages is from ${messagesMin} to ${messagesMax}`));
  return ok();
}
