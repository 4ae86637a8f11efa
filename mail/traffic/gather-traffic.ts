import { type Database, inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { gatherNext, waitingSenders } from './gather-traffic-sql.ts';

export interface GatherDeps {
  readonly database: Database;
  /** Whose addresses of ours are or were, by address; what is nobody's is not in the answer. */
  readonly ownersOf: (addresses: readonly string[]) => Promise<ReadonlyMap<string, AccountId>>;
}

/** Makes days of everything that was counted until now. Answers how many messages that was. */
export async function gatherTraffic({ database, ownersOf }: GatherDeps): Promise<number> {
  // Messages of senders who are not among these came after it began.
  const addresses = await waitingSenders(database);
  const owners = await ownersOf(addresses);
  const senders = addresses.map((address) => ({ address, accountId: owners.get(address) ?? null }));
  for (let total = 0; ; ) {
    const gathered = await inTransaction(database, (tx) => gatherNext(tx, senders));
    if (gathered === 0) return total;
    total += gathered;
  }
}
