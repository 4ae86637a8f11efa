import type { BatchToCheck, CheckedBatch } from '#directory/bulk/check-batch.ts';
import type { BulkProblem } from '#directory/bulk/problem.ts';
import type { PlanRefusal } from '#directory/lifecycle/plan.ts';
import { refusalText, textInBoth } from '#kernel/refusal.ts';
import { commandLimits } from './limits.ts';
import { differencesText, planText } from './plan-text.ts';

/** What a table comes to, then everything that is wrong with it, by row and column. */
export function checkedText(
  { made, problems }: CheckedBatch,
  { rows, effectiveOn }: BatchToCheck,
  full: boolean,
  isPreview = true,
): string {
  const remarks = rows.remarks.map((remark) => `  • ${textInBoth(remark)}`);
  const outcome = planText({ ...made, kind: 'bulk' }, { effectiveOn, full });
  const preview = isPreview ? ['', 'Xem trước: chưa có gì thay đổi / preview: nothing was changed'] : [];
  return [...remarks, outcome, ...(problems.length > 0 ? ['', rowProblemsText(problems, full)] : preview)].join('\n');
}

export function checkedJson({ made, problems }: CheckedBatch, { rows, effectiveOn }: BatchToCheck): string {
  const { title, summary, deeds, notes } = made;
  return JSON.stringify({ state: 'preview', effectiveOn, title, summary, problems, remarks: rows.remarks, deeds, notes }, null, 2);
}

export function rowProblemsText(problems: readonly BulkProblem[], full: boolean): string {
  const shown = full ? problems : problems.slice(0, commandLimits.planLinesMax);
  const left = problems.length - shown.length;
  return [
    `Có ${problems.length} lỗi, chưa dòng nào được thực hiện / ${problems.length} problems, no row was carried out:`,
    ...shown.map((problem) => `! ${whereOf(problem)}: ${problem.vi}\n    ${problem.en}`),
    ...(left > 0 ? [`… và ${left} lỗi nữa (--full) / and ${left} more`] : []),
  ].join('\n');
}

function whereOf({ row, column }: BulkProblem): string {
  if (row === null) return 'Cả tệp / the file';
  return column === null ? `dòng / row ${row}` : `dòng / row ${row}, ${column}`;
}

/** Says why, and ends with 1. */
export function refuseBatch(refusal: PlanRefusal, { json, full }: { readonly json: boolean; readonly full: boolean }): void {
  process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ refused: refusal }, null, 2));
    return;
  }
  const { detail, problems = [], differences = [] } = refusal;
  console.error(`congthu: ${refusalText(refusal)}${detail === undefined ? '' : `\n${detail}`}`);
  if (differences.length > 0) console.error(differencesText(differences, full));
  if (problems.length > 0) console.error(rowProblemsText(problems as readonly BulkProblem[], full));
}
