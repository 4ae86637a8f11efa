import type { DocumentTable } from '#directory/official-papers/document-table.ts';
import { numberText, octetsText, percentText } from '#directory/official-papers/vietnamese-text.ts';
import type { ReportDocument } from '#directory/reports/document/document.ts';
import type { ListedReport } from '#directory/reports/report-sql.ts';

/** What a report says, for a terminal. It is written for offices, in Vietnamese. */
export function reportText({ title, opening, sections }: ReportDocument): string {
  const parts = sections.flatMap(({ heading, paragraphs, table }) => [
    heading,
    ...paragraphs,
    ...(table === null ? [] : [tableText(table)]),
  ]);
  return [title[1], opening, ...parts].join('\n\n').replaceAll('\u00a0', ' ');
}

function tableText({ columns, rows }: DocumentTable): string {
  const cells = rows.map(({ cells: row, level }) =>
    row.map((cell, index) => {
      const text = typeof cell === 'string' ? cell : figureText(columns[index]!.format, cell);
      return index === 1 ? `${'  '.repeat(level)}${text}` : text;
    }),
  );
  const all = [columns.map(({ heading }) => heading), ...cells];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => row[index]!.length)));
  const isFigure = (index: number) => !['text', 'center'].includes(columns[index]!.format);
  return all
    .map((row) =>
      row
        .map((text, index) => (isFigure(index) ? text.padStart(widths[index]!) : text.padEnd(widths[index]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figureText(format: DocumentTable['columns'][number]['format'], value: number | null): string {
  if (format === 'percent') return percentText(value);
  if (value === null) return '–';
  return format === 'octets' ? octetsText(value) : numberText(value);
}

export function reportLine({ id, number, issuedOn, period, unit }: ListedReport): string {
  return `${String(id).padStart(5)}  ${number.padEnd(18)}  ${issuedOn}  ${period.padEnd(10)}  ${unit ?? 'toàn tỉnh / everything'}`;
}
