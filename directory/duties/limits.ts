/** Limits of the duties, each with its reason. */

export const dutyLimits = {
  /** Parts of a day: the duty is twice a day (REQ-CMP-1); the figures of a province ask for at most so many at once. */
  partsMax: 4,
  /** Days a report may span: two years, as a year is compared with the one before. */
  reportDaysMax: 732,
  /** What somebody looks at who names no days. */
  reportDaysDefault: 30,
  /** Looks are kept for the yearly statistics of three years, then forgotten: they say when people work. */
  monthsKept: 36,
  /** Looks forgotten in one statement: some hundred ms. */
  forgottenAtOnce: 20_000,
} as const;

export const lookLimits = {
  /** Looks written in one statement. More wait for the next: all of a province in a half hour are ten times that. */
  writtenAtOnce: 5_000,
} as const;

export const reminderLimits = {
  /** After its hour a reminder comes too late to be one: the program was not there, or the machine is overwhelmed. */
  lateMsMax: 20 * 60_000,
  /** Mailboxes named in one mail. Who is responsible for more sees that there are more. */
  mailboxesShownMax: 20,
} as const;

export const outageLimits = {
  /** A program that beats every 30 s and was not heard for so long was not there: a restart takes less. */
  silenceMsMax: 2 * 60_000,
  /** REQ-CMP-4: beyond so many working minutes paper takes over. */
  paperAfterMinutes: 4 * 60,
  noteCharactersMax: 500,
  /** Listed at once; a province has some ten a year. */
  listedMax: 1_000,
} as const;
