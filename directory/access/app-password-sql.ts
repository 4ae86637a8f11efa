import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { MailProgram } from './mail-programs.ts';
import { isOutdone } from './outdone-password-sql.ts';

export interface AppPasswordRow {
  readonly mac: Buffer;
  /** Whose it is: null person for a unit's account, which cannot own one that opens anything. */
  readonly ownerId: AccountId;
  readonly ownerPersonId: PersonId | null;
  readonly ownerState: 'active' | 'locked' | 'closed';
  readonly ownerAddress: string;
  /** Of the owner's chosen password; null without one. */
  readonly mustChange: boolean | null;
  readonly changedAt: Date | null;
  readonly now: Date;
  readonly isUseOld: boolean;
  /** What it opens. */
  readonly targetId: AccountId;
  readonly targetAddress: string;
}

/** One that is neither revoked nor over, with whose it is and what it opens. */
export async function findAppPassword(database: Database, id: string): Promise<AppPasswordRow | undefined> {
  const [row] = await queryOn<AppPasswordRow>(database, findLive, [id]);
  return row;
}

interface NewAppPassword {
  readonly id: string;
  readonly accountId: AccountId;
  readonly targetAccountId: AccountId;
  readonly mac: Buffer;
  readonly label: string;
  readonly program: MailProgram | null;
  readonly expiresAt: Date | null;
}

/** false when the id is taken. */
export async function insertAppPassword(tx: Tx, made: NewAppPassword): Promise<boolean> {
  const values = [made.id, made.accountId, made.targetAccountId, made.mac, made.label, made.expiresAt, made.program];
  return (await queryIn(tx, insert, values)).length > 0;
}

/** false when the account has no such app password that is not revoked yet. */
export async function markAppPasswordRevoked(tx: Tx, id: string, accountId: AccountId): Promise<boolean> {
  return (await queryIn(tx, revoke, [id, accountId])).length > 0;
}

/** To the nearest five minutes: a client that connects every minute need not write every minute. */
export async function noteAppPasswordUse(database: Database, id: string): Promise<void> {
  await queryOn(database, noteUse, [id]);
}

const findLive: HotStatement = {
  name: 'access-find-app-password',
  text: `
    SELECT app_password.mac, owner.id AS "ownerId", owner.person_id AS "ownerPersonId", owner.state AS "ownerState",
      owner_address.local_part || '@' || owner_domain.name AS "ownerAddress",
      target.id AS "targetId", target_address.local_part || '@' || target_domain.name AS "targetAddress",
      password.must_change AND NOT ${isOutdone} AS "mustChange", password.changed_at AS "changedAt", statement_timestamp() AS now,
      coalesce(account_use.used_at < statement_timestamp() - interval '1 day', true) AS "isUseOld"
    FROM app_password
    JOIN account AS owner ON owner.id = app_password.account_id
    JOIN address AS owner_address ON owner_address.account_id = owner.id AND owner_address.kind = 'primary'
    JOIN domain AS owner_domain ON owner_domain.id = owner_address.domain_id
    JOIN account AS target ON target.id = app_password.target_account_id
    JOIN address AS target_address ON target_address.account_id = target.id AND target_address.kind = 'primary'
    JOIN domain AS target_domain ON target_domain.id = target_address.domain_id
    LEFT JOIN password ON password.account_id = owner.id
    LEFT JOIN account_use ON account_use.account_id = owner.id
    WHERE app_password.id = $1::text AND app_password.revoked_at IS NULL
      AND (app_password.expires_at IS NULL OR app_password.expires_at > statement_timestamp())`,
};

const insert: HotStatement = {
  name: 'access-insert-app-password',
  text: `
    INSERT INTO app_password (id, account_id, target_account_id, mac, label, expires_at, program) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (id) DO NOTHING RETURNING id`,
};

const revoke: HotStatement = {
  name: 'access-revoke-app-password',
  text: `
    UPDATE app_password SET revoked_at = statement_timestamp() WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING id`,
};

const noteUse: HotStatement = {
  name: 'access-note-app-password-use',
  text: `
    UPDATE app_password SET last_used_at = statement_timestamp()
    WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < statement_timestamp() - interval '5 minutes')`,
};
