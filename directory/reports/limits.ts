/** Limits of reports, each with its reason. */
export const reportLimits = {
  /** Accounts looked at in one step: two hundredths of a second of this process, so that mail goes on meanwhile. */
  accountsPerStep: 1_000,
  /** Regulations ask for half a year and a year; more is a mistake in a date. */
  periodDaysMax: 732,
  /** Before this no mail was anywhere in the province. */
  firstYear: 1990,
  /** How long after a day the fill of mailboxes may still be noted as that day's: a program that was stopped overnight or over a weekend. */
  fillLateDaysMax: 4,
  /** Of what people write into a report: it has to fit on its first page. */
  textCharactersMax: 300,
  recipientsMax: 30,
  /** `1234/BC-` and any abbreviation that anybody would write. */
  numberCharactersMax: 60,
  /** A province of three thousand units took 3.7 s, and the process 492 MB with it (docs/performance.md); room for one that is slower and larger. */
  drawing: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64, timeMsMax: 120_000 },
  /** Levels of units shown in the tables of a PDF where nobody asks for more or fewer: agencies and districts, and what is below them. */
  levelsDefault: 2,
  /** Issued reports told at once: decades of them. */
  listedMax: 500,
} as const;
