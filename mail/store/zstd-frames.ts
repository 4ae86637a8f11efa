import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { PackedFrame } from './body-driver.ts';
import { storeLimits } from './limits.ts';

// Runs on libuv's thread pool, not on the event loop.
const compress = promisify(zstdCompress);
const options = { params: { [constants.ZSTD_c_compressionLevel]: storeLimits.zstdLevel, [constants.ZSTD_c_checksumFlag]: 1 } };

/** One zstd frame, or null when compressing gains nothing (already compressed attachments). */
export async function compressWhole(octets: Buffer): Promise<Buffer | null> {
  const isSmall = octets.length <= storeLimits.compressOnTheSpotOctetsMax;
  // Room for the worst case: one piece, where pieces of 16 KB would be put together.
  const packed = isSmall ? zstdCompressSync(octets, { ...options, chunkSize: octets.length + 512 }) : await compress(octets, options);
  return packed.length < octets.length ? packed : null;
}

/**
 * Decompresses one frame that must come to at most `octetsMax`, on the spot: 60 µs for 10 KB, 0.2 to 0.4 ms for a whole frame. On the event
 * loop that is for inline bodies, of which a read brings a megabyte at a time; frames are the work of the thread that reads them.
 */
export function decompress(packed: Buffer, octetsMax: number): Buffer {
  // Room for the whole and a little more: one piece, where pieces of 16 KB would be put together.
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

/** The frames that hold octets [start, end) of a body of `sizeOctets`, and the octet at which the first of them begins. */
export function framesCovering(
  { frame_index: index, size_octets }: { frame_index: Buffer; size_octets: number },
  start: number,
  end: number,
): { base: number; frames: PackedFrame[] } {
  const { frameOctets } = storeLimits;
  const first = Math.floor(start / frameOctets);
  const last = Math.min(Math.ceil(end / frameOctets), index.length / 8);
  const endOf = (frame: number) => (frame < 0 ? 0 : Number(index.readBigUInt64BE(frame * 8)));
  const frames = [];
  for (let frame = first; frame < last; frame++)
    frames.push({ start: endOf(frame - 1), end: endOf(frame), octets: Math.min(frameOctets, size_octets - frame * frameOctets) });
  return { base: first * frameOctets, frames };
}
