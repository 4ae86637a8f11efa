import type { DocumentColumn, DocumentRow } from '#directory/official-papers/document-table.ts';
import type { WrittenCell, WrittenColumn, WrittenSheet } from '#io/spreadsheet/workbook.ts';
import { figureWords, type SectionName, sectionNames } from '../figures.ts';
import type { ReportFigures } from '../report-figures.ts';
import type { DocumentSection, ReportDocument } from './document.ts';

/** The report as sheets of a workbook: the sums, then a sheet for each section. Numbers are numbers, to reckon on with. */
export function reportSheets(document: ReportDocument, figures: ReportFigures): readonly WrittenSheet[] {
  return [sums(document, figures), ...document.sections.map((section) => sheetOf(document, section))];
}

const groups: Readonly<Record<SectionName, string>> = {
  accounts: 'Tài khoản',
  mail: 'Thư gửi, nhận',
  fill: 'Dung lượng hộp thư',
  duties: 'Chế độ đọc thư',
  requests: 'Đề nghị',
};

function sums(document: ReportDocument, { total }: ReportFigures): WrittenSheet {
  const rows = sectionNames.flatMap((section): WrittenCell[][] => {
    const figures = total[section] as Readonly<Record<string, number>> | undefined;
    if (figures === undefined) return [];
    const words: Readonly<Record<string, { readonly vi: string; readonly unit?: string }>> = figureWords[section];
    return Object.entries(words).map(([name, { vi, unit }]) => [
      groups[section],
      unit === 'octets' ? `${vi} (byte)` : vi,
      figures[name] ?? 0,
    ]);
  });
  return {
    name: 'Tổng hợp',
    above: [...heading(document), document.opening],
    columns: [
      { heading: 'Nhóm', width: 22 },
      { heading: 'Chỉ tiêu', width: 44 },
      { heading: 'Số liệu', width: 18, format: 'integer' },
    ],
    rows,
  };
}

/** As people write it, who will search and copy in a sheet. */
const plain = (line: string) => line.replaceAll('\u00a0', ' ');

function heading({ letterhead, number, placeAndDate, isDraft, title }: ReportDocument): readonly string[] {
  const numbered = `${number}${isDraft ? ' (dự thảo)' : ''}, ${placeAndDate}`;
  return [letterhead.superior, letterhead.issuer, numbered, ...title].flatMap((line) => line ?? []).map(plain);
}

function sheetOf(document: ReportDocument, { name, heading: text, paragraphs, table }: DocumentSection): WrittenSheet {
  return {
    name,
    above: [document.title[1], text, ...paragraphs].map(plain),
    columns: table?.columns.map(columnOf) ?? [],
    rows: table?.rows.map(({ cells, level }) => cells.map((cell, index) => cellOf(cell, index, level))) ?? [],
  };
}

function columnOf({ heading: text, weight, format }: DocumentColumn): WrittenColumn {
  if (format === 'text') return { heading: text, width: weight };
  if (format === 'center') return { heading: text, width: Math.max(weight, 8), format: 'text' };
  const formats = { number: 'integer', octets: 'integer', percent: 'percent' } as const;
  return { heading: format === 'octets' ? `${text} (byte)` : text, width: weight + 4, format: formats[format] };
}

/** A unit's name is indented by how deep it stands. */
const cellOf = (cell: DocumentRow['cells'][number], index: number, level: number): WrittenCell =>
  index === 1 && typeof cell === 'string' ? `${'    '.repeat(level)}${cell}` : cell;
