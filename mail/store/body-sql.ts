import { copyOut } from '#io/copy-out.ts';
import { type Database, type HotStatement, integers, queryIn, queryOn } from '#io/database.ts';
import type { BodyId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** Where the live body of a hash is, if there is one. */
export async function findLiveBody(
  database: Database,
  hash: Buffer,
): Promise<{ readonly location: string; readonly frame_index: Buffer | null } | undefined> {
  const [row] = await queryOn<{ location: string; frame_index: Buffer | null }>(database, selectLive, [hash]);
  return row;
}

const selectLive: HotStatement = {
  name: 'store-live-body',
  text: 'SELECT location, frame_index FROM body WHERE hash = $1 AND tombstoned_at IS NULL',
};

/** Which of these locations a row names, tombstoned or not. */
export async function namedLocations(database: Database, locations: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await queryOn<{ location: string }>(database, selectNamed, [locations]);
  return new Set(rows.map((row) => row.location));
}

const selectNamed: HotStatement = {
  name: 'store-named-locations',
  text: `SELECT location FROM body WHERE location = ANY ($1::text[]) AND storage <> 'inline'`,
};

/** Gives the octets of inline bodies as they are stored; they are valid only while they are being taken. */
export function takeInlineOctets(
  database: Database,
  ids: readonly BodyId[],
  take: (id: BodyId, octets: Buffer | null) => void,
): Promise<void> {
  return copyOut(database, `SELECT id, octets FROM body WHERE id = ANY ('${integers(ids)}'::bigint[])`, ([id, octets]) =>
    take(Number(id!.readBigInt64BE()) as BodyId, octets!),
  );
}

/** Takes a location for a row of our own, waiting for any transaction that may name it; undefined when one did. */
export async function claimLocation(
  tx: Tx,
  body: { hash: Buffer; sizeOctets: number; storage: string; encoding: string; location: string },
): Promise<BodyId | undefined> {
  const [row] = await queryIn<{ id: BodyId }>(tx, insertClaim, [body.hash, body.sizeOctets, body.storage, body.encoding, body.location]);
  return row?.id;
}

const insertClaim: HotStatement = {
  name: 'store-claim-location',
  text: `
    INSERT INTO body (hash, size_octets, storage, encoding, location, tombstoned_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())
    ON CONFLICT (location) WHERE storage <> 'inline' DO NOTHING
    RETURNING id`,
};

export async function deleteBody(tx: Tx, id: BodyId): Promise<void> {
  await queryIn(tx, deleteBodyRow, [id]);
}

const deleteBodyRow: HotStatement = { name: 'store-delete-body', text: 'DELETE FROM body WHERE id = $1' };
