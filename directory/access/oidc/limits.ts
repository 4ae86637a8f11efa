/** Limits of signing in by the identity provider, each with its reason. */
export const oidcLimits = {
  /** To sign in there: to find the phone with the provider's own second factor, at the outside. */
  flowMs: 10 * 60_000,
  /** One call to the provider. Four of them (discovery, token, keys, user info) end within an API answer's time. */
  callMsMax: 8_000,
  /** What the provider answers with: metadata and keys are some 10 KB. */
  answerOctetsMax: 512 * 1024,
  /** The provider changes its addresses and methods seldom, and tells nobody. Keys are looked at anew when one is not known. */
  discoveredKeptMs: 60 * 60_000,
  /** A provider that is away is asked again after so long, however many want to sign in meanwhile. */
  failureKeptMs: 5_000,
  /** Its clock and ours (OpenID Connect Core 1.0 §3.1.3.7, "small leeway"): both keep time by NTP. */
  clockToleranceMs: 30_000,
  /** At once in a process, and in line: a provider that hangs holds no more of us than these. */
  callsAtOnceMax: 32,
  callsWaitingMax: 64,
  /** OpenID Connect Core 1.0 §2: `sub` has at most 255 ASCII characters. */
  subjectCharactersMax: 255,
  /** RFC 5321 §4.5.3.1: 64 + 1 + 255. */
  claimCharactersMax: 320,
  /** Where somebody wanted to be, as it is kept in a cookie: browsers take 4,096 octets in all. */
  pathCharactersMax: 1_000,
  /** What the provider sends back: a code and a state. Some codes are tokens in themselves. */
  answerCharactersMax: 8_000,
  /** Of a fault, for the log. */
  faultCharactersMax: 500,
} as const;
