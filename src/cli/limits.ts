/** Limits of the command line, each with its reason. */
export const commandLimits = {
  /** What somebody reads at a terminal; `--domain` narrows it. */
  listedMessagesMax: 200,
  /** Entries of the audit: the same. Whoever wants all exports them. */
  listedEntriesMax: 200,
  /** Of addresses given already: enough to see whose they are. Where ordinals run into the hundreds `--json` has them all. */
  takenToldMax: 10,
  /** Of each list of a plan: a screenful. `--full` prints all, `--json` too. */
  planLinesMax: 40,
  /** Announcements: of several years. */
  listedAnnouncementsMax: 200,
} as const;
