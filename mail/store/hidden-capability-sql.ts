import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** What an account's IMAP clients are not told of, in capitals. */
export async function hiddenCapabilities(database: Database, accountId: AccountId): Promise<string[]> {
  const rows = await queryOn<{ capability: string }>(database, selectHidden, [accountId]);
  return rows.map(({ capability }) => capability);
}

const selectHidden: HotStatement = {
  name: 'store-hidden-capabilities',
  text: 'SELECT capability FROM imap_hidden_capability WHERE account_id = $1 ORDER BY capability',
};

export async function hideCapability(tx: Tx, accountId: AccountId, capability: string): Promise<void> {
  await queryIn(tx, insertHidden, [accountId, capability]);
}

const insertHidden: HotStatement = {
  name: 'store-hide-capability',
  text: 'INSERT INTO imap_hidden_capability (account_id, capability) VALUES ($1, upper($2)) ON CONFLICT DO NOTHING',
};

export async function showCapability(tx: Tx, accountId: AccountId, capability: string): Promise<void> {
  await queryIn(tx, deleteHidden, [accountId, capability]);
}

const deleteHidden: HotStatement = {
  name: 'store-show-capability',
  text: 'DELETE FROM imap_hidden_capability WHERE account_id = $1 AND capability = upper($2)',
};
