/** The highest ordinal tried for people of one name in one unit: the largest agencies have fewer than a hundred people. */
export const ordinalMax = 99;

/** The deepest real tree is province, district, commune; or province, agency, division, office. Room for twice that. */
export const unitDepthMax = 8;

/** The longest official unit names have some 40 syllables; a person's name at most ten. Guards the splitting of pasted text. */
export const nameCharactersMax = 300;
