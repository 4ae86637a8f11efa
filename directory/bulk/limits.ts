/** Limits of the bulk room, each with its reason. */
export const bulkLimits = {
  /** People of one table: the largest agency of the largest province, twice. A batch holds the directory while it is carried out. */
  rowsMax: 10_000,
  /** Rows about people who are there already: each is planned by itself, with some twenty statements. */
  eventsMax: 1_000,
  /** The same of texts that name nobody; each takes a look at everybody. */
  peopleExplainedMax: 20,
  /** How far down the heading row is looked for: a title, an agency, a date stand above it. */
  headingRowsMax: 30,
  /** Of a text file; as spreadsheets are. */
  textOctetsMax: 10 * 2 ** 20,
  /** What is looked at to tell an encoding: the words of some hundred people. */
  sampledWordsMax: 2_000,
  /** Problems told: the first ones show what is wrong, and all of them are read by nobody. */
  problemsMax: 5_000,
  /** Texts that name no unit are told what was probably meant, which takes a look at every unit; of more only that there is none. */
  unitsExplainedMax: 200,
  /** Accounts made by one statement, with six folders each: more would hold up everybody else while they are written down. */
  accountsAtOnce: 1_000,
  /** Entries of the audit written by one statement. */
  auditedAtOnce: 1_000,
  /** Notices put into INBOXes by one call: composing and scanning one takes a tenth of a millisecond. */
  noticesAtOnce: 100,
  /** Lines of one notice to a unit: more are counted. */
  noticeLinesMax: 200,
  /** A mistake is seen the same working day or the next morning; by then people have begun to use what they were given. */
  undoMsMax: 24 * 60 * 60_000,
  /** Random characters of a first password: 12 of 31 are 59 bits, and must be changed. */
  firstPasswordCharacters: 12,
  /** Passwords stored in one transaction, which ends sessions' certainty of their rights for a moment. */
  passwordsAtOnce: 100,
  /** Hashed at a time: two fill the two cores of the smallest machine (access/limits.ts). */
  hashesAtOnce: 2,
  /** Rows of the template that have drop-down lists. */
  templateRows: 2_000,
  /** What posts are called: a province has some hundred names for them. */
  templateTitlesMax: 500,
  /** Batches of a list; a province has a few a month. */
  listedMax: 200,
} as const;
