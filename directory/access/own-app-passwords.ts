import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { credentialLimits } from './limits.ts';
import type { MailProgram } from './mail-programs.ts';
import { createAppPassword, revokeAppPassword } from './manage-app-passwords.ts';
import { countLiveAppPasswords, findMailboxAddress } from './own-app-password-sql.ts';
import { authorise } from './roles/authorise.ts';

interface Owner {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly address: string;
}

interface Wanted {
  readonly owner: Owner;
  /** What it opens: one's own mailbox, or one that one may read, such as the unit's one heads (REQ-DEL-3). */
  readonly targetAccountId: AccountId;
  readonly label: string;
  readonly program?: MailProgram | undefined;
}

/** A person makes themselves an app password, for one program. `shown` exists only here. */
export async function makeOwnAppPassword(
  deps: { readonly tx: Tx; readonly key: Buffer },
  { owner, targetAccountId, label, program }: Wanted,
): Promise<Result<{ readonly id: string; readonly shown: string; readonly opens: string }>> {
  const { accountId, address: target } = owner;
  const may = await authorise(deps, { actorAccountId: accountId, act: 'app-password.make', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  if ((await countLiveAppPasswords(deps.tx, accountId)) >= credentialLimits.appPasswordsLiveMax) return refused(tooMany);
  const opens = await findMailboxAddress(deps.tx, targetAccountId);
  if (opens === undefined) return refused(noMailbox);
  const made = await createAppPassword(deps, { owner, targetAccountId, label, program, expiresAt: null });
  if (!made.ok) return made;
  const detail = { appPasswordId: made.value.id, opens, label };
  await recordAct(deps.tx, { actorAccountId: accountId, act: 'account.create-app-password', target, accountId, detail });
  return ok({ ...made.value, opens });
}

/** Ends one of one's own; the sessions it opened end within a second. */
export async function revokeOwnAppPassword(tx: Tx, { owner, id }: { readonly owner: Owner; readonly id: string }): Promise<Result<void>> {
  const { accountId, address: target } = owner;
  const may = await authorise({ tx }, { actorAccountId: accountId, act: 'app-password.revoke', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  const revoked = await revokeAppPassword(tx, { id, accountId });
  if (!revoked.ok) return refused(noSuch);
  const detail = { appPasswordId: id };
  await recordAct(tx, { actorAccountId: accountId, act: 'account.revoke-app-password', target, accountId, detail });
  return ok();
}

const tooMany = refusalInBoth('limit', {
  vi: `Mỗi người có nhiều nhất ${credentialLimits.appPasswordsLiveMax} mật khẩu ứng dụng: hãy thu hồi bớt`,
  en: `A person has at most ${credentialLimits.appPasswordsLiveMax} app passwords: revoke one first`,
});
const noMailbox = refusalInBoth('not-found', { vi: 'Không có hộp thư này', en: 'There is no such mailbox' });
const noSuch = refusalInBoth('not-found', { vi: 'Không có mật khẩu ứng dụng này', en: 'There is no such app password' });
