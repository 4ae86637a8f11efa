import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export interface ApiTokenRow {
  readonly mac: Buffer;
  readonly ownerId: AccountId;
  readonly ownerAddress: string;
  /** A person's account that is active, and the token neither revoked nor over. */
  readonly isLive: boolean;
}

/** Read for every request: whatever ends it counts for the next. */
export async function findApiToken(database: Database, id: string): Promise<ApiTokenRow | undefined> {
  const [row] = await queryOn<ApiTokenRow>(database, find, [id]);
  return row;
}

interface NewApiToken {
  readonly id: string;
  readonly accountId: AccountId;
  readonly mac: Buffer;
  readonly label: string;
  readonly expiresAt: Date;
}

/** false when the id is taken. */
export async function insertApiToken(tx: Tx, { id, accountId, mac, label, expiresAt }: NewApiToken): Promise<boolean> {
  return (await queryIn(tx, insert, [id, accountId, mac, label, expiresAt])).length > 0;
}

export interface ListedApiToken {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly isOver: boolean;
}

/** Of one account, the latest first. */
export function listApiTokens(database: Database, accountId: AccountId, max: number): Promise<ListedApiToken[]> {
  return queryOn<ListedApiToken>(database, list, [accountId, max]);
}

/** Those that could be used today. Locks the account, so that of two made at once each sees the other. */
export async function countLiveApiTokens(tx: Tx, accountId: AccountId): Promise<number> {
  await queryIn(tx, lockAccount, [accountId]);
  const [row] = await queryIn<{ count: number }>(tx, countLive, [accountId]);
  return row?.count ?? 0;
}

/** What it was called; undefined when the account has no such token that is not revoked yet. */
export async function markApiTokenRevoked(tx: Tx, id: string, accountId: AccountId): Promise<string | undefined> {
  const [row] = await queryIn<{ label: string }>(tx, revoke, [id, accountId]);
  return row?.label;
}

/** All that could still be used: whoever leaves leaves their programs too, and does not find them again on coming back. */
export function revokeApiTokensOf(tx: Tx, accountId: AccountId): Promise<readonly { readonly id: string; readonly label: string }[]> {
  return queryIn(tx, revokeAll, [accountId]);
}

/** To the nearest five minutes: a program that asks every second need not write every second. */
export async function noteApiTokenUse(database: Database, id: string): Promise<void> {
  await queryOn(database, noteUse, [id]);
}

const find: HotStatement = {
  name: 'access-find-api-token',
  text: `
    SELECT api_token.mac, account.id AS "ownerId", address.local_part || '@' || domain.name AS "ownerAddress",
      account.state = 'active' AND account.person_id IS NOT NULL AND api_token.revoked_at IS NULL
        AND api_token.expires_at > statement_timestamp() AS "isLive"
    FROM api_token JOIN account ON account.id = api_token.account_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE api_token.id = $1::text`,
};

const insert: HotStatement = {
  name: 'access-insert-api-token',
  text: `
    INSERT INTO api_token (id, account_id, mac, label, expires_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO NOTHING RETURNING id`,
};

const list: HotStatement = {
  name: 'access-list-api-tokens',
  text: `
    SELECT id, label, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt",
      expires_at <= statement_timestamp() AS "isOver"
    FROM api_token WHERE account_id = $1::bigint ORDER BY created_at DESC, id LIMIT $2::int`,
};

const lockAccount: HotStatement = { name: 'access-lock-account-of-tokens', text: 'SELECT FROM account WHERE id = $1::bigint FOR UPDATE' };

const countLive: HotStatement = {
  name: 'access-count-api-tokens',
  text: `
    SELECT count(*) AS count FROM api_token
    WHERE account_id = $1::bigint AND revoked_at IS NULL AND expires_at > statement_timestamp()`,
};

const revoke: HotStatement = {
  name: 'access-revoke-api-token',
  text: `
    UPDATE api_token SET revoked_at = statement_timestamp() WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING label`,
};

const revokeAll: HotStatement = {
  name: 'access-revoke-api-tokens',
  text: `
    UPDATE api_token SET revoked_at = statement_timestamp()
    WHERE account_id = $1::bigint AND revoked_at IS NULL AND expires_at > statement_timestamp() RETURNING id, label`,
};

const noteUse: HotStatement = {
  name: 'access-note-api-token-use',
  text: `
    UPDATE api_token SET last_used_at = statement_timestamp()
    WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < statement_timestamp() - interval '5 minutes')`,
};
