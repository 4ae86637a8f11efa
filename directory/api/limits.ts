/** Limits of the API, each with its reason. */
export const apiLimits = {
  /** Below what the listener takes, so that the refusal is in both languages: some ten thousand changes of units. */
  bodyOctetsMax: 768 * 1024,
  /** Of a list sent as a file, in Base64: below `bodyOctetsMax` with what stands around it. */
  lineFileCharactersMax: 760 * 1024,
  /** A plan for a whole province with 10,000 people takes a few seconds; whoever waits longer has gone. Below the listener's minute. */
  answerMsMax: 45_000,
  /** A program of one account asks so much at once in a process: plans are work for whole seconds, and mail shares the machine. */
  atOnceMax: 8,
  /**
   * Files and reports that wait in a process, of all accounts: each takes a second or two, seldom ten, and the last in the line is still answered
   * within `answerMsMax`. A file that waits holds its megabytes.
   */
  inLineMax: 16,
  /** A screen of a list, and what one page may hold: each line costs a look at posts. */
  pageItemsDefault: 50,
  pageItemsMax: 200,
  /** Of one mailbox: a person may have some dozens of app passwords, and a unit's those of its people. */
  devicesShownMax: 200,
  /** Somebody heads a few units and stands in for a few people. */
  delegationsShownMax: 500,
  /** As the portal's search. */
  queryCharactersMax: 100,
  /** Words looked for; a name has five syllables, a unit's a dozen. */
  queryWordsMax: 12,
  /** A cursor is a key and an id; longer was not made here. */
  cursorCharactersMax: 512,
  /** UUIDs have 36. */
  idempotencyKeyCharactersMax: 128,
  /** A program that was cut off tries again within the day. */
  idempotencyKeptMs: 24 * 60 * 60_000,
  /** Differences and problems of a plan in a refusal: the first ones show what is wrong. */
  problemsShownMax: 100,
  /** What anybody may ask before signing in: one query of the database in so long, however many ask. */
  publicKeptMs: 5_000,
  /** A workbook to fill in takes a second of a processor, and anybody may ask for it; units and posts that are new show so much later. */
  templateKeptMs: 60_000,
} as const;
