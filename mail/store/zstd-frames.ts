import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import { storeLimits } from './limits.ts';

// These two run on libuv's thread pool, never on the event loop.
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const options = { params: { [constants.ZSTD_c_compressionLevel]: storeLimits.zstdLevel, [constants.ZSTD_c_checksumFlag]: 1 } };

/** One zstd frame, or null when compressing gains nothing (already compressed attachments). */
export async function compressWhole(octets: Buffer): Promise<Buffer | null> {
  const isSmall = octets.length <= storeLimits.compressOnTheSpotOctetsMax;
  // Room for the worst case: one piece, where pieces of 16 KB would be put together.
  const packed = isSmall ? zstdCompressSync(octets, { ...options, chunkSize: octets.length + 512 }) : await compress(octets, options);
  return packed.length < octets.length ? packed : null;
}

/** Decompresses one frame that must come to at most `octetsMax`. */
export function decompressWhole(packed: Buffer, octetsMax: number): Promise<Buffer> {
  // Room for the whole and a little more: one turn on the thread pool, where pieces of 16 KB would each take one.
  return decompress(packed, { maxOutputLength: octetsMax, chunkSize: octetsMax + 64 });
}

/**
 * As decompressWhole for a body small enough to be inline, on the spot: 60 µs for 10 KB, where handing it to another thread keeps this one
 * busy for three times as long. Who does many gives way in between.
 */
export function decompressSmall(packed: Buffer, octetsMax: number): Buffer {
  return zstdDecompressSync(packed, { maxOutputLength: octetsMax, chunkSize: octetsMax + 64 });
}

/** Independent frames of `frameOctets` each, and where they end in the file: uint64 big-endian each. */
export async function compressFrames(octets: Buffer): Promise<{ packed: Buffer[]; index: Buffer }> {
  const count = Math.ceil(octets.length / storeLimits.frameOctets);
  const packed: Buffer[] = [];
  const index = Buffer.alloc(count * 8);
  let end = 0n;
  for (let frame = 0; frame < count; frame++) {
    const start = frame * storeLimits.frameOctets;
    const one = await compress(octets.subarray(start, start + storeLimits.frameOctets), options);
    packed.push(one);
    end += BigInt(one.length);
    index.writeBigUInt64BE(end, frame * 8);
  }
  return { packed, index };
}

/** Which octets of the file hold [start, end) of the body, and how they fall into frames. */
export function framesCovering(index: Buffer, start: number, end: number): { frame: number; fileStart: number; fileEnd: number }[] {
  const first = Math.floor(start / storeLimits.frameOctets);
  const last = Math.min(Math.ceil(end / storeLimits.frameOctets), index.length / 8);
  const covering = [];
  for (let frame = first; frame < last; frame++) {
    const fileStart = frame === 0 ? 0 : Number(index.readBigUInt64BE((frame - 1) * 8));
    covering.push({ frame, fileStart, fileEnd: Number(index.readBigUInt64BE(frame * 8)) });
  }
  return covering;
}
