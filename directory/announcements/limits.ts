/** Limits of announcements, each with its reason. */
export const announcementLimits = {
  /** A line of a banner, and of a list of messages. */
  titleCharactersMax: 120,
  /** A page of text: who has more to say attaches it to a mail. */
  bodyCharactersMax: 2_000,
  /** On one page at once: more are a wall, and nobody reads any. */
  activeMax: 10,
  /** A year: what holds longer belongs into a rule. */
  daysMax: 366,
  /** How long before it begins one may be written. */
  daysAheadMax: 366,
  /** Told in one transaction, which is a second's worth: 50,000 mailboxes take 17 minutes, and other mail goes on beside them. */
  toldPerSecondMax: 50,
  /** Between two such, of all processes together. */
  toldEveryMs: 1_000,
} as const;
