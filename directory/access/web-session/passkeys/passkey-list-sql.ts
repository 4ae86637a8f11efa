import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { passkeyLimits } from './limits.ts';

export interface ListedPasskey {
  readonly id: string;
  readonly name: string;
  readonly rpId: string;
  readonly isSynced: boolean;
  readonly isBackedUp: boolean;
  readonly madeAt: Date;
  readonly usedAt: Date | null;
}

/** Those of one account, the oldest first. */
export function listPasskeys(database: Database, accountId: AccountId): Promise<ListedPasskey[]> {
  return queryOn<ListedPasskey>(database, list, [accountId, passkeyLimits.perAccountMax]);
}

/** What a browser is told to look for. */
export interface KnownPasskey {
  readonly credentialId: Buffer;
  readonly transports: readonly string[];
}

/** Those that are good at a host. */
export function listKnownAt(database: Database, accountId: AccountId, rpId: string): Promise<KnownPasskey[]> {
  return queryOn<KnownPasskey>(database, listKnown, [accountId, rpId, passkeyLimits.perAccountMax]);
}

/** How many there are, and what authenticators know the account by; whoever else would add one waits. Without it, `handle` comes into force. */
export async function lockPasskeysOf(tx: Tx, accountId: AccountId, handle: Buffer): Promise<{ count: number; handle: Buffer }> {
  await queryIn(tx, ensureHandle, [accountId, handle]);
  const [row] = await queryIn<{ handle: Buffer }>(tx, lockHandle, [accountId]);
  const [counted] = await queryIn<{ count: number }>(tx, countAll, [accountId]);
  return { handle: row!.handle, count: counted!.count };
}

const list: HotStatement = {
  name: 'passkey-list',
  text: `
    SELECT id, name, rp_id AS "rpId", is_synced AS "isSynced", is_backed_up AS "isBackedUp", made_at AS "madeAt", used_at AS "usedAt"
    FROM passkey WHERE account_id = $1::bigint ORDER BY made_at, id LIMIT $2::int`,
};

const listKnown: HotStatement = {
  name: 'passkey-list-known',
  text: `
    SELECT credential_id AS "credentialId", transports FROM passkey
    WHERE account_id = $1::bigint AND rp_id = $2::text ORDER BY made_at, id LIMIT $3::int`,
};

const ensureHandle: HotStatement = {
  name: 'passkey-ensure-handle',
  text: 'INSERT INTO passkey_user (account_id, handle) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING',
};
const lockHandle: HotStatement = {
  name: 'passkey-lock-handle',
  text: 'SELECT handle FROM passkey_user WHERE account_id = $1::bigint FOR UPDATE',
};
const countAll: HotStatement = { name: 'passkey-count', text: 'SELECT count(*) AS count FROM passkey WHERE account_id = $1::bigint' };
