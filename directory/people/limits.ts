/** People created in one transaction: the largest province's largest agency. More belongs in several batches, as it holds the address lock. */
export const peopleAtOnceMax = 5_000;

/** Accounts in one listing: every mailbox of a large province, and an end for what asks for all. */
export const listedAccountsMax = 10_000;

/** What a quota may be. Less would be a mailbox that takes no mail, which locking or closing says more plainly; more is a slip of the finger. */
export const quotaLimits = {
  octetsMin: 2 ** 20,
  octetsMax: 2 ** 50,
  messagesMin: 1,
  messagesMax: 1_000_000_000,
} as const;

export const idleLimits = {
  /** Days before an account locks that nobody uses on which its owner is told (REQ-ACC-7): a leave of two weeks, and a last time. */
  warnDaysBefore: [14, 3],
} as const;

export const quotaWarningLimits = {
  /** A mailbox on the edge of a threshold has its owner told of it once a day, not at each message that comes and goes. */
  toldAgainMs: 24 * 60 * 60_000,
} as const;

export const mailboxListLimits = {
  /** What is looked at to free space: the next ones are seldom much smaller than these. */
  largestShown: 5,
  /** As the first warning to their owners, by which somebody has to do something. */
  nearlyFullShare: 0.9,
} as const;

/** People or units in one piece of an address book: some 10 ms of one process, which serves mail meanwhile. */
export const addressBookPeopleMax = 100;

/** Of a line of a vCard without its end (RFC 6350 §3.2). */
export const vcardLineOctetsMax = 75;
