/** Limits of the audit room, each with its reason. */

export const sealLimits = {
  /** A seal of so many entries is 40 KB and made in some 40 ms on a busy machine: nothing waits long for it, and its cost is spread thin. */
  entriesPerSealMax: 1_000,
} as const;

export const idSetLimits = {
  /** Numbers a chunk: 8 KB, so that a hole in the numbers costs little. */
  chunkIds: 65_536,
} as const;

export const verifyLimits = {
  /** What somebody reads. Where more is wrong, what it is shows in the first of them. */
  findingsMax: 50,
  /** Seals fetched at a time: 4 MB of digests at most. */
  sealsAtOnce: 50,
  /** Numbers fetched at a time, when looking for entries that are in no seal. */
  idsAtOnce: 50_000,
  /** A line of an exported file: a full seal has 90 KB, an entry of a plan may have some more. */
  lineCharactersMax: 16 * 1024 * 1024,
} as const;

export const searchLimits = {
  /** People of one name in a province are some dozens; whoever means one gives the address. */
  subjectsMax: 200,
} as const;

export const keepingLimits = {
  /** REQ-ACC-11: at least six months. An entry that went sooner was not pruned but removed. */
  monthsKeptMin: 6,
  /** Looked at each day: so long may nobody look, and entries still go where they can be pruned one day. */
  monthsAhead: 3,
} as const;

export const tallyLimits = {
  /**
   * Counters of refused sign-ins that one process begins in an hour and that tell networks apart; beyond, only the account. An attacker from
   * many places fills no disk.
   */
  refusedPerHourMax: 20_000,
  /** And of people who signed in: some ten each for everybody of a province, at 200 octets. */
  admittedPerHourMax: 100_000,
  /** A worker writes what it counted within seconds; what comes after its hour was settled becomes an entry more. */
  settleAfterMs: 60_000,
  /** Counters that become entries in one transaction: a morning's worth of a province takes some rounds. */
  settledAtOnceMax: 2_000,
} as const;
