import { type Database, type HotStatement, integers, queryIn, queryOn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Seal } from './seal.ts';

// Any number will do as long as every congthu uses the same.
const chainLockKey = 7_214_014;

/** Whether the chain is this transaction's to lengthen, until it ends: one process seals, and the others have nothing to do. */
export async function takeChain(tx: Tx): Promise<boolean> {
  const [row] = await queryIn<{ taken: boolean }>(tx, tryLock, [chainLockKey]);
  return row?.taken === true;
}

export interface WaitingEntry {
  readonly id: number;
  readonly month: string;
}

/** Entries that are committed and not sealed, the lowest numbers first. */
export const waitingEntries = (tx: Tx, limit: number) => queryIn<WaitingEntry & Record<string, unknown>>(tx, selectWaiting, [limit]);

/** How many entries wait, for whoever watches that they do not for long. */
export async function countWaiting(database: Database): Promise<number> {
  return (await queryOn<{ count: number }>(database, selectCount, []))[0]!.count;
}

export async function lastSeal(tx: Tx): Promise<Seal | undefined> {
  return (await queryIn<SealRow>(tx, selectLast, [])).map(sealOf)[0];
}

/** The moment by the database's clock, and not before the seal before. */
export async function momentAfter(tx: Tx, seal: Seal | undefined): Promise<string> {
  const [row] = await queryIn<{ moment: string }>(tx, selectMoment, [seal?.sealedAt ?? null]);
  return row!.moment;
}

/** Adds the seal, and its entries wait no longer. */
export async function insertSeal(tx: Tx, { batch, month, sealedAt, first, ids, digests, previous, hash }: Seal): Promise<void> {
  const octets = `\\x${digests.join('')}`;
  await queryIn(tx, insert, [batch, month, sealedAt, first, integers(ids), octets, `\\x${previous}`, `\\x${hash}`]);
  await queryIn(tx, deleteWaiting, [integers(ids)]);
}

/** Seals in order, after one of them. */
export async function sealsAfter(tx: Tx, batch: number, limit: number): Promise<Seal[]> {
  return (await queryIn<SealRow>(tx, selectAfter, [batch, limit])).map(sealOf);
}

interface SealRow extends Record<string, unknown> {
  readonly batch: number;
  readonly month: string;
  readonly sealedAt: string;
  readonly first: number;
  readonly ids: number[];
  readonly digests: string;
  readonly previous: string;
  readonly hash: string;
}

function sealOf({ digests, ...row }: SealRow): Seal {
  return { ...row, digests: digests.match(/.{64}/g) ?? [] };
}

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const columns = `batch, month, ${utc('sealed_at')} AS "sealedAt", first, to_json(ids) AS ids, encode(digests, 'hex') AS digests,
  encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash`;

const tryLock: HotStatement = { name: 'audit-take-chain', text: 'SELECT pg_try_advisory_xact_lock($1::bigint) AS taken' };

const selectWaiting: HotStatement = {
  name: 'audit-select-waiting',
  text: `
    SELECT id, date_trunc('month', at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS month
    FROM audit_unsealed ORDER BY id LIMIT $1::bigint`,
};

const selectCount: HotStatement = { name: 'audit-count-waiting', text: 'SELECT count(*) FROM audit_unsealed' };

const selectLast: HotStatement = { name: 'audit-last-seal', text: `SELECT ${columns} FROM audit_seal ORDER BY batch DESC LIMIT 1` };

const selectAfter: HotStatement = {
  name: 'audit-seals-after',
  text: `SELECT ${columns} FROM audit_seal WHERE batch > $1::bigint ORDER BY batch LIMIT $2::bigint`,
};

const selectMoment: HotStatement = {
  name: 'audit-moment-after',
  text: `SELECT ${utc('greatest(clock_timestamp(), $1::timestamptz)')} AS moment`,
};

const insert: HotStatement = {
  name: 'audit-insert-seal',
  text: `
    INSERT INTO audit_seal (batch, month, sealed_at, first, ids, digests, previous, hash)
    VALUES ($1::bigint, $2::date, $3::timestamptz, $4::bigint, $5::bigint[], $6::bytea, $7::bytea, $8::bytea)`,
};

const deleteWaiting: HotStatement = { name: 'audit-delete-waiting', text: 'DELETE FROM audit_unsealed WHERE id = ANY($1::bigint[])' };
