import type { DocumentTable } from './document-table.ts';
import { drawTable } from './draw-table.ts';
import type { Face, Pages } from './pages.ts';

export const body: Face = { font: 'regular', size: 13 };
export const bodyOptions = { align: 'justify', indent: 28, lineGap: 1.5 } as const;
export const paragraphGap = 6;

interface PaperSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly table: DocumentTable | null;
}

/** A heading that is not left alone, paragraphs, and a table over the whole width where there is one. */
export function drawSection(pages: Pages, { heading, paragraphs, table }: PaperSection): void {
  const face: Face = { font: 'bold', size: 13 };
  const firstLine = pages.heightOf(paragraphs[0] ?? '', body, bodyOptions);
  pages.need(pages.heightOf(heading, face) + paragraphGap + firstLine);
  pages.y += 4;
  pages.put(heading, face, { x: pages.left, y: pages.y, width: pages.width }, { indent: bodyOptions.indent });
  pages.y += pages.heightOf(heading, face) + paragraphGap;
  for (const paragraph of paragraphs) drawParagraph(pages, paragraph);
  if (table === null) return;
  pages.y += 2;
  drawTable(pages, table);
  pages.y += 10;
}

export function drawParagraph(pages: Pages, text: string): void {
  const height = pages.heightOf(text, body, bodyOptions);
  pages.need(height);
  pages.put(text, body, { x: pages.left, y: pages.y, width: pages.width }, bodyOptions);
  pages.y += height + paragraphGap;
}
