import { type PermitDeps, permit } from '#directory/access/two-people/permit.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { isBeingDeleted, liftHold, placeHold } from './legal-hold-sql.ts';

interface MailboxToHold {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly reason: string;
}

/** Nothing of the mailbox is deleted while it is held, whatever day was set for that (REQ-ACC-6). */
export async function holdMailbox(deps: PermitDeps, input: MailboxToHold): Promise<Result<void>> {
  const { account, actorAccountId, reason } = input;
  const permitted = await mayHold(deps, input, 'hold', 'Lưu giữ hộp thư');
  if (!permitted.ok) return permitted;
  if (!(await placeHold(deps.tx, { accountId: account.id, reason, by: actorAccountId })))
    return refused(refusalInBoth('conflict', { vi: 'Hộp thư đang được lưu giữ', en: 'The mailbox is under legal hold already' }));
  if (await isBeingDeleted(deps.tx, account.id))
    return refused(
      refusalInBoth('conflict', {
        vi: 'Việc xoá hộp thư đã bắt đầu: quá muộn',
        en: 'The deletion of the mailbox has begun: it is too late',
      }),
    );
  const detail = { reason, ...permitted.value };
  await recordAct(deps.tx, { actorAccountId, act: 'account.hold', target: account.address, detail });
  return ok();
}

export async function releaseMailbox(deps: PermitDeps, input: MailboxToHold): Promise<Result<void>> {
  const { account, actorAccountId, reason } = input;
  const permitted = await mayHold(deps, input, 'release', 'Thôi lưu giữ hộp thư');
  if (!permitted.ok) return permitted;
  if (!(await liftHold(deps.tx, account.id, actorAccountId)))
    return refused(refusalInBoth('conflict', { vi: 'Hộp thư không bị lưu giữ', en: 'The mailbox is not under legal hold' }));
  const detail = { reason, ...permitted.value };
  await recordAct(deps.tx, { actorAccountId, act: 'account.release', target: account.address, detail });
  return ok();
}

/** To lift a hold is as grave as to place it: what was held may be deleted then. */
function mayHold(deps: PermitDeps, { account, actorAccountId }: MailboxToHold, to: 'hold' | 'release', shown: string) {
  return permit(deps, {
    actorAccountId,
    act: 'account.hold',
    target: { of: 'account', accountId: account.id },
    request: { to },
    shown: `${shown}: ${account.address}`,
  });
}
