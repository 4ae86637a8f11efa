/** Limits of minutes, each with its reason. */
export const minutesLimits = {
  /** Entries of the audit that belong to one plan for one person: each delegation, app password and certificate that ended has one. */
  entriesMax: 500,
  /** Rows of a table; who had more is told how many, and the audit has them all. */
  rowsMax: 60,
  /** Two pages, and the fonts for them: some tens of megabytes and half a second. */
  drawing: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, timeMsMax: 30_000 },
} as const;
