/** What is wrong with a file somebody wrote, and where (REQ-ACC-10). */
export interface FileProblem {
  readonly file: string;
  /** Line of the file, the first is 1; null when it is about the file as a whole. */
  readonly row: number | null;
  /** Column of a CSV file, key of a YAML file. */
  readonly column: string | null;
  readonly message: string;
}

export function formatFileProblem(problem: FileProblem): string {
  const row = problem.row === null ? '' : `, row ${problem.row}`;
  const column = problem.column === null ? '' : `, ${problem.column}`;
  return `${problem.file}${row}${column}: ${problem.message}`;
}
