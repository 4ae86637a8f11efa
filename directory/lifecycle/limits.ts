/** What somebody looks through; a province makes a few dozen plans for units a year. */
export const listedPlansMax = 500;

/** Changes in one reorganisation: a merger of three provinces with 600 communes has some thousands. Guards against a mistaken file. */
export const unitChangesMax = 20_000;

/** People and units told of their new address in one transaction: short enough to keep no mailbox waiting, long enough to be one commit for many. */
export const noticesAtOnceMax = 100;

/** Differences of a stale plan named in a refusal; the first ones are enough to see what happened. */
export const differencesShownMax = 20;

/** A retired person's mailbox is kept so many days where the province says nothing else (REQ-ACC-6). */
export const keptDaysDefault = 90;

/** Ten years: whatever is to be kept longer belongs in an archive. Guards against a slip of the finger. */
export const keptDaysMax = 3_653;

/** Posts that one person is given at once; kiêm nhiệm of three is rare. */
export const postsAtOnceMax = 20;
