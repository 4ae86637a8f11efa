import { headingOf } from './columns.ts';
import { type BulkProblem, problemAt } from './problem.ts';

/** `meant`: who is called nearly so. */
export function unknownPerson(row: number, person: string, meant: string | undefined): BulkProblem {
  const vi = `không có ai là “${person}”${meant === undefined ? '' : `; có phải là ${meant}?`}`;
  const en = `there is nobody called “${person}”${meant === undefined ? '' : `; did you mean ${meant}?`}`;
  return problemAt(row, headingOf('who'), 'unknown-person', vi, en);
}
