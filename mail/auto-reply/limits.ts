/** Limits of automatic answers, each with its reason. */
export const autoReplyLimits = {
  /** RFC 3834 §2: one answer per sender and so many days; a week, as of old. */
  quietMs: 7 * 24 * 60 * 60 * 1000,
  /** Answers in place of one account within a day: more senders than that are no colleagues but a list, or somebody who tries us. */
  perAccountDayMax: 200,
  /** Messages that wait to be answered in one process, each with its header: some megabytes at worst. More are passed over. */
  waitingMax: 200,
  /** A header is looked through for what forbids an answer; one that has more fields is answered by nobody. */
  headerFieldsMax: 500,
  /** Of the subject that an answer repeats. */
  subjectCharactersMax: 200,
  /** Message-IDs that an answer refers to (RFC 5322 §3.6.4): a thread is found by the last few. */
  referencesMax: 10,
} as const;
