import { writeWorkbook } from '#io/spreadsheet/write-workbook.ts';
import { composeReport, type Issue } from './document/compose-report.ts';
import type { Letterhead } from './document/document.ts';
import { reportSheets } from './document/report-sheets.ts';
import { reportLimits } from './limits.ts';
import { reportPdf } from './pdf/report-pdf.ts';
import type { ReportFigures } from './report-figures.ts';
import type { KeptReport } from './report-sql.ts';

/** A report that can be written down: issued, or a draft. */
export interface PrintedReport {
  readonly figures: ReportFigures;
  readonly letterhead: Letterhead;
  /** null: a draft. */
  readonly issue: Issue | null;
  readonly madeAt: string;
}

export const printedOf = ({ figures, letterhead, number, issuedOn, issuedAt }: KeptReport): PrintedReport => ({
  ...{ figures, letterhead, issue: { number, on: issuedOn }, madeAt: issuedAt.toISOString() },
});

/** `levels`: of units below those at the top; deeper ones are in what is above them. */
export function pdfOf(report: PrintedReport, levels: number = reportLimits.levelsDefault): Promise<Buffer> {
  return reportPdf(composeReport({ ...report, levels }));
}

/** With every unit there is. */
export function workbookOf(report: PrintedReport): Promise<Buffer> {
  return writeWorkbook(reportSheets(composeReport({ ...report, levels: Number.MAX_SAFE_INTEGER }), report.figures));
}
