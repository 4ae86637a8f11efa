/** Limits of the portal, each with its reason. */
export const portalLimits = {
  /** Longer than the longest unit name with its address; each search walks all units. */
  queryCharactersMax: 100,
  /** Of the form by which a password is changed: the longest address and password fit (255 characters; 256 octets). */
  fieldCharactersMax: 320,
  formOctetsMax: 16 * 1024,
  /** What anybody may fetch of 10,000 people is made at most once in that time, whoever asks how often: a second of the database and 5 MB. */
  publishedKeptMs: 60_000,
  /** Of a unit's people: the largest have hundreds. */
  peopleOnPageMax: 100,
  /** A part that has not answered by then is not ready, whatever it says later. */
  readinessMsMax: 1_000,
} as const;
