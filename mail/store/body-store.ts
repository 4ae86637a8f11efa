import { hash as hashOf, randomBytes } from 'node:crypto';
import { type Database, inTransaction } from '#io/database.ts';
import type { BodyId } from '#kernel/ids.ts';
import type { BodyDriver } from './body-driver.ts';
import { claimLocation, deleteBody, findLiveBody, namedLocations, takeInlineOctets } from './body-sql.ts';
import { storeLimits } from './limits.ts';
import { OctetCache } from './octet-cache.ts';
import { compressFrames, compressWhole, decompress, framesCovering } from './zstd-frames.ts';

/** A body ready to be named in a transaction: inline octets, or octets already durable at `location`. */
export interface PreparedBody {
  readonly hash: Buffer;
  readonly sizeOctets: number;
  readonly storage: 'inline' | 'file' | 's3';
  readonly encoding: 'raw' | 'zstd';
  /** Empty for inline octets. */
  readonly location: string;
  readonly octets: Buffer | null;
  readonly frameIndex: Buffer | null;
  /** The octets are those of a live body found in the database: its row is the only one that may name them. */
  readonly reuses: boolean;
}

/** What must be known of a body row to read its octets. */
export interface BodyPlace {
  readonly id: BodyId;
  readonly size_octets: number;
  readonly storage: 'inline' | 'file' | 's3';
  readonly encoding: 'raw' | 'zstd';
  readonly location: string;
  readonly frame_index: Buffer | null;
}

/** Where a message's octets are: its own prefix, then a body. */
export interface MessagePlace extends BodyPlace {
  readonly prefix: Buffer;
}

/** Content-addressed octets: small ones in PostgreSQL, large ones with a driver. */
export class BodyStore {
  readonly #database: Database;
  readonly #driver: BodyDriver;
  readonly #cache = new OctetCache<BodyId>(storeLimits.bodyCacheOctetsMax, storeLimits.bodyCacheEntryOctetsMax);

  constructor(database: Database, driver: BodyDriver) {
    this.#database = database;
    this.#driver = driver;
  }

  /**
   * Hashes, compresses and, when large, writes the octets durably. Nothing refers to them until a transaction does;
   * call `discard` if that transaction does not come to pass.
   */
  async prepare(octets: Buffer): Promise<PreparedBody> {
    const hash = hashOf('sha256', octets, 'buffer');
    if (octets.length > storeLimits.inlineOctetsMax) return this.#prepareLarge(octets, hash);
    const common = { hash, sizeOctets: octets.length, storage: 'inline', location: '', frameIndex: null, reuses: false } as const;
    const packed = octets.length > storeLimits.plainOctetsMax ? await compressWhole(octets) : null;
    return packed ? { ...common, encoding: 'zstd', octets: packed } : { ...common, encoding: 'raw', octets };
  }

  async #prepareLarge(octets: Buffer, hash: Buffer): Promise<PreparedBody> {
    const common = { hash, sizeOctets: octets.length, storage: this.#driver.storage, encoding: 'zstd', octets: null } as const;
    const known = await findLiveBody(this.#database, hash);
    // Most likely to be re-used in the transaction; if the sweeper takes it before, storeContent throws BodySwept.
    if (known) return { ...common, location: known.location, frameIndex: known.frame_index, reuses: true };
    // A suffix of its own: a tombstoned body and its successor of the same hash never share a place.
    const hex = hash.toString('hex');
    // One level of folders: they are soon all there, where of 65,536 nearly every body would make two, and wait for their syncs.
    const location = `${hex.slice(0, 2)}/${hex}-${randomBytes(8).toString('hex')}`;
    const { packed, index } = await compressFrames(octets);
    await this.#driver.write(location, packed);
    return { ...common, location, frameIndex: index, reuses: false };
  }

  /** Removes the octets of a prepared large body unless a row names them: after a failure, and where another delivery was first. */
  async discard(prepared: PreparedBody): Promise<void> {
    if (prepared.storage === 'inline' || prepared.reuses) return;
    const named = await namedLocations(this.#database, [prepared.location]);
    if (named.size === 0) await this.#removeUnnamed(prepared);
  }

  // A connection that broke at COMMIT leaves open whether the row is there, or comes yet. Taking the location ourselves waits for that
  // transaction to end, because locations are unique; only when we got it are the octets nobody's.
  #removeUnnamed(prepared: PreparedBody): Promise<void> {
    return inTransaction(this.#database, async (tx) => {
      const ours = await claimLocation(tx, prepared);
      if (ours === undefined) return;
      await this.#driver.remove(prepared.location);
      await deleteBody(tx, ours);
    });
  }

