/** Years that may be asked for or changed: the lunar formulas are good for these, and no act has a date outside them. */
export const firstYear = 1990;
export const lastYear = 2199;

/** What a holiday is called; shown in lists. */
export const nameCharactersMax = 100;
