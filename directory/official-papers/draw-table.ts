import type { DocumentColumn, DocumentRow, DocumentTable } from './document-table.ts';
import type { Face, Pages } from './pages.ts';
import { numberText, octetsText, percentText } from './vietnamese-text.ts';

const padding = { x: 3, y: 2.5 };
const indent = 9;
/**
 * Letters, columns of figures and what is left for names (the widest text), in points: from what is best to read to what has most room. Figures of a whole province are
 * long, and never broken in two.
 */
const attempts = [
  { size: 10.5, column: 46, name: 140 },
  { size: 10.5, column: 38, name: 125 },
  ...[10.5, 10, 9.5, 9, 8.5, 8].map((size) => ({ size, column: 31, name: 115 })),
];

const faceOf = (style: DocumentRow['style'], size: number): Face => ({
  font: style === 'aside' ? 'italic' : style === 'plain' ? 'regular' : 'bold',
  size,
});

interface Cell {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right' | 'center';
  /** Its column is as wide as it needs. */
  readonly isOneLine: boolean;
}

/** A table over the whole width; where it goes on to another page its headings stand there again. */
export function drawTable(pages: Pages, table: DocumentTable): void {
  const { size, edges } = layoutOf(pages, table);
  const { columns, rows } = table;
  const heading: Face = { font: 'bold', size: size - 0.5 };
  const headings = columns.map(({ heading: text }, index): Cell => ({ text, ...inside(edges, index), align: 'center', isOneLine: false }));
  const headingHeight = heightOf(pages, headings, heading);
  const drawHeadings = () => drawRow(pages, { cells: headings, face: heading, edges, height: headingHeight, isShaded: true });
  // Headings are not left alone at the foot of a page.
  pages.need(headingHeight + 3 * (size + 2 * padding.y));
  drawHeadings();
  for (const row of rows) {
    const face = faceOf(row.style, size);
    const cells = row.cells.map((value, index) => cellOf(columns[index]!, value, inside(edges, index), index === 1 ? row.level : 0));
    const height = heightOf(pages, cells, face);
    if (!pages.hasRoom(height)) {
      pages.newPage();
      drawHeadings();
    }
    drawRow(pages, { cells, face, edges, height, isShaded: row.style === 'total' });
  }
}

interface Layout {
  readonly size: number;
  /** Where columns begin and the last ends. */
  readonly edges: readonly number[];
}

/** Figures get the width they need, texts share what is left; the largest letters with which that works. */
function layoutOf(pages: Pages, table: DocumentTable): Layout {
  const texts = table.columns.filter(({ format }) => format === 'text');
  const weights = texts.reduce((sum, { weight }) => sum + weight, 0);
  const widest = Math.max(...texts.map(({ weight }) => weight));
  for (const attempt of attempts) {
    const needed = table.columns.map((column, index) => (column.format === 'text' ? 0 : neededWidth(pages, table, index, attempt)));
    const left = pages.width - needed.reduce((sum, width) => sum + width, 0);
    if ((left * widest) / weights < attempt.name && attempt !== attempts.at(-1)) continue;
    const edges = [pages.left];
    for (const [index, { format, weight }] of table.columns.entries())
      edges.push(edges.at(-1)! + (format === 'text' ? (weight / weights) * left : needed[index]!));
    return { size: attempt.size, edges };
  }
  throw new Error('a table was laid out in no way');
}

function neededWidth(
  pages: Pages,
  { columns, rows }: DocumentTable,
  index: number,
  { size, column: least }: (typeof attempts)[number],
): number {
  const column = columns[index]!;
  // Bold is the widest.
  const bold: Face = { font: 'bold', size };
  const values = rows.map(({ cells }) => pages.widthOf(cellText(column, cells[index] ?? null), bold));
  const words = column.heading.split(' ').map((word) => pages.widthOf(word, bold));
  return Math.max(column.format === 'center' ? 0 : least, Math.max(...values, ...words) + 2 * padding.x + 1);
}

const inside = (edges: readonly number[], index: number) => ({
  x: edges[index]! + padding.x,
  width: edges[index + 1]! - edges[index]! - 2 * padding.x,
});

function cellOf(column: DocumentColumn, value: DocumentRow['cells'][number], place: Pick<Cell, 'x' | 'width'>, level: number): Cell {
  const text = cellText(column, value);
  if (column.format === 'text')
    return { text, x: place.x + level * indent, width: place.width - level * indent, align: 'left', isOneLine: false };
  return { text, ...place, align: column.format === 'center' ? 'center' : 'right', isOneLine: true };
}

function cellText({ format }: DocumentColumn, value: DocumentRow['cells'][number]): string {
  if (typeof value === 'string') return value;
  if (format === 'percent') return percentText(value);
  if (value === null) return '–';
  return format === 'octets' ? octetsText(value) : numberText(value);
}

function heightOf(pages: Pages, cells: readonly Cell[], face: Face): number {
  return Math.max(...cells.map((cell) => textHeight(pages, cell, face))) + 2 * padding.y;
}

function textHeight(pages: Pages, { text, width, align, isOneLine }: Cell, face: Face): number {
  return isOneLine || pages.widthOf(text, face) <= width ? pages.lineHeight(face) : pages.heightOf(text, face, { width, align });
}

interface DrawnRow extends Pick<Layout, 'edges'> {
  readonly cells: readonly Cell[];
  readonly face: Face;
  readonly height: number;
  readonly isShaded: boolean;
}

function drawRow(pages: Pages, { cells, face, edges, height, isShaded }: DrawnRow): void {
  const { pdf, y } = pages;
  const [first, last] = [edges[0]!, edges.at(-1)!];
  if (isShaded)
    pdf
      .rect(first, y, last - first, height)
      .fillColor('#eeeeee')
      .fill()
      .fillColor('black');
  pdf.lineWidth(0.5);
  for (const [index, edge] of edges.entries()) if (index < edges.length - 1) pdf.rect(edge, y, edges[index + 1]! - edge, height).stroke();
  for (const cell of cells) drawCell(pages, cell, face, y + (height - textHeight(pages, cell, face)) / 2);
  pages.y = y + height;
}

function drawCell(pages: Pages, { text, x, width, align, isOneLine }: Cell, face: Face, y: number): void {
  const own = pages.widthOf(text, face);
  if (!isOneLine && own > width) pages.put(text, face, { x, y, width }, { align });
  else pages.putLine(text, face, x + { left: 0, center: (width - own) / 2, right: width - own }[align], y);
}
