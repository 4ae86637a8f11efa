/** Limits of telling what changed, each with its reason. */
export const liveLimits = {
  /** Asked anew this often whether they may still follow: so late, at most, a session that has ended ends its stream. Proxies cut what is silent for a minute. */
  heartbeatMs: 15_000,
  /** So long what changes is gathered: a batch of a thousand people is one event, and a page asks no more often. */
  gatherMs: 1_000,
  /** Sessions looked at beside each other: half of the default pool, so that mail goes on meanwhile. */
  recheckAtOnceMax: 4,
  /** In a process. All tabs of a browser share one; whoever works at three machines has three, and programs the rest. */
  perAccountMax: 6,
  /** In a process, from one network: below what the listener lets in from there, so that an office's pages still load. */
  perNetworkMax: 120,
  /** In a process: a quarter of its connections, and sessions looked at every fifteen seconds cost it some seven per cent of a connection to the database. */
  inProcessMax: 500,
  /** Events that wait for a client; behind them topics are gathered. */
  waitingEventsMax: 4,
  /** Then it begins anew, perhaps in another process: after a restart all would stay with the one that came first. */
  lifeMsMax: 60 * 60_000,
  /** What a client is told to wait before it comes back. */
  retryMs: 5_000,
} as const;
