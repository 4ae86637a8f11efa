import { Duplex } from 'node:stream';
import zlib from 'node:zlib';
import type { ImapLimits } from './limits.ts';

/**
 * A connection compressed both ways (RFC 4978). What is written goes out flushed, so that an answer never waits in the compressor. What
 * comes in is inflated only as fast as it is read: an input that swells a thousandfold costs time, not memory.
 */
export class CompressedStream extends Duplex {
  readonly #raw: Duplex;
  readonly #inflate: zlib.InflateRaw;
  readonly #deflate: zlib.DeflateRaw;

  constructor(raw: Duplex, limits: ImapLimits) {
    super({ readableHighWaterMark: limits.inflatedOctets, allowHalfOpen: true });
    this.#raw = raw;
    this.#inflate = zlib.createInflateRaw({ chunkSize: limits.inflatedOctets });
    // RFC 1951 lets us use less than the full window: 64 KB a connection instead of 256.
    this.#deflate = zlib.createDeflateRaw({ level: 3, windowBits: 13, memLevel: 6 });
    this.#inflate.on('data', (octets: Buffer) => {
      if (!this.push(octets)) this.#inflate.pause();
    });
    this.#inflate.on('end', () => this.push(null));
    for (const part of [this.#inflate, this.#deflate]) part.on('error', () => this.destroy());
    raw.on('close', () => this.destroy());
    raw.pipe(this.#inflate);
    this.#deflate.pipe(raw);
  }

  override _read(): void {
    this.#inflate.resume();
  }

  override _write(octets: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#deflate.write(octets);
    this.#deflate.flush(zlib.constants.Z_SYNC_FLUSH, () => done());
  }

  /** The end of what is compressed ends the connection beneath. */
  override _final(done: (error?: Error | null) => void): void {
    this.#deflate.end();
    done();
  }

  override _destroy(_error: Error | null, done: (error?: Error | null) => void): void {
    this.#inflate.destroy();
    this.#deflate.destroy();
    this.#raw.destroy();
    done(null);
  }
}
