/** Limits of the io room, each with its reason. */
export const databaseLimits = {
  /** Longer and the machine is in trouble: a client is better told to come back. */
  connectTimeoutMsMax: 10_000,
  /** No statement of ours takes a minute on a healthy system; a stuck one must not hold locks for ever. */
  statementTimeoutMsMax: 60_000,
  /** A transaction is never left open across a client's pause. */
  idleInTransactionMsMax: 60_000,
  /** What one read from PostgreSQL takes at most, and each connection holds: as much as the kernel has ready. */
  readOctets: 65_536,
  /** Beyond, what a long message took is given back: the changes of a hundred thousand messages come in one of some megabytes. */
  readKeptOctets: 1024 * 1024,
  /** Statements of questions that many ask, at once in a process; and questions in one. Under load each holds some twenty. */
  askedTogether: { lanes: 2, jobsMax: 100 },
  /**
   * A transaction that many share waits so long for a row: somebody moves a hundred thousand messages for ten seconds, and only those who want that
   * mailbox are to wait for it.
   */
  sharedLockMsMax: 250,
  /** NOTIFY payloads are refused by PostgreSQL from 8,000 octets. */
  notifyPayloadOctetsMax: 7_900,
} as const;
