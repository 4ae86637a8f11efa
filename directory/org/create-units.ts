import { findClashes } from '#directory/naming/clash.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import type { KeyedRefusal } from '#directory/naming/keyed-refusal.ts';
import { nameUnits, type UnitInTree, type UnitMailbox } from '#directory/naming/name-units.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { AccountId, DomainId, UnitId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { grantToHeads } from './account-sql.ts';
import { findGivenAddresses, lockAddresses } from './address-sql.ts';
import { createAccounts } from './create-accounts.ts';
import { reserveIds } from './identity-sql.ts';
import type { CreateMailboxes } from './mail-port.ts';
import { ensureDomains, insertUnits } from './unit-sql.ts';

export interface CreatedUnit<Key> {
  readonly key: Key;
  readonly unitId: UnitId;
  readonly accountId: AccountId;
  readonly localPart: string;
  readonly domain: string;
}

/**
 * Whole trees of units, each with its mailbox, in the order given. Refused as a whole, with nothing written, when a unit gets no
 * name or one that another unit of the input has, or anybody ever had.
 */
export async function createUnits<Key>(
  deps: { readonly tx: Tx; readonly createMailboxes: CreateMailboxes },
  input: { readonly profile: NamingProfile; readonly units: readonly UnitInTree<Key>[]; readonly quotaOctets: number },
): Promise<Result<readonly CreatedUnit<Key>[], readonly KeyedRefusal<Key>[]>> {
  if (input.units.length === 0) return ok([]);
  const named = nameUnits(input.profile, input.units);
  if (!named.ok) return named;
  await lockAddresses(deps.tx);
  const problems = await findTaken(deps.tx, named.value);
  if (problems.length > 0) return refused(problems);
  return ok(await writeUnits(deps, input, named.value));
}

async function findTaken<Key>(tx: Tx, mailboxes: readonly UnitMailbox<Key>[]): Promise<readonly KeyedRefusal<Key>[]> {
  const given = await findGivenAddresses(tx, mailboxes);
  const clashing = findClashes(mailboxes).flatMap(({ keys }) => keys.slice(1));
  return mailboxes
    .map(({ key, localPart, domain }) => ({ key, address: `${localPart}@${domain}` }))
    .filter(({ key, address }) => clashing.includes(key) || given.has(address))
    .map(({ key, address }) => ({ key, refusal: refusal('already-exists', `The address ${address} is taken`) }));
}

async function writeUnits<Key>(
  deps: { readonly tx: Tx; readonly createMailboxes: CreateMailboxes },
  input: { readonly profile: NamingProfile; readonly units: readonly UnitInTree<Key>[]; readonly quotaOctets: number },
  mailboxes: readonly UnitMailbox<Key>[],
): Promise<readonly CreatedUnit<Key>[]> {
  const { tx } = deps;
  const domainIds = await ensureDomains(tx, [...new Set(mailboxes.map(({ domain }) => domain))]);
  const ids = await reserveIds<UnitId>(tx, 'unit', input.units.length);
  const idOf = new Map(input.units.map(({ key }, index) => [key, ids[index]!]));
  const rows = input.units.map((unit, index) => unitRow(unit, input.profile, idOf, domainIds.get(mailboxes[index]!.domain)!));
  await insertUnits(tx, rows);
  const accountIds = await createAccounts(
    deps,
    rows.map((row, index) => ({
      owner: { unitId: row.id },
      domainId: row.domainId,
      localPart: mailboxes[index]!.localPart,
      quotaOctets: input.quotaOctets,
    })),
  );
  await grantToHeads(
    tx,
    ids.map((unitId, index) => ({ unitId, accountId: accountIds[index]! })),
  );
  return mailboxes.map((mailbox, index) => ({ ...mailbox, unitId: ids[index]!, accountId: accountIds[index]! }));
}

function unitRow<Key>(unit: UnitInTree<Key>, profile: NamingProfile, idOf: ReadonlyMap<Key, UnitId>, domainId: DomainId) {
  return {
    id: idOf.get(unit.key)!,
    parentId: unit.parent === null ? null : idOf.get(unit.parent)!,
    domainId,
    kind: unit.kind,
    name: unit.name.normalize('NFC'),
    searchKey: searchKey(unit.name),
    code: unit.code,
    namingProfile: unit.parent === null ? profile.id : null,
  };
}
