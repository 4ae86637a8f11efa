import { type HotStatement, queryIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Root } from './root.ts';

/** All of them, in order: one a day, kept for ever. */
export const rootsOf = (tx: Tx) => queryIn<Root & Record<string, unknown>>(tx, selectAll, []);

export async function lastRoot(tx: Tx): Promise<Root | undefined> {
  return (await queryIn<Root & Record<string, unknown>>(tx, selectLast, []))[0];
}

export interface ChainEnd {
  readonly batch: number;
  readonly entries: number;
  readonly hash: string;
}

/** Where the chain stood when this moment came. */
export async function chainEndAt(tx: Tx, moment: Date): Promise<ChainEnd | undefined> {
  return (await queryIn<ChainEnd & Record<string, unknown>>(tx, selectEnd, [moment]))[0];
}

export async function insertRoot(tx: Tx, root: Root): Promise<void> {
  const { number, day, batch, entries, hash, previous, signedAt, key, signature } = root;
  await queryIn(tx, insert, [number, day, batch, entries, `\\x${hash}`, `\\x${previous}`, signedAt, key, `\\x${signature}`]);
}

const columns = `number, day, batch, entries, encode(hash, 'hex') AS hash, encode(previous, 'hex') AS previous,
  to_char(signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "signedAt", key_id AS key, encode(signature, 'hex') AS signature`;

const selectAll: HotStatement = { name: 'audit-roots', text: `SELECT ${columns} FROM audit_root ORDER BY number` };

const selectLast: HotStatement = { name: 'audit-last-root', text: `SELECT ${columns} FROM audit_root ORDER BY number DESC LIMIT 1` };

const selectEnd: HotStatement = {
  name: 'audit-chain-end',
  text: `
    SELECT batch, first + cardinality(ids) - 1 AS entries, encode(hash, 'hex') AS hash
    FROM audit_seal WHERE sealed_at < $1::timestamptz ORDER BY sealed_at DESC, batch DESC LIMIT 1`,
};

const insert: HotStatement = {
  name: 'audit-insert-root',
  text: `
    INSERT INTO audit_root (number, day, batch, entries, hash, previous, signed_at, key_id, signature)
    VALUES ($1::bigint, $2::date, $3::bigint, $4::bigint, $5::bytea, $6::bytea, $7::timestamptz, $8, $9::bytea)`,
};
