import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** One that may sign in: its owner's account is active. Its sessions are opened under the version of the password; '' where none was chosen yet. */
export interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly isSynced: boolean;
  readonly handle: Buffer;
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly address: string;
  readonly passwordVersion: string;
  /** When the account was used last was noted more than a day ago, or never. */
  readonly isUseOld: boolean;
}

/** undefined: there is none of this id at this host, or its owner's account is locked, closed or nobody's. */
export async function findPasskey(database: Database, credentialId: Buffer, rpId: string): Promise<PasskeyRow | undefined> {
  const [row] = await queryOn<PasskeyRow>(database, find, [credentialId, rpId]);
  return row;
}

export interface NewPasskey {
  readonly id: string;
  readonly accountId: AccountId;
  readonly credentialId: Buffer;
  readonly rpId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly isSynced: boolean;
  readonly isBackedUp: boolean;
  readonly transports: readonly string[];
  readonly name: string;
}

/** false when somebody has one of that id, the account itself perhaps. */
export async function insertPasskey(tx: Tx, made: NewPasskey): Promise<boolean> {
  const { id, accountId, credentialId, rpId, publicKey, counter, isSynced, isBackedUp, transports, name } = made;
  const values = [id, accountId, credentialId, rpId, publicKey, counter, isSynced, isBackedUp, transports, name];
  return (await queryIn(tx, insert, values)).length > 0;
}

/** It was used: false when its counter has not gone up since the last time, where the device counts (L3 §6.1.1). Of two at once one fails. */
export async function noteUse(tx: Tx, id: string, { counter, isBackedUp }: Pick<NewPasskey, 'counter' | 'isBackedUp'>): Promise<boolean> {
  return (await queryIn(tx, note, [id, counter, isBackedUp])).length > 0;
}

/** The counter it was used with last, and nobody removes it before the transaction ends; undefined when somebody has. */
export async function holdPasskey(tx: Tx, id: string): Promise<number | undefined> {
  const [row] = await queryIn<{ counter: number }>(tx, hold, [id]);
  return row?.counter;
}

/** What it was called; undefined when the account has no such passkey. */
export async function renamePasskey(tx: Tx, accountId: AccountId, id: string, name: string): Promise<string | undefined> {
  const [row] = await queryIn<{ name: string }>(tx, rename, [accountId, id, name]);
  return row?.name;
}

/** What it was called; undefined when the account has no such passkey. */
export async function deletePasskey(tx: Tx, accountId: AccountId, id: string): Promise<string | undefined> {
  const [row] = await queryIn<{ name: string }>(tx, remove, [accountId, id]);
  return row?.name;
}

/** Answers how many there were. */
export async function deletePasskeysOf(tx: Tx, accountId: AccountId): Promise<number> {
  return (await queryIn(tx, removeAll, [accountId])).length;
}

const find: HotStatement = {
  name: 'passkey-find',
  text: `
    SELECT passkey.id, passkey.name, passkey.public_key AS "publicKey", passkey.counter, passkey.is_synced AS "isSynced", passkey_user.handle,
      account.id AS "accountId", account.person_id AS "personId", address.local_part || '@' || domain.name AS address,
      coalesce(extract(epoch FROM password.changed_at)::text, '') AS "passwordVersion",
      coalesce(account_use.used_at < statement_timestamp() - interval '1 day', true) AS "isUseOld"
    FROM passkey JOIN passkey_user ON passkey_user.account_id = passkey.account_id
    JOIN account ON account.id = passkey.account_id
    LEFT JOIN password ON password.account_id = account.id
    LEFT JOIN account_use ON account_use.account_id = account.id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE passkey.credential_id = $1::bytea AND passkey.rp_id = $2::text AND account.state = 'active' AND account.person_id IS NOT NULL`,
};

const insert: HotStatement = {
  name: 'passkey-insert',
  text: `
    INSERT INTO passkey (id, account_id, credential_id, rp_id, public_key, counter, is_synced, is_backed_up, transports, name)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
};

const note: HotStatement = {
  name: 'passkey-note-use',
  text: `
    UPDATE passkey SET counter = $2::bigint, is_backed_up = $3::boolean, used_at = statement_timestamp()
    WHERE id = $1::text AND (counter < $2::bigint OR (counter = 0 AND $2::bigint = 0)) RETURNING id`,
};

const hold: HotStatement = { name: 'passkey-hold', text: 'SELECT counter FROM passkey WHERE id = $1::text FOR SHARE' };

const rename: HotStatement = {
  name: 'passkey-rename',
  text: `
    UPDATE passkey SET name = $3::text FROM (SELECT id, name FROM passkey WHERE account_id = $1::bigint AND id = $2::text FOR UPDATE) AS former
    WHERE passkey.id = former.id RETURNING former.name`,
};

const remove: HotStatement = {
  name: 'passkey-delete',
  text: 'DELETE FROM passkey WHERE account_id = $1::bigint AND id = $2::text RETURNING name',
};
const removeAll: HotStatement = { name: 'passkey-delete-all', text: 'DELETE FROM passkey WHERE account_id = $1::bigint RETURNING id' };
