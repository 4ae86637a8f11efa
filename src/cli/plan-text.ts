import type { BulkDeeds, BulkNotes } from '#directory/bulk/bulk-deeds.ts';
import type { PersonNotes } from '#directory/lifecycle/people/person-deeds.ts';
import type { FactDifference, PlanProblem } from '#directory/lifecycle/plan.ts';
import type { UnitDeeds, UnitNotes } from '#directory/lifecycle/units/unit-deeds.ts';
import { type InBoth, textInBoth } from '#kernel/refusal.ts';
import { bulkLists } from './bulk-plan-lists.ts';
import { commandLimits } from './limits.ts';
import { personLists } from './person-plan-lists.ts';
import type { PlanList } from './plan-list.ts';
import { unitLists } from './unit-plan-lists.ts';

interface ShownPlan {
  readonly kind: string;
  readonly title: InBoth;
  readonly summary: readonly InBoth[];
  readonly deeds: unknown;
  readonly notes: unknown;
}

/** What a plan comes to and all that it does, Vietnamese first. Long lists are cut unless they are wanted in full. */
export function planText(
  { kind, title, summary, deeds, notes }: ShownPlan,
  { effectiveOn, full }: { effectiveOn: string; full: boolean },
): string {
  const lists = listsOf(kind, deeds, notes).filter(({ lines }) => lines.length > 0);
  return [
    textInBoth(title),
    `Có hiệu lực / takes effect: ${effectiveOn}`,
    '',
    ...summary.map((line) => `  • ${line.vi}\n    ${line.en}`),
    ...lists.flatMap(({ heading, lines }) => ['', heading, ...cut(lines, full).map((line) => `  ${line}`)]),
  ].join('\n');
}

function listsOf(kind: string, deeds: unknown, notes: unknown): readonly PlanList[] {
  if (kind === 'person') return personLists(notes as PersonNotes);
  return kind === 'bulk' ? bulkLists(deeds as BulkDeeds, notes as BulkNotes) : unitLists(deeds as UnitDeeds, notes as UnitNotes);
}

export function problemsText(problems: readonly PlanProblem[], full: boolean): string {
  const lines = problems.map((problem) => `! ${problem.vi}\n  ${problem.en}`);
  return ['Chưa thể thực hiện / this stands in the way:', ...cut(lines, full)].join('\n');
}

export function differencesText(differences: readonly FactDifference[], full: boolean): string {
  const lines = differences.map(({ about, planned, now }) => `  ${about}\n    - ${planned ?? '—'}\n    + ${now ?? '—'}`);
  return ['Từ khi lập kế hoạch đã thay đổi / changed since the plan was made (- then, + now):', ...cut(lines, full)].join('\n');
}

function cut(lines: readonly string[], full: boolean): readonly string[] {
  const shown = full ? lines : lines.slice(0, commandLimits.planLinesMax);
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, `… và ${left} dòng nữa (--full) / and ${left} more`];
}
