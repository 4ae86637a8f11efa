import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inTransaction } from '#io/database.ts';
import type { BodyId } from '#kernel/ids.ts';
import type { BodyDriver } from './body-driver.ts';
import { claimLocation, deleteBody, findLiveBody, inlineOctets, namedLocations } from './body-sql.ts';
import { storeLimits } from './limits.ts';
import { OctetCache } from './octet-cache.ts';
import { compressFrames, compressWhole, decompressSmall, decompressWhole, framesCovering } from './zstd-frames.ts';

/** A body ready to be named in a transaction: inline octets, or octets already durable at `location`. */
export interface PreparedBody {
  readonly hash: Buffer;
  readonly sizeOctets: number;
  readonly storage: 'inline' | 'file' | 's3';
  readonly encoding: 'raw' | 'zstd';
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
    const hash = createHash('sha256').update(octets).digest();
    // A suffix of its own: a tombstoned body and its successor of the same hash never share a place.
    const hex = hash.toString('hex');
    const location = `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}-${randomBytes(8).toString('hex')}`;
    if (octets.length > storeLimits.inlineOctetsMax) return this.#prepareLarge(octets, hash, location);
    const packed = await compressWhole(octets);
    const common = { hash, sizeOctets: octets.length, storage: 'inline', location, frameIndex: null, reuses: false } as const;
    return packed ? { ...common, encoding: 'zstd', octets: packed } : { ...common, encoding: 'raw', octets };
  }

  async #prepareLarge(octets: Buffer, hash: Buffer, location: string): Promise<PreparedBody> {
    const common = { hash, sizeOctets: octets.length, storage: this.#driver.storage, encoding: 'zstd', octets: null } as const;
    const known = await findLiveBody(this.#database, hash);
    // Most likely to be re-used in the transaction; if the sweeper takes it before, storeContent throws BodySwept.
    if (known) return { ...common, location: known.location, frameIndex: known.frame_index, reuses: true };
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

  /** Octets [start, end) of a body. */
  async read(place: BodyPlace, start: number, end: number): Promise<Buffer> {
    if (start < 0 || end > place.size_octets || start > end)
      throw new RangeError(`octets ${start}–${end} of a body of ${place.size_octets}`);
    if (start === end) return Buffer.alloc(0);
    const cached = this.#cache.get(place.id);
    if (cached) return cached.subarray(start, end);
    if (place.storage !== 'inline') return this.#readFrames(place, start, end);
    const whole = await this.#readInline(place);
    return whole.subarray(start, end);
  }

  /** Whole inline bodies by id: one statement for those that are not cached. Of large bodies it takes no notice. */
  async readInline(places: readonly BodyPlace[]): Promise<Map<BodyId, Buffer>> {
    const found = new Map<BodyId, Buffer>();
    const missing = new Map<BodyId, BodyPlace>();
    for (const place of places) {
      if (place.storage !== 'inline' || found.has(place.id)) continue;
      const cached = this.#cache.get(place.id);
      if (cached) found.set(place.id, cached);
      else missing.set(place.id, place);
    }
    if (missing.size === 0) return found;
    const rows = await inlineOctets(this.#database, [...missing.keys()]);
    let turnBegan = performance.now();
    for (const { id, octets } of rows) {
      const whole = unpack(missing.get(id)!, octets);
      found.set(id, whole);
      this.#cache.set(id, whole);
      if (performance.now() - turnBegan < storeLimits.unpackTurnMsMax) continue;
      await nextTurn();
      turnBegan = performance.now();
    }
    return found;
  }

  async #readInline(place: BodyPlace): Promise<Buffer> {
    const whole = (await this.readInline([place])).get(place.id);
    if (whole === undefined) throw new Error(`body ${place.id} is gone`);
    return whole;
  }

  async #readFrames(place: BodyPlace, start: number, end: number): Promise<Buffer> {
    if (place.frame_index === null) throw new Error(`body ${place.id} has no frame index`);
    const covering = framesCovering(place.frame_index, start, end);
    const first = covering[0];
    const last = covering.at(-1);
    if (!first || !last) throw new Error(`body ${place.id} has no frame for octets ${start}–${end}`);
    const packed = await this.#driver.read(place.location, first.fileStart, last.fileEnd);
    const frames = await Promise.all(
      covering.map(({ fileStart, fileEnd }) =>
        decompressWhole(packed.subarray(fileStart - first.fileStart, fileEnd - first.fileStart), storeLimits.frameOctets),
      ),
    );
    const base = first.frame * storeLimits.frameOctets;
    const octets = Buffer.concat(frames).subarray(start - base, end - base);
    if (octets.length !== end - start) throw new Error(`body ${place.id} ends at ${start + octets.length}, wanted ${end}`);
    return octets;
  }

  /** For the sweeper: the octets of a body whose row is about to go. */
  async removeOctets(place: { id: BodyId; storage: string; location: string }): Promise<void> {
    this.#cache.delete(place.id);
    if (place.storage !== 'inline') await this.#driver.remove(place.location);
  }
}

function unpack(place: BodyPlace, octets: Buffer | null): Buffer {
  if (octets === null) throw new Error(`body ${place.id} is inline but has no octets`);
  const whole = place.encoding === 'raw' ? octets : decompressSmall(octets, place.size_octets);
  if (whole.length !== place.size_octets) throw new Error(`body ${place.id} has ${whole.length} octets, not ${place.size_octets}`);
  return whole;
}
