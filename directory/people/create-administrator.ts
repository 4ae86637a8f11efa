import { grantRole } from '#directory/access/roles/assign-role.ts';
import { findGivenAddresses, lockAddresses } from '#directory/org/address-sql.ts';
import { createAccounts } from '#directory/org/create-accounts.ts';
import type { CreateMailboxes } from '#directory/org/mail-port.ts';
import { ensureDomains } from '#directory/org/unit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { insertOperator } from './administrator-sql.ts';

/**
 * The first administrator of a province: an account of its own that holds no post, so that it outlives everybody's appointment. Named
 * administrators are people with the same role.
 */
export async function createAdministrator(
  deps: { readonly tx: Tx; readonly createMailboxes: CreateMailboxes },
  input: { readonly localPart: string; readonly domain: string; readonly quotaOctets: number },
): Promise<Result<{ accountId: AccountId; address: string }>> {
  const { tx } = deps;
  const { localPart, domain, quotaOctets } = input;
  await lockAddresses(tx);
  if ((await findGivenAddresses(tx, [{ localPart, domain }])).size > 0)
    return refused(refusal('already-exists', `Address ${localPart}@${domain} was given out already`));
  const domainId = (await ensureDomains(tx, [domain])).get(domain)!;
  const personId = await insertOperator(tx);
  const [accountId] = await createAccounts(deps, [{ owner: { personId }, domainId, localPart, quotaOctets }]);
  const role = { accountId: accountId!, role: 'operator', unitId: null, validFrom: null, validTo: null } as const;
  const granted = await grantRole({ tx, twoPeople: false }, { ...role, actorAccountId: null });
  if (!granted.ok) return granted;
  return ok({ accountId: accountId!, address: `${localPart}@${domain}` });
}
