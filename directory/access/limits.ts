/** Limits of the access room, each with its reason. */

export const argon2idLimits = {
  /** OWASP's second recommended setting: 19 MiB, two passes, one lane. Some 20–40 ms of one core. */
  memoryKib: 19_456,
  passes: 2,
  lanes: 1,
  /** RFC 9106 §3.1 recommends 16 octets of salt and 32 of tag. */
  saltOctets: 16,
  tagOctets: 32,
  /** What a stored hash may ask of us: more could only come from a damaged or hostile import. */
  memoryKibMax: 262_144,
  passesMax: 16,
  lanesMax: 8,
  saltOctetsMin: 8,
  saltOctetsMax: 64,
  tagOctetsMin: 16,
  tagOctetsMax: 64,
  /**
   * Hashes at a time in one process. They run on libuv's four threads, which files and zstd need too, and there is a process
   * a core, so two already fill the machine while memory stays at 38 MiB a process.
   */
  atOnceMax: 2,
  /** Sign-ins waiting for a hash: at 40 ms and two at a time the last waits five seconds, as long as a client has patience. */
  waitingMax: 256,
} as const;

export const credentialLimits = {
  /** A password in octets of NFC UTF-8. Long passphrases fit; hashing a megabyte for a stranger does not. */
  passwordOctetsMax: 256,
  /** NIST SP 800-63B and the provinces' regulations (REQ-ACC-8). */
  passwordCharactersMin: 8,
  administratorPasswordCharactersMin: 10,
  /** Syllables shorter than this (An, Vũ) turn up in any text, so they are not looked for in passwords. */
  namePartCharactersMin: 3,
  /** Former hashes that are kept of an account: as many as the configuration may ask for, the present one apart. */
  formerPasswordsMax: 9,
  /** What a list of app passwords can show on one line. */
  appPasswordLabelCharactersMax: 80,
  /** One a program or device; more are forgotten ones. */
  appPasswordsLiveMax: 30,
  /** Of all who use a unit's mailbox: some twenty people with three devices each, and room. */
  openingListedMax: 200,
  /** An HMAC key shorter than the hash's output is weaker than it (RFC 2104 §3). */
  serverKeyOctetsMin: 32,
} as const;

export const apiTokenLimits = {
  /** As app passwords: one line of a list. */
  labelCharactersMax: 80,
  /** A program's token is made anew once a year, by somebody who still wants it. */
  daysMax: 366,
  /** One a program; more are forgotten ones. */
  liveMax: 20,
  listedMax: 200,
} as const;

export const verifiedCacheLimits = {
  /** A client opens its connections within seconds of each other; after a minute a hash is cheap enough. */
  keptMsMax: 60_000,
  /** One entry is some 200 octets: everybody of a province in 2 MB. */
  entriesMax: 10_000,
} as const;

/** How failed sign-ins are slowed and blocked (REQ-ACC-7); an installation may choose its own. */
export interface ThrottleLimits {
  readonly accountFailuresMax: number;
  readonly networkFailuresMax: number;
  readonly windowMs: number;
  readonly blockMs: number;
  readonly delayMsMin: number;
  readonly delayMsMax: number;
  readonly familiarMs: number;
  readonly familiarNetworksMax: number;
  readonly familiarNotedEveryMs: number;
}

export const throttleLimits: ThrottleLimits = {
  /** A person who mistypes finds out within five attempts; 480 guesses a day get nowhere against any permitted password. */
  accountFailuresMax: 5,
  /** An office behind one address has dozens of people; a guesser of one password for many accounts has thousands. */
  networkFailuresMax: 50,
  windowMs: 15 * 60_000,
  blockMs: 15 * 60_000,
  /** The first failure costs a person nothing to notice; the delay doubles from there. */
  delayMsMin: 250,
  /** Clients give up on a reply after some ten seconds. */
  delayMsMax: 4_000,
  /** Somebody who comes back from leave, or from Tết, finds the office's network known. */
  familiarMs: 30 * 24 * 60 * 60_000,
  /** Of one account: the office, home, and a phone's addresses of some days. Each is one more place where a guesser would have five tries. */
  familiarNetworksMax: 20,
  /** A client that connects every minute need not write every minute. */
  familiarNotedEveryMs: 60 * 60_000,
};

export const accessLimits = {
  /** A handover or an inspection is over within a year (REQ-ACC-5: for a set time); what goes on is opened again, by name. */
  openedMsMax: 366 * 24 * 60 * 60_000,
} as const;

export const approvalLimits = {
  /** A proposal made before a long weekend is still there after it; one that nobody wanted is gone within the week. */
  openMs: 4 * 24 * 60 * 60_000,
  /** Dangerous acts are rare: more at once is a mistake, or somebody hiding one among many. */
  openPerPersonMax: 20,
  reasonCharactersMax: 500,
  listedMax: 200,
} as const;

export const accessGenerationLimits = {
  /** Ending somebody's access takes effect within half a second; not knowing for that long means no. */
  unknownAfterMs: 500,
  /** Two further attempts fit in before the half second is over. */
  pollMs: 150,
  /** A read that takes longer is given up, with its connection. */
  readMsMax: 400,
  /** A database that is away is said once, then so often: at every attempt the log would fill the disk that may be the cause. */
  tellAgainMs: 30_000,
  /** How long to wait before a lost connection is tried again. */
  reconnectMs: 150,
} as const;

export const addressLimits = {
  /** Domains change a few times a decade; a new one is served after this long. */
  domainsKeptMsMax: 5_000,
  /** Recipients settled in one statement: as many as the largest broadcast has. */
  batchMax: 10_000,
} as const;
