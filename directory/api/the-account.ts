import { authorise } from '#directory/access/roles/authorise.ts';
import type { AccessAct } from '#directory/access/roles/policy.ts';
import { type AccountOnPage, lockAccountOnPage } from '#directory/people/account-page-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ApiContext } from './api-env.ts';
import { unchanged } from './entity-tag.ts';
import { type ApiRefusal, apiRefusal } from './problem.ts';

export const noSuchAccount = apiRefusal('not-found', { vi: 'Không có tài khoản này', en: 'There is no such account' });

/** The account that somebody would change, held until commit and, with If-Match, as it was read. That there is none is for who might change it. */
export async function theAccount(
  context: ApiContext,
  tx: Tx,
  { accountId, act }: { readonly accountId: AccountId; readonly act: AccessAct },
): Promise<Result<AccountOnPage, ApiRefusal>> {
  const actorAccountId = context.get('bearer').accountId;
  const may = await authorise({ tx }, { actorAccountId, act, target: { of: 'account', accountId } });
  return may.ok ? anyAccount(context, tx, accountId) : may;
}

/** As `theAccount`, for acts that ask by themselves who may. */
export async function anyAccount(context: ApiContext, tx: Tx, accountId: AccountId): Promise<Result<AccountOnPage, ApiRefusal>> {
  const account = await lockAccountOnPage(tx, accountId);
  if (account === undefined) return refused(noSuchAccount);
  const asRead = unchanged(context, account);
  return asRead.ok ? ok(account) : asRead;
}
