import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId, GrantId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { bumpAccessGeneration } from './access-generation-sql.ts';
import { lockGrantsOf, revokeGrants } from './acl-sql.ts';
import { findGrant } from './grant-list-sql.ts';
import { authorise } from './roles/authorise.ts';

interface AccessToEnd {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly account: { readonly id: AccountId; readonly address: string };
  readonly grantId: GrantId;
  readonly reason: string | null;
}

/** Ends what one was granted on another's mailbox; sessions that use it end within a second (REQ-DEL-6). */
export async function endAccess(tx: Tx, input: AccessToEnd): Promise<Result<void>> {
  const { actorAccountId, account, grantId, reason } = input;
  await lockGrantsOf(tx, account.id);
  const may = await authorise({ tx }, { actorAccountId, act: 'delegation.end', target: { of: 'account', accountId: account.id } });
  if (!may.ok) return may;
  const grant = await findGrant(tx, grantId, account.id);
  if (grant === undefined)
    return refused(
      refusalInBoth('not-found', {
        vi: 'Không có uỷ quyền này trên hộp thư, hoặc đã hết hiệu lực',
        en: 'No such delegation of that mailbox is in force',
      }),
    );
  if (grant.principalKind === 'head')
    return refused(
      refusalInBoth('invalid', {
        vi: 'Thủ trưởng dùng hộp thư theo bổ nhiệm: hãy thay đổi việc bổ nhiệm',
        en: 'A head has the mailbox by appointment: end that',
      }),
    );
  await revokeGrants(tx, [grantId]);
  const detail = { grantId, to: grant.to, ...may.value, ...(reason === null ? {} : { reason }) };
  await recordAct(tx, { actorAccountId, act: 'delegation.revoke', target: account.address, detail });
  await bumpAccessGeneration(tx);
  return ok();
}
