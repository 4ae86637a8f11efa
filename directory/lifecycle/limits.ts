/** What somebody looks through; a province makes a few dozen plans for units a year. */
export const listedPlansMax = 500;

/** Changes in one reorganisation: a merger of three provinces with 600 communes has some thousands. Guards against a mistaken file. */
export const unitChangesMax = 20_000;

/** People and units told of their new address in one transaction: one commit for many, and the event loop is held for some 20 ms. */
export const noticesAtOnceMax = 50;

/** So long the rules of a plan hold the event loop at a time, as FETCH and SEARCH do: a whole province takes more than half a second. */
export const turnMsMax = 15;

/** Differences of a stale plan named in a refusal; the first ones are enough to see what happened. */
export const differencesShownMax = 20;

/** A retired person's mailbox is kept so many days where the province says nothing else (REQ-ACC-6). */
export const keptDaysDefault = 90;

/** Ten years: whatever is to be kept longer belongs in an archive. Guards against a slip of the finger. */
export const keptDaysMax = 3_653;

/** Who writes to the old address of somebody who moved is answered for so many days where nothing else is said: half a year of habits. */
export const autoReplyDaysDefault = 180;

/** Posts that one person is given at once; kiêm nhiệm of three is rare. */
export const postsAtOnceMax = 20;

/** Mailboxes whose time is over, in one listing: some hundreds leave a year, and somebody looks through it. */
export const listedDueMax = 500;

/** As reasons of approvals: a line or two with the number of a decision. */
export const reasonCharactersMax = 500;

/** The text index is looked at again for so long after a deletion: a step of indexing takes a second, and nobody pauses one for a day. */
export const lateTextsMs = 24 * 60 * 60_000;

/** How far the carrying out of a plan is, is told so often: who looks sees it move, and the database has a row to write twice a second. */
export const progressToldMs = 500;

/** Nobody has told anything for so long: the program was stopped. A process that does nothing else for half a minute is ended by its supervisor. */
export const progressLostMs = 30_000;
