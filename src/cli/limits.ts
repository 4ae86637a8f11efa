/** Limits of the command line, each with its reason. */
export const commandLimits = {
  /** What somebody reads at a terminal; `--domain` narrows it. */
  listedMessagesMax: 200,
} as const;
