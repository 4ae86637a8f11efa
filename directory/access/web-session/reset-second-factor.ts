import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type PermitDeps, permit } from '../two-people/permit.ts';
import { deletePasskeysOf } from './passkeys/passkey-sql.ts';
import { deleteRecoveryCodes } from './recovery-code-sql.ts';
import { deleteTotp } from './totp-sql.ts';
import { endWebSessionsOf } from './web-session-sql.ts';

interface FactorToReset {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly reason: string | null;
}

/**
 * Takes away the second factor, passkeys too, of somebody who lost phone and recovery codes. The password still is theirs alone; their sessions on the web end,
 * and whoever must have a second factor sets it up anew at the next sign-in. Of somebody with a role it takes two people, as their password does.
 */
export async function resetSecondFactor(deps: PermitDeps, { account, actorAccountId, reason }: FactorToReset): Promise<Result<void>> {
  const { id: accountId, address: target } = account;
  const permitted = await permit(deps, {
    actorAccountId,
    act: 'second-factor.reset',
    target: { of: 'account', accountId },
    request: {},
    shown: `Gỡ yếu tố xác thực thứ hai: ${target}`,
  });
  if (!permitted.ok) return permitted;
  const hadTotp = await deleteTotp(deps.tx, accountId);
  const passkeys = await deletePasskeysOf(deps.tx, accountId);
  if (!hadTotp && passkeys === 0) return refused(noFactor);
  await deleteRecoveryCodes(deps.tx, accountId);
  await endWebSessionsOf(deps.tx, accountId, '');
  const detail = { ...permitted.value, ...(passkeys === 0 ? {} : { passkeys }), ...(reason === null ? {} : { reason }) };
  await recordAct(deps.tx, { actorAccountId, act: 'account.remove-second-factor', target, accountId, detail });
  return ok();
}

const noFactor = refusalInBoth('not-found', { vi: 'Tài khoản không có yếu tố xác thực thứ hai', en: 'The account has no second factor' });
