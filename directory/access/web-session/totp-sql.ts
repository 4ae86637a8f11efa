import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { totpLimits } from './limits.ts';

export interface TotpRow {
  /** In force; null: there is none yet. */
  readonly sealed: Buffer | null;
  /** Shown lately, not confirmed yet. */
  readonly offered: Buffer | null;
}

export async function findTotp(database: Database, accountId: AccountId): Promise<TotpRow | undefined> {
  const [row] = await queryOn<TotpRow>(database, find, [accountId, totpLimits.offeredMs]);
  return row;
}

/** As `findTotp`; the account's other changes of it wait. */
export async function findTotpIn(tx: Tx, accountId: AccountId): Promise<TotpRow | undefined> {
  const [row] = await queryIn<TotpRow>(tx, findLocked, [accountId, totpLimits.offeredMs]);
  return row;
}

/** Takes a code's counter: false when it, or a later one, was taken already (RFC 6238 §5.2). */
export async function takeCounter(database: Database, accountId: AccountId, counter: number): Promise<boolean> {
  return (await queryOn(database, take, [accountId, counter])).length > 0;
}

/** A new secret beside the one in force, if there is one: in place of an earlier offer. */
export async function offerTotp(tx: Tx, accountId: AccountId, sealed: Buffer): Promise<void> {
  await queryIn(tx, offer, [accountId, sealed]);
}

/** The offered secret comes into force, the counter of the code that confirmed it being taken. false when that offer is no more. */
export async function confirmTotp(tx: Tx, accountId: AccountId, offered: Buffer, counter: number): Promise<boolean> {
  return (await queryIn(tx, confirm, [accountId, offered, counter])).length > 0;
}

/** false when there was none in force. */
export async function deleteTotp(tx: Tx, accountId: AccountId): Promise<boolean> {
  const [row] = await queryIn<{ wasConfirmed: boolean }>(tx, remove, [accountId]);
  return row?.wasConfirmed === true;
}

const select = `
    SELECT sealed, CASE WHEN offered_at > statement_timestamp() - $2::float8 * interval '1 ms' THEN offered END AS offered
    FROM totp WHERE account_id = $1::bigint`;
const find: HotStatement = { name: 'web-find-totp', text: select };
const findLocked: HotStatement = { name: 'web-find-totp-locked', text: `${select} FOR UPDATE` };

const take: HotStatement = {
  name: 'web-take-totp-counter',
  text: 'UPDATE totp SET counter = $2::bigint WHERE account_id = $1::bigint AND counter < $2::bigint AND sealed IS NOT NULL RETURNING 1',
};

const offer: HotStatement = {
  name: 'web-offer-totp',
  text: `
    INSERT INTO totp (account_id, offered, offered_at) VALUES ($1, $2, clock_timestamp())
    ON CONFLICT (account_id) DO UPDATE SET offered = excluded.offered, offered_at = excluded.offered_at`,
};

const confirm: HotStatement = {
  name: 'web-confirm-totp',
  text: `
    UPDATE totp SET sealed = offered, confirmed_at = clock_timestamp(), counter = $3::bigint, offered = NULL, offered_at = NULL
    WHERE account_id = $1::bigint AND offered = $2::bytea RETURNING 1`,
};

const remove: HotStatement = {
  name: 'web-delete-totp',
  text: 'DELETE FROM totp WHERE account_id = $1::bigint RETURNING confirmed_at IS NOT NULL AS "wasConfirmed"',
};
