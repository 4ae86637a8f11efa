/** Limits of the settings, each with its reason. */
export const settingsLimits = {
  /** The example with every comment has 20 KB. */
  fileOctetsMax: 256 * 1024,
  /** Former files that are kept beside it: a year of careful changes. The oldest go. */
  backupsKept: 20,
  /** Longer than any setting there is: an address, the name of an authority. */
  textCharactersMax: 500,
  /** Items of one list: times of a day, percents. */
  itemsMax: 64,
  /** More than there are settings. */
  changesMax: 200,
} as const;
