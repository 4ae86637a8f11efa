/**
 * The highest ordinal tried for people of one name. Where no unit follows the name all people of a province share one row of numbers: of
 * 30,000 people a few hundred ask for the commonest short form, and for ever (REQ-DIR-10). Four digits can still be remembered.
 */
export const ordinalMax = 9_999;

/** How many names a duplicate has to choose from, where the profile's ways give as many: fewer leave a unit head no real choice. */
export const proposalsWanted = 5;

/** The deepest real tree is province, district, commune; or province, agency, division, office. Room for twice that. */
export const unitDepthMax = 8;

/** The longest official unit names have some 40 syllables; a person's name at most ten. Guards the splitting of pasted text. */
export const nameCharactersMax = 300;

/** A large province has some 10,000 units and posts to have meant; guards a "did you mean" over a list nobody foresaw. */
export const closestCandidatesMax = 50_000;
