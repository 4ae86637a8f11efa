import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { keepLink, type Subject } from './link-sql.ts';

/** From now on that account at the provider is this one here, and no other. false: either has another partner by now. */
export async function rememberLink(
  tx: Tx,
  { issuer, subject }: Subject,
  owner: { readonly accountId: AccountId; readonly address: string },
): Promise<boolean> {
  const kept = await keepLink(tx, { issuer, subject }, owner.accountId);
  if (kept === 'new') {
    const { accountId, address: target } = owner;
    await recordAct(tx, { actorAccountId: accountId, act: 'account.link-sso', target, accountId, detail: { issuer, subject } });
  }
  return kept !== null;
}
