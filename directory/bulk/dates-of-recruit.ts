import { headingOf } from './columns.ts';
import { type BulkProblem, problemAt } from './problem.ts';

/** Days as `YYYY-MM-DD`; null: not said. */
export interface RecruitDates {
  readonly birthDate: string | null;
  /** Last day in the post. */
  readonly until: string | null;
}

/** What is wrong with the days of somebody who begins `on` a day. */
export function dateProblems(row: number, { birthDate, until }: RecruitDates, on: string): readonly BulkProblem[] {
  const problems: BulkProblem[] = [];
  const note = (key: 'birthDate' | 'until', what: string, vi: string, en: string) =>
    problems.push(problemAt(row, headingOf(key), what, vi, en));
  if (until !== null && until < on)
    note('until', 'dates-cross', `chức vụ hết hạn ${until}, trước ngày ${on}`, `the post ends on ${until}, which is before ${on}`);
  if (birthDate !== null && (birthDate < '1900-01-01' || birthDate > yearsBefore(on, workingAge)))
    note(
      'birthDate',
      'bad-birth',
      `sinh ${birthDate} thì chưa đủ ${workingAge} tuổi vào ngày ${on}, hoặc quá xa`,
      `born on ${birthDate} is under ${workingAge} on ${on}, or too long ago`,
    );
  return problems;
}

// Bộ luật Lao động 2019, article 3: fifteen.
const workingAge = 15;

function yearsBefore(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
}
