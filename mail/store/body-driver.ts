/** A frame of a packed body: octets [start, end) of what was written, which unpacked are so many. */
export interface PackedFrame {
  readonly start: number;
  readonly end: number;
  readonly octets: number;
}

/**
 * Where the octets of large bodies live: files on one machine, later S3-compatible storage. A location is written once,
 * never changed, and removed only by the sweeper.
 */
export interface BodyDriver {
  readonly storage: 'file' | 's3';
  /** Durable when it resolves; the location did not exist before. */
  write(location: string, chunks: readonly Buffer[]): Promise<void>;
  /** Adjacent frames of what was written, unpacked one behind the other, after `room` octets for what the reader puts before them. */
  read(location: string, frames: readonly PackedFrame[], room: number): Promise<Buffer>;
  /** Removing what is not there is no error: the sweeper may have been cut off after the unlink. */
  remove(location: string): Promise<void>;
  /** Everything that is there, unfinished writes too, in no order; what comes or goes meanwhile may be missed. */
  list(): AsyncIterable<{ readonly location: string; readonly writtenAt: Date }>;
}
