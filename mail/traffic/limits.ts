/** Limits of counting mail, each with its reason. */
export const trafficLimits = {
  /** Rows gathered in one statement: a tenth of a second, and what a group of deliveries may wait for where both write the same pages. */
  gatheredRowsMax: 5_000,
  /** What a scanner calls a virus; longer names are cut. */
  stoppedNameCharactersMax: 100,
  /** Minutes that are shown, the running one included. */
  minutesShown: 60,
  /** Minutes that are kept: those shown, and as many for a clock that was set. */
  minutesKept: 120,
} as const;
