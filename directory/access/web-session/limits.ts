/** Limits of sessions on the web and of the second factor, each with its reason. */
export const webSessionLimits = {
  /** The name of a browser fits; the rest tells nobody anything. */
  userAgentCharactersMax: 200,
  /** Somebody works at two machines and a phone, and forgets to sign out: above this the one unused for longest ends. */
  liveMax: 20,
  /** A session that is used every second need not write every second, and ends by idleness up to so much early. */
  usedNotedEveryMs: 60_000,
  /** To fetch the phone and read the code. */
  pendingMs: 5 * 60_000,
  /** Of one sign-in; the account's tries are counted besides (secondFactorSubject). */
  pendingTriesMax: 5,
  /** Dangerous acts take a proof no older: somebody left their desk meanwhile (REQ-SEC-6). */
  provedMs: 10 * 60_000,
  /** Sessions that are over are kept so long to be looked into. */
  keptMs: 7 * 24 * 60 * 60_000,
} as const;

export const totpLimits = {
  /** RFC 6238 §5.2's recommendation, and all that authenticator apps agree on. */
  stepMs: 30_000,
  digits: 6,
  /** A phone's clock is off by a step, or the code was typed slowly (RFC 6238 §5.2: at most one). */
  stepsAround: 1,
  /** RFC 4226 §4 R6: 160 bits, as long as SHA-1's output. */
  secretOctets: 20,
  /** A code that was shown to be scanned waits no longer than this. */
  offeredMs: 15 * 60_000,
} as const;

export const recoveryCodeLimits = {
  /** As many as fit on a slip of paper. */
  count: 10,
  /** 50 random bits each: with five tries in a quarter of an hour, and a MAC under a key that a thief of the database lacks. */
  characters: 10,
} as const;
