/** Limits of reports, each with its reason. */
export const reportLimits = {
  /** Accounts looked at in one step: a few hundredths of a second of this process, so that mail goes on meanwhile. */
  accountsPerStep: 2_000,
  /** Regulations ask for half a year and a year; more is a mistake in a date. */
  periodDaysMax: 732,
  /** Before this no mail was anywhere in the province. */
  firstYear: 1990,
  /** How long after a day the fill of mailboxes may still be noted as that day's: a program that was stopped overnight or over a weekend. */
  fillLateDaysMax: 4,
  /** Of what people write into a report: it has to fit on its first page. */
  textCharactersMax: 300,
  recipientsMax: 30,
  /** Issued reports told at once: decades of them. */
  listedMax: 500,
} as const;
