const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Limits of the outbound queue, each with its reason. */
export const queueLimits = {
  /** RFC 5321 §4.5.3.1.8: a server must take at least 100 recipients; more in one transaction risks a 452. */
  recipientsPerTransactionMax: 100,
  /** Hand-overs at once in one process: each may hold a whole message in memory (25 MB). */
  concurrencyMax: 8,
  /** Hand-overs at once to one domain from one process: a slow domain leaves room for the others. */
  perDomainMax: 4,
  /** Looking for due work without being woken: what another process committed waits at most this long. */
  pollMs: secondMs,
  /** How long the recipients of a killed process stay with it. Renewed at a third, so a slow hand-over keeps its own. */
  leaseMs: 5 * minuteMs,
  /** Running hand-overs at stop; a supervisor usually kills after 30 s. */
  stopGraceMs: 10 * secondMs,
  /** A message whose delivery has lasted longer than RFC 5321 §4.5.4.1 advises (4–5 days) is given up. */
  lifetimeMs: 5 * 24 * hourMs,
  /** RFC 5321 §4.5.4.1 leaves it open when to warn; half a working day, before the sender relies on it. */
  delayNoticeAfterMs: 4 * hourMs,
  /** Finished messages stay readable to an administrator: a weekend. */
  finishedRetentionMs: 3 * 24 * hourMs,
  /** Sweeping takes this many messages a transaction, so that it never holds locks long. */
  sweepBatchMax: 1_000,
  sweepEveryMs: hourMs,
  /** A reply is kept for the log, the administrator and the DSN; servers may send 1 MB of it. */
  replyCharactersMax: 500,
  /** The original goes back in a DSN whole only when small (RFC 3462 lets headers stand for it). */
  returnedOctetsMax: 64 * 1024,
  /** Headers of the original in a DSN. */
  returnedHeaderOctetsMax: 32 * 1024,
  /** Reports list recipients; more would make a DSN nobody reads. Further ones are left to the machine-readable part. */
  recipientsInNoticeTextMax: 20,
  /** Looking further for the next exchanger is better left to the next attempt (RFC 5321 §5.1 asks for at least two). */
  exchangersMax: 5,
  /** Hosts remembered as not answering; forgetting them costs only an attempt each. */
  restingHostsMax: 1_000,
  /** A list shows whom a message is for by the first ones; a page of them all would be megabytes. */
  recipientsOnPageMax: 5,
  /** Of one message: a circular to all units of a province has hundreds. */
  recipientsShownMax: 1_000,
  /** Storing the outcome is tried this often before the lease is left to run out. */
  settleTriesMax: 5,
} as const;

export interface HandOverTimes {
  readonly connectMsMax: number;
  readonly greetingMsMax: number;
  /** Silence after a command or the final dot. */
  readonly silenceMsMax: number;
  /** One hand-over in all, so that a server that trickles does not hold a place for ever. */
  readonly handOverMsMax: number;
  /** An idle connection is kept for the next message this long; common servers close at 60 s or more. */
  readonly idleMsMax: number;
  /** After a failed connection the same host is not tried again this long: the others in the queue fail at once. */
  readonly restAfterFailureMs: number;
  readonly messagesPerConnectionMax: number;
}

export const handOverTimes: HandOverTimes = {
  connectMsMax: 30 * secondMs,
  /** RFC 5321 §4.5.3.2.1 says 5 minutes; a greeting that takes over one is tried again later instead. */
  greetingMsMax: minuteMs,
  /** RFC 5321 §4.5.3.2.6: 10 minutes after the final dot, or mail is sent twice. */
  silenceMsMax: 10 * minuteMs,
  handOverMsMax: 30 * minuteMs,
  idleMsMax: 15 * secondMs,
  restAfterFailureMs: 5 * secondMs,
  messagesPerConnectionMax: 100,
};
