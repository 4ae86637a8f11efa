/** Limits of the store, each with its reason. */
export const storeLimits = {
  /** Up to here a body lives in PostgreSQL: one fsync for message and body. Measured: inline is eight times faster at 10 KB, the curves cross near 256 KB. */
  inlineOctetsMax: 64 * 1024,
  /** A partial FETCH of a large body decompresses whole frames of this size, no more. */
  frameOctets: 256 * 1024,
  /**
   * Up to here compressing takes under 0.2 ms, less than handing it to another thread costs this one (measured at 10 KB: 0.07 ms against
   * 0.17 to 0.36 ms of processor time). Larger bodies go to the thread pool.
   */
  compressOnTheSpotOctetsMax: 32 * 1024,
  /** zstd level: 3 compresses mail nearly as well as 9 at several times the speed. */
  zstdLevel: 3,
  /** Decompressed bodies kept in memory per process: clients fetch header, structure and parts of one message in separate commands. */
  bodyCacheOctetsMax: 32 * 1024 * 1024,
  /** Inline bodies are decompressed one after another for so long before others get their turn. */
  unpackTurnMsMax: 10,
  /** One body above this is not cached: it would push everything else out. */
  bodyCacheEntryOctetsMax: 4 * 1024 * 1024,
  /** Mailbox names: RFC 9051 sets no limit; clients show paths on one line and PostgreSQL indexes up to 2,700 octets. */
  mailboxNameOctetsMax: 1_000,
  mailboxLevelsMax: 20,
  mailboxesPerAccountMax: 5_000,
  /** Keywords one message may carry, and a keyword's length: a flag list is sent whole in every FETCH. */
  keywordsPerMessageMax: 64,
  keywordOctetsMax: 128,
  /** A tombstoned body waits longer than the longest transaction and any backup lease before its octets go. */
  tombstoneGraceMs: 24 * 60 * 60 * 1000,
  /** Expunged messages are kept this long for restore and undo. */
  expungedRetentionMs: 30 * 24 * 60 * 60 * 1000,
  /** A POP3 session renews the lock of its mailbox every third of this; after a kill the mailbox is locked no longer than this. */
  maildropLeaseMs: 30_000,
  /** Annotations of one mailbox, the shared ones and each reader's own counted apart (RFC 5464). */
  metadataEntriesMax: 100,
  /** The sweeper works in steps so that it never holds many locks. */
  sweepBatchRows: 500,
  /** Bodies looked at for references in one step: two index look-ups each, a tenth of a second together. */
  sweepWindowBodies: 10_000,
} as const;
