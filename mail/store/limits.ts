/** Limits of the store, each with its reason. */
export const storeLimits = {
  /** Up to here a body lives in PostgreSQL: one fsync for message and body. Measured: inline is eight times faster at 10 KB, the curves cross near 256 KB. */
  inlineOctetsMax: 64 * 1024,
  /**
   * Up to here a body is kept as it is. Such bodies are three quarters of all mail and a tenth of its octets; compressing one takes 80 µs,
   * reading it 40 µs and more garbage than its octets, which is most of what a FETCH of small messages would cost.
   */
  plainOctetsMax: 16 * 1024,
  /** A partial FETCH of a large body decompresses whole frames of this size, no more. */
  frameOctets: 256 * 1024,
  /**
   * Up to here compressing takes under 0.2 ms, less than handing it to another thread costs this one (measured at 10 KB: 0.07 ms against
   * 0.17 to 0.36 ms of processor time). Larger bodies go to the thread pool.
   */
  compressOnTheSpotOctetsMax: 32 * 1024,
  /** zstd level: 3 compresses mail nearly as well as 9 at several times the speed. */
  zstdLevel: 3,
  /** The thread that reads large bodies answers so much at once, and ends after so long without any to read. */
  framesAnsweredOctets: 1024 * 1024,
  bodyReaderIdleMs: 60_000,
  /** Its heap holds a list of what to read; octets are outside it. A small young generation has them given back soon. */
  bodyReaderMemory: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  /** Decompressed bodies kept in memory per process: clients fetch header, structure and parts of one message in separate commands. */
  bodyCacheOctetsMax: 32 * 1024 * 1024,
  /** So many bodies read at once are what somebody looks at; more are read from one end to the other, and would push out the others. */
  bodiesCachedAtOnceMax: 32,
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
  /** Changes of one mailbox told to sessions that look together; more are asked for alone, so that nobody waits for another's thousands. */
  changesTogetherMax: 100,
  /** Flag changes in one transaction, and transactions of them at once per process; what changes more messages goes by itself. */
  flagChanges: { jobsMax: 64, lanes: 1 },
  flagChangeMessagesMax: 100,
  /** Rows read at once where a mailbox is read as a whole: some 15 ms of this process. */
  statesPage: 10_000,
  /** Expunged messages are kept this long for restore and undo. */
  expungedRetentionMs: 30 * 24 * 60 * 60 * 1000,
  /** A POP3 session renews the lock of its mailbox every third of this; after a kill the mailbox is locked no longer than this. */
  maildropLeaseMs: 30_000,
  /** Annotations of one mailbox, the shared ones and each reader's own counted apart (RFC 5464). */
  metadataEntriesMax: 100,
  /** The sweeper works in steps so that it never holds many locks. */
  sweepBatchRows: 500,
  /** Messages of a deleted account that go in one transaction: some tens of milliseconds, so that a checkpoint or a delivery is not kept waiting. */
  eraseBatchMessages: 1_000,
  /** Bodies looked at for references in one step: two index look-ups each, a tenth of a second together. */
  sweepWindowBodies: 10_000,
  /** Two blocks of the text index fit on a page of PostgreSQL; a look-up reads one or two a segment and word. */
  textBlockOctets: 3_900,
  /** A segment with so many documents is merged no more: a mailbox of 100,000 has some twenty-five. */
  textSegmentFullDocuments: 4_096,
  /** No merge makes a larger one: it is put together in memory, some 2 KB a document. */
  textSegmentDocumentsMax: 8_192,
  /** So many segments of a size become one of the next, eight times as large: each document is written some four times. */
  textSegmentsPerMerge: 8,
  /** Contents that at least so many accounts hold are indexed once for all: broadcasts. More would make every search read what few see. */
  textSharedAccountsMin: 16,
  /** Words and pairs of one content. A letter has 500 to 2,000; what has more is a list or a log, and is scanned for what is not kept. */
  textTokensMax: 40_000,
  /** Messages and octets of contents that one step indexes: a quarter of a second, some 20 MB of tokens. */
  textBatchMessages: 200,
  textBatchOctets: 4 * 1024 * 1024,
  /** Tokens are gathered and blocks written for so long before others get their turn. */
  textTurnMsMax: 10,
  /** Who writes the index renews its lease with every step; after a kill another process goes on no later than this. */
  textLeaseMs: 60_000,
  /** A content that cannot be read, and no other can either, is left unindexed after so many steps: before, the disk may be at fault. */
  textReadAttemptsMax: 5,
  /** A search whose segments were merged under it begins again so often. */
  textSearchAttemptsMax: 5,
  /** How often a segment is looked at for contents that were swept, and when so few are left, of a hundred, it is written anew. */
  textSegmentCheckMs: 7 * 24 * 60 * 60 * 1000,
  textSegmentLivePercentMin: 80,
  /** Mailboxes of which a process remembers that nothing is left to claim as recent: 32 octets each, a statement for every SELECT spared. */
  recentMailboxesKnownMax: 50_000,
} as const;
