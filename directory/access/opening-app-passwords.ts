import { recordAct } from '#directory/audit/audit-sql.ts';
import type { Database } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { credentialLimits } from './limits.ts';
import { revokeAppPassword } from './manage-app-passwords.ts';
import { findOpeningOwner, listOpening, type OpeningAppPassword } from './opening-app-password-sql.ts';
import { authorise } from './roles/authorise.ts';

interface Asked {
  readonly actorAccountId: AccountId;
  /** The mailbox. */
  readonly accountId: AccountId;
}

/** By whose devices a mailbox is used: for who says who uses it (REQ-DEL-1), which of a unit's is its head, of a person's that person. */
export async function listAppPasswordsOpening(
  database: Database,
  { actorAccountId, accountId }: Asked,
): Promise<Result<readonly OpeningAppPassword[]>> {
  const may = await authorise({ database }, { actorAccountId, act: 'delegation.manage', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  return ok(await listOpening(database, accountId, credentialLimits.openingListedMax));
}

/** Ends one of them, whosoever it is: it opens that mailbox and nothing else. A delegation is ended apart. */
export async function revokeAppPasswordOpening(
  tx: Tx,
  { actorAccountId, accountId, id }: Asked & { readonly id: string },
): Promise<Result<void>> {
  const may = await authorise({ tx }, { actorAccountId, act: 'delegation.manage', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  const owner = await findOpeningOwner(tx, { id, targetAccountId: accountId });
  if (owner === undefined) return refused(noSuch);
  const revoked = await revokeAppPassword(tx, { id, accountId: owner.accountId });
  if (!revoked.ok) return refused(noSuch);
  const behalf = accountId === actorAccountId ? {} : { onBehalfOf: accountId };
  const about = { target: owner.address, accountId: owner.accountId, detail: { appPasswordId: id } };
  await recordAct(tx, { actorAccountId, act: 'account.revoke-app-password', ...about, ...behalf });
  return ok();
}

const noSuch = refusalInBoth('not-found', { vi: 'Không có mật khẩu ứng dụng này', en: 'There is no such app password' });
