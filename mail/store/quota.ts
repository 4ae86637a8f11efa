import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { AccountQuota } from './account-sql.ts';

/** Whether an account may take this much more; pure. */
export function hasRoom(quota: AccountQuota, more: { readonly octets: number; readonly messages: number }): Result<void> {
  if (quota.usedOctets + more.octets > quota.limitOctets) return refused(refusal('over-quota', 'Mailbox is over its quota'));
  if (quota.limitMessages !== null && quota.usedMessages + more.messages > quota.limitMessages)
    return refused(refusal('over-quota', 'Mailbox holds as many messages as it may'));
  return ok();
}
