import type { Figures, ReportFigures } from '../api/api-contract.ts';

export interface UnitRow {
  readonly name: string;
  readonly all: Figures;
}

/** So many bars can be read beside each other; the table below and the workbook have the rest. */
const shownMax = 10;

/** The units right below the one that is reported on, each with what stands beneath it. */
function unitsBelow({ units }: Pick<ReportFigures, 'units'>): readonly UnitRow[] {
  return units.filter(({ level }) => level === 1);
}

/** Those with most mail first; none without any. */
export function mostMail(figures: Pick<ReportFigures, 'units'>): readonly UnitRow[] {
  const mail = ({ all }: UnitRow) => all.mail.received + all.mail.sent;
  return unitsBelow(figures)
    .filter((unit) => mail(unit) > 0)
    .toSorted((one, other) => mail(other) - mail(one))
    .slice(0, shownMax);
}

/** Those furthest behind with reading their unit's mailbox first; none of which nothing was required. */
export function furthestBehind(figures: Pick<ReportFigures, 'units'>): readonly (UnitRow & { readonly share: number })[] {
  return unitsBelow(figures)
    .flatMap((unit) => {
      const { mailboxMet = 0, mailboxRequired = 0 } = unit.all.duties ?? {};
      return mailboxRequired === 0 ? [] : [{ ...unit, share: mailboxMet / mailboxRequired }];
    })
    .toSorted((one, other) => one.share - other.share)
    .slice(0, shownMax);
}

/** Steps of requests that had a term: those taken in time, and those taken late. */
export function termsOf({ requests: { withTerm, inTime } }: Pick<ReportFigures, 'requests'>) {
  return { inTime, late: withTerm - inTime };
}

/** Pixels of a chart with so many bars: of one name, or of two beside each other. */
export function heightOf(rows: number, series = 1): number {
  return 60 + rows * (series === 1 ? 30 : 44);
}