  /** Octets [start, end) of a body, after what goes before them. */
  async read(place: BodyPlace, start: number, end: number, before = nothing): Promise<Buffer> {
    if (start < 0 || end > place.size_octets || start > end)
      throw new RangeError(`octets ${start}–${end} of a body of ${place.size_octets}`);
    if (start === end) return before;
    if (place.storage !== 'inline') return this.#readFrames(place, start, end, before);
    const cached = this.#cache.get(place.id) ?? (await this.readWhole([{ ...place, prefix: nothing }]))[0]!;
    const octets = cached.subarray(start, end);
    return before.length === 0 ? octets : Buffer.concat([before, octets]);
  }

  /**
   * Small messages whole, prefix and body, in the order asked; null where the body is not inline. One statement, into one stretch of memory,
   * brings those that are not cached: a buffer for each of many small bodies costs more than reading it.
   */
  readWhole(places: readonly MessagePlace[]): Promise<(Buffer | null)[]> {
    // Whoever reads many reads them from one end to the other; a client that looks at parts of one message comes back to it.
    return this.#readWhole(places, places.length <= storeLimits.bodiesCachedAtOnceMax);
  }

  /** Has small bodies in memory that will be read piece by piece. */
  async cacheInline(places: readonly BodyPlace[]): Promise<void> {
    await this.#readWhole(
      places.map((place) => ({ ...place, prefix: nothing })),
      true,
    );
  }

  async #readWhole(places: readonly MessagePlace[], isKept: boolean): Promise<(Buffer | null)[]> {
    const missing = new Map<BodyId, MessagePlace[]>();
    const wholes = new Map<MessagePlace, Buffer>();
    for (const place of places) {
      if (place.storage !== 'inline' || wholes.has(place)) continue;
      const cached = this.#cache.get(place.id);
      if (cached) wholes.set(place, Buffer.concat([place.prefix, cached]));
      else missing.set(place.id, [...(missing.get(place.id) ?? []), place]);
    }
    if (missing.size > 0) await this.#takeInline(missing, wholes, isKept);
    return places.map((place) => wholes.get(place) ?? absent(place));
  }

  async #takeInline(
    missing: ReadonlyMap<BodyId, readonly MessagePlace[]>,
    wholes: Map<MessagePlace, Buffer>,
    isKept: boolean,
  ): Promise<void> {
    let octetsLeft = 0;
    for (const { prefix, size_octets } of [...missing.values()].flat()) octetsLeft += prefix.length + size_octets;
    let room = Buffer.allocUnsafeSlow(octetsLeft);
    await takeInlineOctets(this.#database, [...missing.keys()], (id, octets) => {
      for (const place of missing.get(id)!) {
        const whole = room.subarray(0, place.prefix.length + place.size_octets);
        room = room.subarray(whole.length);
        place.prefix.copy(whole);
        unpack(place, octets, whole.subarray(place.prefix.length));
        wholes.set(place, whole);
        if (isKept) this.#cache.set(id, Buffer.from(whole.subarray(place.prefix.length)));
      }
    });
  }

  async #readFrames(place: BodyPlace, start: number, end: number, before: Buffer): Promise<Buffer> {
    const { id, frame_index } = place;
    if (frame_index === null) throw new Error(`body ${id} has no frame index`);
    const { base, frames } = framesCovering({ ...place, frame_index }, start, end);
    if (frames.length === 0) throw new Error(`body ${id} has no frame for octets ${start}–${end}`);
    const octets = await this.#driver.read(place.location, frames, before.length);
    const from = start - base; // what was not asked for gives its place to what goes before
    before.copy(octets, from);
    if (before.length + end - base > octets.length)
      throw new Error(`body ${id} ends at ${base + octets.length - before.length}, wanted ${end}`);
    return octets.subarray(from, before.length + end - base);
  }

  /** For the sweeper: the octets of a body whose row is about to go. */
  async removeOctets(place: { id: BodyId; storage: string; location: string }): Promise<void> {
    this.#cache.delete(place.id);
    if (place.storage !== 'inline') await this.#driver.remove(place.location);
  }
}

const nothing: Buffer = Buffer.alloc(0);

function absent(place: BodyPlace): null {
  if (place.storage === 'inline') throw new Error(`body ${place.id} is gone`);
  return null;
}

function unpack(place: BodyPlace, octets: Buffer | null, into: Buffer): void {
  if (octets === null) throw new Error(`body ${place.id} is inline but has no octets`);
  const whole = place.encoding === 'raw' ? octets : decompress(octets, place.size_octets);
  if (whole.length !== place.size_octets) throw new Error(`body ${place.id} has ${whole.length} octets, not ${place.size_octets}`);
  whole.copy(into);
}
