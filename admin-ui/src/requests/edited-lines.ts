import type { Problem, RequestInFull } from '../api/api-contract.ts';
import { fieldsOf, type LineColumn, type LineFields, lineOf, type RequestLine } from './line-fields.ts';

/** A line while it is written. `number`: of the line there is already. */
export interface EditedLine {
  readonly key: string;
  readonly number: number | null;
  readonly fields: LineFields;
  readonly isStruck: boolean;
}

/** What is wrong with a line, or worth knowing; column null: about the line as a whole. */
export interface LineRemark {
  readonly key: string;
  readonly column: LineColumn | null;
  readonly text: string;
}

export const newLine = (fields: LineFields): EditedLine => ({ key: crypto.randomUUID(), number: null, fields, isStruck: false });

type KeptLine = RequestInFull['lines'][number];
export const editedLines = (lines: readonly KeptLine[]): readonly EditedLine[] =>
  lines.map(({ number, asked, state }) => ({
    key: `line-${number}`,
    number,
    fields: fieldsOf(asked as RequestLine),
    isStruck: state === 'struck',
  }));

export type LineChange =
  | { readonly do: 'set'; readonly number: number; readonly line: RequestLine }
  | { readonly do: 'strike'; readonly number: number }
  | { readonly do: 'add'; readonly line: RequestLine };

/** Only what somebody changed: what others changed meanwhile stays as they left it. */
export function changesOf(before: readonly EditedLine[], after: readonly EditedLine[]): readonly LineChange[] {
  const old = new Map(before.map((line) => [line.key, line]));
  return after.flatMap(({ key, number, fields, isStruck }): LineChange[] => {
    if (number === null) return isStruck ? [] : [{ do: 'add', line: lineOf(fields) }];
    const was = old.get(key);
    if (isStruck) return was?.isStruck === true ? [] : [{ do: 'strike', number }];
    const isSame = was !== undefined && !was.isStruck && JSON.stringify(lineOf(was.fields)) === JSON.stringify(lineOf(fields));
    return isSame ? [] : [{ do: 'set', number, line: lineOf(fields) }];
  });
}

/** Where a refusal points: `/lines/3/unit` is the fourth line's unit. Null: elsewhere. */
export function placeOf(at: string | undefined): { readonly line: number; readonly column: string | null } | null {
  const [, index, column] = /^\/(?:lines|changes)\/(\d+)(?:\/(?:line\/)?([A-Za-z]+))?/.exec(at ?? '') ?? [];
  return index === undefined ? null : { line: Number(index) + 1, column: column === undefined || column === 'line' ? null : column };
}

/** What of a refusal is about lines, at the lines it is about; `lineAt` says which line is meant by a number. */
export function remarksOf(problem: Problem, lineAt: (line: number) => EditedLine | undefined): readonly LineRemark[] {
  return (problem.problems ?? []).flatMap(({ at, detail }) => {
    const place = placeOf(at);
    const line = place === null ? undefined : lineAt(place.line);
    return line === undefined ? [] : [{ key: line.key, column: (place?.column ?? null) as LineColumn | null, text: detail }];
  });
}
