import { searchKey } from '#directory/naming/fold-name.ts';
import { findGivenAddresses, lockAddresses } from '#directory/org/address-sql.ts';
import { createAccounts } from '#directory/org/create-accounts.ts';
import type { CreateMailboxes } from '#directory/org/mail-port.ts';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { ensureDomains } from '#directory/org/unit-sql.ts';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';

/**
 * The first administrator of a province: an account of its own that holds no post, so that it outlives everybody's appointment. Named
 * administrators are people with the same right.
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
  await tablesIn<DirectoryTables>(tx).insertInto('administrator').values({ account_id: accountId!, granted_by: null }).execute();
  return ok({ accountId: accountId!, address: `${localPart}@${domain}` });
}

async function insertOperator(tx: Tx): Promise<PersonId> {
  const displayName = 'Quản trị hệ thống';
  const { id } = await tablesIn<DirectoryTables>(tx)
    .insertInto('person')
    .values({
      family_name: 'Quản',
      middle_name: 'trị hệ',
      given_name: 'thống',
      display_name: displayName,
      search_key: searchKey(displayName),
      birth_date: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
