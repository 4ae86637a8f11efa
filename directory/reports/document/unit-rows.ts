import type { DocumentColumn, DocumentRow, DocumentTable } from '#directory/official-papers/document-table.ts';
import { shortDay } from '#directory/official-papers/vietnamese-text.ts';
import type { SectionFigures, SectionName } from '../figures.ts';
import type { ReportFigures } from '../report-figures.ts';

/** A column of figures in a table of units. */
export interface FigureColumn<Name extends SectionName> extends Omit<DocumentColumn, 'format'> {
  readonly format: 'number' | 'octets' | 'percent';
  readonly of: (figures: SectionFigures<Name>) => number | null;
}

/**
 * A row a unit with all that is below it, and where it has something of its own beside that, a row of that; the total at the end. So the rows of each
 * level come to what stands above them. Levels deeper than `levels` are in what is above; units that have nothing in the section have no row.
 */
export function unitTable<Name extends SectionName>(
  figures: ReportFigures,
  section: Name,
  columns: readonly FigureColumn<Name>[],
  levels: number,
): DocumentTable {
  const cellsOf = (of: SectionFigures<Name>) => columns.map((column) => column.of(of));
  // The one unit that it is all about is not counted among those below it.
  const top = figures.units.filter(({ level, id }) => level === 0 && id !== 0).length === 1 ? 1 : 0;
  const numbers = new Numbers();
  const rows: DocumentRow[] = [];
  const shown = figures.units.filter(({ level, all }) => level <= levels && all[section] !== undefined);
  for (const [index, { id, level, name, endedOn, own, all }] of shown.entries()) {
    const hasBelow = (shown[index + 1]?.level ?? 0) > level;
    const title = endedOn === null ? name : `${name} (đến ${shortDay(endedOn)})`;
    const depth = Math.max(level - top, 0);
    const number = id === 0 || level < top ? '' : numbers.next(depth);
    rows.push({ cells: [number, title, ...cellsOf(sectionOf(all, section)!)], level: depth, style: hasBelow ? 'strong' : 'plain' });
    const alone = sectionOf(own, section);
    if (hasBelow && alone !== undefined && Object.values(alone).some((value) => value !== 0))
      rows.push({ cells: ['', 'Riêng đơn vị', ...cellsOf(alone)], level: depth + (level < top ? 0 : 1), style: 'aside' });
  }
  rows.push({ cells: ['', 'Tổng cộng', ...cellsOf(sectionOf(figures.total, section)!)], level: 0, style: 'total' });
  return {
    columns: [
      { heading: 'TT', weight: 11, format: 'center' },
      { heading: 'Đơn vị', weight: 46, format: 'text' },
      ...columns.map(({ heading, weight, format }) => ({ heading, weight, format })),
    ],
    rows,
  };
}

const sectionOf = <Name extends SectionName>(figures: Partial<Record<SectionName, unknown>>, section: Name) =>
  figures[section] as SectionFigures<Name> | undefined;

/** `1`, `1.1`, `1.2`, `2`: levels begin at the top of the report. */
class Numbers {
  #counts: number[] = [];

  next(level: number): string {
    this.#counts = this.#counts.slice(0, level + 1);
    this.#counts[level] = (this.#counts[level] ?? 0) + 1;
    return this.#counts.join('.');
  }
}

/** A part of something; null where there is nothing. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const count = <Name extends SectionName>(heading: string, weight: number, of: FigureColumn<Name>['of']): FigureColumn<Name> => ({
  ...{ heading, weight, of, format: 'number' },
});

export const percent = <Name extends SectionName>(heading: string, weight: number, of: FigureColumn<Name>['of']): FigureColumn<Name> => ({
  ...{ heading, weight, of, format: 'percent' },
});
