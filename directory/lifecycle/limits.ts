/** What somebody looks through; a province makes a few dozen plans for units a year. */
export const listedPlansMax = 500;

/** Changes in one reorganisation: a merger of three provinces with 600 communes has some thousands. Guards against a mistaken file. */
export const unitChangesMax = 20_000;

/** Differences of a stale plan named in a refusal; the first ones are enough to see what happened. */
export const differencesShownMax = 20;
