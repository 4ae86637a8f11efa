import type { Argon2id } from '#directory/access/argon2id.ts';
import { setPassword } from '#directory/access/set-password.ts';
import { type PermitDeps, permit } from '#directory/access/two-people/permit.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { ListedAccount } from './account-list-sql.ts';

interface PasswordToReset {
  readonly account: Pick<ListedAccount, 'id' | 'address' | 'roles'>;
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly password: string;
  /** Whether the person must choose another one soon. */
  readonly mustChange: boolean;
}

/** Gives somebody else a password (REQ-ACC-8: whoever has a role, a longer one). Their sessions end, and they notice. */
export async function resetPassword(deps: PermitDeps & { readonly argon2id: Argon2id }, input: PasswordToReset): Promise<Result<void>> {
  const { account, actorAccountId, password, mustChange } = input;
  const permitted = await permit(deps, {
    actorAccountId,
    act: 'password.reset',
    target: { of: 'account', accountId: account.id },
    request: { mustChange },
    shown: `Đặt lại mật khẩu: ${account.address}${mustChange ? '' : ', không buộc đổi lại'}`,
  });
  if (!permitted.ok) return permitted;
  await recordAct(deps.tx, { actorAccountId, act: 'account.set-password', target: account.address, detail: { ...permitted.value } });
  return setPassword(deps, { accountId: account.id, password, mustChange, isAdministrator: account.roles.length > 0 });
}
