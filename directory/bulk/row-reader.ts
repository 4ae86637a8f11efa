import type { Cell } from '#io/spreadsheet/spreadsheet.ts';
import { type ColumnKey, headingOf } from './columns.ts';
import type { RecruitDates } from './dates-of-recruit.ts';
import { legacyFontOf, type TableEncoding } from './decode-text.ts';
import { fromLegacyFont } from './legacy-fonts.ts';
import { type BulkProblem, problemAt } from './problem.ts';
import { cellDay, cellText } from './read-cell.ts';
import { valueOfWord } from './row-acts.ts';

interface RowToRead {
  readonly number: number;
  readonly cells: readonly Cell[];
  readonly places: ReadonlyMap<ColumnKey, { readonly place: number; readonly heading: string }>;
  readonly encoding: TableEncoding | null;
  readonly isSaid: boolean;
}

/** The cells of one row by their columns; what is wrong with any is noted. */
export class RowReader {
  readonly number: number;
  readonly encoding: TableEncoding | null;
  /** What the row names and says that is looked up even if the rest of it is wrong, once that was read. */
  readonly read: { unit: string | undefined; person: string | undefined; dates: RecruitDates } = {
    ...{ unit: undefined, person: undefined },
    dates: { birthDate: null, until: null },
  };
  readonly #row: RowToRead;
  readonly #problems: BulkProblem[];

  constructor(row: RowToRead, problems: BulkProblem[]) {
    this.number = row.number;
    this.encoding = row.encoding;
    this.#row = row;
    this.#problems = problems;
  }

  note(key: ColumnKey, what: string, vi: string, en: string): void {
    this.#problems.push(problemAt(this.number, this.#row.places.get(key)?.heading ?? headingOf(key), what, vi, en));
  }

  /** `''`: nothing; undefined: what stands there is no text, and is noted. */
  text(key: ColumnKey): string | undefined {
    const read = cellText(this.#cell(key));
    if (!read.ok) {
      this.note(key, 'bad-text', read.refusal.vi, read.refusal.en);
      return undefined;
    }
    const font = this.#row.isSaid ? null : legacyFontOf(read.value);
    if (font === null) return read.value;
    const shown = fromLegacyFont(read.value, font);
    this.note(
      key,
      'old-font',
      `“${read.value}” gõ bằng phông ${font === 'vni' ? 'VNI' : 'TCVN3'}; có phải “${shown}”? hãy gõ lại bằng Unicode; nếu đúng như vậy thì dùng --encoding utf-8`,
      `“${read.value}” is typed in the font ${font === 'vni' ? 'VNI' : 'TCVN3'}; did you mean “${shown}”? Type it in Unicode; if it is right as it stands, --encoding utf-8 says so`,
    );
    return undefined;
  }

  /** As `text`, where something must stand. */
  needed(key: ColumnKey, forWhat: string): string | undefined {
    const text = this.text(key);
    if (text !== '') return text;
    this.note(key, 'missing', `thiếu ${headingOf(key)}: cần cho việc ${forWhat}`, `${headingOf(key)} is missing, which ${forWhat} needs`);
    return undefined;
  }

  /** null: nothing; undefined: no day, noted. */
  day(key: ColumnKey): string | null | undefined {
    const read = cellDay(this.#cell(key));
    if (read.ok) return read.value;
    this.note(key, 'bad-day', read.refusal.vi, read.refusal.en);
    return undefined;
  }

  /** `otherwise`: where nothing stands; undefined: no such word, noted. */
  word<Value, Otherwise>(
    key: ColumnKey,
    words: Parameters<typeof valueOfWord<Value>>[0],
    otherwise: Otherwise,
  ): Value | Otherwise | undefined {
    const text = this.text(key);
    if (text === undefined || text === '') return text === '' ? otherwise : undefined;
    const found = valueOfWord(words, text);
    if ('value' in found) return found.value;
    const known = words.map(({ vi }) => vi).join(', ');
    const { meant } = found;
    this.note(
      key,
      'unknown-word',
      `không rõ “${text}”${meant === undefined ? '' : `; có phải là “${meant}”?`} (${known})`,
      `“${text}” is not known${meant === undefined ? '' : `; did you mean “${meant}”?`} (${known})`,
    );
    return undefined;
  }

  #cell(key: ColumnKey): Cell {
    const found = this.#row.places.get(key);
    return found === undefined ? null : (this.#row.cells[found.place] ?? null);
  }
}
