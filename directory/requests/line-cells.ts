import { cellDay, cellText } from '#directory/bulk/read-cell.ts';
import { valueOfWord } from '#directory/bulk/row-acts.ts';
import type { TableRow } from '#directory/bulk/table.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import { type FileColumn, headingOf } from './line-columns.ts';
import { dayColumns, lineWords } from './line-words.ts';

type Places = ReadonlyMap<FileColumn, { readonly place: number; readonly heading: string }>;
interface Problem extends InBoth {
  readonly row: number | null;
  readonly column: string | null;
}

/** The cells of one row of a list; what is wrong with any is noted, once a column. */
export class LineCells {
  readonly #row: TableRow;
  readonly #places: Places;
  readonly #problems: Problem[];
  readonly #faulty = new Set<FileColumn>();

  constructor(row: TableRow, places: Places, problems: Problem[]) {
    this.#row = row;
    this.#places = places;
    this.#problems = problems;
  }

  get isFaulty(): boolean {
    return this.#faulty.size > 0;
  }

  isBlank(): boolean {
    return [...this.#places.values()].every(({ place }) => (this.#row.cells[place] ?? null) === null);
  }

  note(column: FileColumn, vi: string, en: string): void {
    if (this.#faulty.has(column)) return;
    this.#faulty.add(column);
    this.#problems.push({ row: this.#row.number, column: this.#places.get(column)?.heading ?? headingOf(column), vi, en });
  }

  /** What the row asks for, by the members of a line. A row that does not say what is asked is somebody new, as in tables of people. */
  asked(): Readonly<Record<string, unknown>> {
    const { above, familyMiddle, given, ...said } = Object.fromEntries(
      [...this.#places.keys()].flatMap((column) => {
        const value = this.#valueOf(column);
        return value === undefined || value === '' ? [] : [[column, value]];
      }),
    ) as Partial<Record<FileColumn, unknown>>;
    const name = said.name ?? ([familyMiddle, given].filter((part) => part !== undefined).join(' ') || undefined);
    const unit = above === undefined || said.unit === undefined ? said.unit : `${said.unit} < ${above}`;
    return withoutNothing({ ...said, do: said.do ?? 'recruit', unit, ...namesIn(said.do, name, said.person) });
  }

  #valueOf(column: FileColumn): unknown {
    const cell = this.#row.cells[this.#places.get(column)?.place ?? -1] ?? null;
    if (dayColumns.has(column)) return this.#read(column, cellDay(cell)) ?? undefined;
    const text = this.#read(column, cellText(cell));
    if (text === undefined || text === '' || !(column in lineWords)) return text;
    const words: readonly Word[] = lineWords[column as keyof typeof lineWords];
    const found = valueOfWord(words, text);
    if ('value' in found) return found.value;
    const meant = found.meant === undefined ? ['', ''] : [`; có phải là “${found.meant}”?`, `; did you mean “${found.meant}”?`];
    const known = words.map(({ vi }) => vi).join(', ');
    this.note(column, `Không rõ “${text}”${meant[0]} (${known})`, `“${text}” is not known${meant[1]} (${known})`);
    return text;
  }

  #read<T>(column: FileColumn, read: Result<T, InBoth>): T | undefined {
    if (read.ok) return read.value;
    this.note(column, read.refusal.vi, read.refusal.en);
    return undefined;
  }
}

interface Word {
  readonly value: unknown;
  readonly vi: string;
  readonly also: readonly string[];
}

/** Whose name it is: of somebody new, the new one, or what somebody is called who is named by address too. */
function namesIn(event: unknown, name: unknown, person: unknown): Readonly<Record<string, unknown>> {
  if (event === undefined || event === 'recruit' || event === 'rename') return { name, person };
  return person === undefined ? { name: undefined, person: name } : { name: undefined, person, called: name };
}

function withoutNothing(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
