/** Limits of delivery, each with its reason. */
export const deliveryLimits = {
  /** Up to here a message waits in memory while it arrives: most mail never touches the spool folder. */
  spoolMemoryOctetsMax: 256 * 1024,
  /** Large messages are whole in memory while they are checked: so many octets at once in one process, the others wait. */
  checkingOctetsMax: 128 * 1024 * 1024,
  /** Whom one submitted message may say it is from: each is looked up, and several are rare (RFC 5322 §3.6.2). */
  authorsMax: 20,
  /** RFC 5321 §6.3: a loop is certain at 100 Received fields. */
  receivedFieldsMax: 100,
  /**
   * Messages in one transaction: enough that an fsync is shared, few enough that one slow commit holds up few. And transactions at once per
   * process: with one, all that arrives while it waits for its fsync shares the next (measured: a quarter less of the database's time a
   * message than with three, at no lower rate); the workers fill each other's waits.
   */
  group: { jobsMax: 64, lanes: 1 },
  /** Of the header of a message that may be answered (RFC 3834): no person's program writes a longer one, and it waits in memory. */
  answeredHeaderOctetsMax: 64 * 1024,
  /** How often a message is prepared again because the sweeper took the body it was to share: once is rare already. */
  preparingTurnsMax: 10,
  /** A queued message is given up after this long (RFC 5321 §4.5.4.1: at least 4–5 days). */
  queueLifetimeMs: 5 * 24 * 60 * 60 * 1000,
} as const;
