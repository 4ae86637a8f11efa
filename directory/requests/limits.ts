/** Limits of requests, each with its reason. */
export const requestLimits = {
  /** What a unit asks for in one list: a large commune has a hundred people. All are checked before anything is kept, and that takes time. */
  linesMax: 200,
  /** Of several units’ lists together: carried out in one transaction, during which nobody else changes the directory; some 25 ms a line. */
  gatheredLinesMax: 300,
  /** Requests gathered at once: a district has some twenty communes. */
  gatheredMax: 50,
  /** Waiting requests of one unit: more is a program gone astray, and each is read by somebody. */
  openPerUnitMax: 50,
  /** A sentence or two; decisions are cited by their number. */
  reasonCharactersMax: 500,
  titleCharactersMax: 200,
  /** A file of `linesMax` lines has some 40 KB, and lists of units and posts beside it. */
  fileOctetsMax: 2 ** 20,
  /** How far down the row of headings is looked for: a title, an agency, a date stand above it. */
  headingRowsMax: 30,
  /** What the thread that reads a file may take: as for tables of people, which are larger (directory/bulk). */
  reading: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, timeMsMax: 30_000 },
  /** Days a line may lie back or ahead of today: decisions are entered late, and made early; a year is a slip of the finger. */
  daysBackMax: 366,
  daysAheadMax: 366,
  /** Problems told at once: the first ones show what is wrong with a list. */
  problemsMax: 200,
  /** Steps that went by meanwhile, told to who comes too late. */
  stepsToldMax: 20,
  /** Lines of a digest or announcement: a message is read, a list is looked at. */
  linesToldMax: 100,
  requestsToldMax: 50,
  /** A morning: who starts the program later than that hears of what waits the next day. */
  remindWithinMs: 4 * 60 * 60_000,
  /** Requests in one listing at the command line. */
  listedMax: 200,
} as const;
