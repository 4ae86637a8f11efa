import { authorise, type Target } from '#directory/access/roles/authorise.ts';
import type { ActOrigin } from '#directory/audit/act.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { canonicalJson } from '#directory/audit/canonical-json.ts';
import { sha256 } from '#directory/audit/entry.ts';
import { attemptInTransaction, type Database } from '#io/database.ts';
import type { AccountId, ReportId, UnitId } from '#kernel/ids.ts';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Letterhead } from './document/document.ts';
import { isShortText } from './letterhead.ts';
import { reportLimits } from './limits.ts';
import { isDay } from './period.ts';
import type { ReportFigures } from './report-figures.ts';
import { findReport, insertReport, type KeptReport } from './report-sql.ts';

export interface ReportToIssue {
  readonly actorAccountId: AccountId | null;
  readonly origin?: ActOrigin;
  readonly figures: ReportFigures;
  readonly letterhead: Letterhead;
  readonly number: string;
  readonly issuedOn: string;
}

/** What may be read or issued by whom: of everything, or of a unit with what is below it. */
export const reportTarget = (unitId: UnitId | null): Target => (unitId === null ? { of: 'system' } : { of: 'unit', unitId });

/** Keeps a report as it is now, for good; its digest goes into the audit. */
export async function issueReport(
  database: Database,
  asked: ReportToIssue,
): Promise<Result<{ reportId: ReportId; digest: string }, Refusal>> {
  const { actorAccountId, origin, figures, letterhead, number, issuedOn } = asked;
  const unitId = figures.unit?.id ?? null;
  if (!isShortText(number) || number.length > reportLimits.numberCharactersMax) return refused(refusalInBoth('invalid', badNumber));
  if (!isDay(issuedOn)) return refused(refusalInBoth('invalid', badDay));
  return attemptInTransaction(database, async (tx) => {
    const may = await authorise({ tx }, { actorAccountId, act: 'report.issue', target: reportTarget(unitId) });
    if (!may.ok) return may;
    const digest = digestOfReport({ number, issuedOn, letterhead, figures });
    const reportId = await insertReport(tx, { unitId, number, issuedOn, issuedBy: actorAccountId, letterhead, figures, digest });
    if (reportId === null) return refused(refusalInBoth('already-exists', taken(number)));
    const { name, from, to } = figures.period;
    const detail = { reportId, period: name, from, to, issuedOn, digest };
    await recordAct(tx, {
      actorAccountId,
      act: 'report.issue',
      target: number,
      detail,
      ...(unitId !== null && { unitId }),
      ...(origin && { origin }),
    });
    return ok({ reportId, digest });
  });
}

/** A report that was issued, as long as it is as it was. */
export async function readIssued(database: Database, id: ReportId): Promise<Result<KeptReport, Refusal>> {
  const report = await findReport(database, id);
  if (report === undefined) return refused(refusalInBoth('not-found', { vi: `Không có báo cáo số ${id}`, en: `There is no report ${id}` }));
  if (digestOfReport(report) !== report.digest) return refused(refusalInBoth('conflict', changed, `report ${id} does not have its digest`));
  return ok(report);
}

function digestOfReport({
  number,
  issuedOn,
  letterhead,
  figures,
}: Pick<ReportToIssue, 'number' | 'issuedOn' | 'letterhead' | 'figures'>): string {
  return sha256(canonicalJson({ number, issuedOn, letterhead, figures }));
}

const badNumber = {
  vi: `Số, ký hiệu báo cáo là một dòng, nhiều nhất ${reportLimits.numberCharactersMax} ký tự, như 12/BC-STTTT`,
  en: `The number of a report is one line of at most ${reportLimits.numberCharactersMax} characters such as 12/BC-STTTT`,
};
const badDay = { vi: 'Ngày ban hành không đúng', en: 'The day of issue is none' };
const taken = (number: string) => ({
  vi: `Trong năm đã có báo cáo số ${number} của đơn vị này`,
  en: `There is a report ${number} of this unit in that year already`,
});
const changed = {
  vi: 'Báo cáo không còn như khi ban hành: dữ liệu đã bị sửa ngoài chương trình',
  en: 'The report is not as it was issued: somebody has changed it beside the program',
};
