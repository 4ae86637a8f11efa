/** Limits of what people see and have of their own data, each with its reason. */
export const ownDataLimits = {
  /** Whoever comes back from leave sees what happened meanwhile. */
  signInDaysShown: 30,
  /** Networks and browsers of half a year are known ones. */
  signInDaysKnown: 183,
  /** Rows looked at: some three a day, of half a year; an attack from everywhere is cut off here. */
  signInsReadMax: 1_000,
  signInsShownMax: 200,
  /** Of each list in an export: five thousand entries are two megabytes, and years of somebody's life in the audit. */
  exportRowsMax: 5_000,
  /** As long as an audit may be kept at most where it is looked at by day. */
  exportSignInDays: 3_660,
  /** Somebody asks once, and once more where the file was lost; a stolen session drags nothing out all day. */
  exportsPerDayMax: 5,
} as const;

export const correctionLimits = {
  /** A name, a day, a post with its unit. */
  valueCharactersMax: 300,
  /** Which paper shows it. */
  noteCharactersMax: 500,
  answerCharactersMax: 500,
  /** More is somebody who writes a letter, and each is read by somebody. */
  openPerPersonMax: 5,
  ownListedMax: 50,
  /** On one page; those that wait come first. */
  listedMax: 200,
} as const;
