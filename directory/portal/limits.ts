/** Limits of the portal, each with its reason. */
export const portalLimits = {
  /** Longer than the longest unit name with its address; each search walks all units. */
  queryCharactersMax: 100,
  /** A part that has not answered by then is not ready, whatever it says later. */
  readinessMsMax: 1_000,
} as const;
