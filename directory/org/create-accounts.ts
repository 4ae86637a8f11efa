import type { AccountId, DomainId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { insertAccounts } from './account-sql.ts';
import { insertPrimaryAddresses } from './address-sql.ts';
import { reserveIds } from './identity-sql.ts';
import type { CreateMailboxes } from './mail-port.ts';

/** Whose the account is: a person's or a unit's, never both. */
export type AccountOwner = { readonly personId: PersonId } | { readonly unitId: UnitId };

export interface AccountToCreate {
  readonly owner: AccountOwner;
  readonly domainId: DomainId;
  readonly localPart: string;
  readonly quotaOctets: number;
}

/**
 * Accounts with their address and first folders; ids in the order given. The caller holds `lockAddresses` and has found every
 * address free.
 */
export async function createAccounts(
  deps: { readonly tx: Tx; readonly createMailboxes: CreateMailboxes },
  accounts: readonly AccountToCreate[],
): Promise<readonly AccountId[]> {
  const ids = await reserveIds<AccountId>(deps.tx, 'account', accounts.length);
  const rows = accounts.map((account, index) => ({ ...account, id: ids[index]! }));
  await insertAccounts(
    deps.tx,
    rows.map(({ id, owner, quotaOctets }) =>
      'personId' in owner
        ? { id, kind: 'personal', personId: owner.personId, unitId: null, quotaOctets }
        : { id, kind: 'unit', personId: null, unitId: owner.unitId, quotaOctets },
    ),
  );
  await insertPrimaryAddresses(
    deps.tx,
    rows.map(({ id, domainId, localPart }) => ({ accountId: id, domainId, localPart })),
  );
  await deps.createMailboxes(deps.tx, ids);
  return ids;
}
