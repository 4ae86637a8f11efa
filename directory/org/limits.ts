const gibibyte = 2 ** 30;

/** REQ-ACC-9: 2 GB for a person, 10 GB for a unit, where the province sets nothing else. */
export const quotaOctetsDefault = { personal: 2 * gibibyte, unit: 10 * gibibyte } as const;

/** A province's largest file, its people, has some 20,000 rows of 200 octets. Larger is a mistaken file, and is not read into memory. */
export const provinceFileOctetsMax = 16 * 2 ** 20;

/** Nobody reads more problems than this; the first ones are enough to see what is wrong with the file. */
export const fileProblemsMax = 200;
