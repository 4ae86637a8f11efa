import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { authorise } from '../roles/authorise.ts';
import { deleteLinks, endOidcSessions } from './link-sql.ts';

interface Unlinking {
  readonly account: { readonly id: AccountId; readonly address: string };
  readonly actorAccountId: AccountId;
  /** The session it is done in goes on; ''. none. */
  readonly sessionId: string;
  readonly reason: string | null;
}

/**
 * The account is nobody's at the provider any more: the next to come with its verified address is linked anew. What the provider has opened ends,
 * but the session it is done in.
 */
export async function unlinkOidc(tx: Tx, { account, actorAccountId, sessionId, reason }: Unlinking): Promise<Result<void>> {
  const { id: accountId, address: target } = account;
  const may = await authorise({ tx }, { actorAccountId, act: 'sso.unlink', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  const links = await deleteLinks(tx, accountId);
  if (links.length === 0) return refused(notLinked);
  const endedSessions = await endOidcSessions(tx, accountId, sessionId);
  const detail = { links, endedSessions, ...(reason === null ? {} : { reason }) };
  await recordAct(tx, { actorAccountId, act: 'account.unlink-sso', target, accountId, detail });
  return ok();
}

const notLinked = refusalInBoth('not-found', {
  vi: 'Tài khoản chưa liên kết với đăng nhập một lần (SSO)',
  en: 'The account is not linked to the single sign-on',
});
