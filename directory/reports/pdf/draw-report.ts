import type { DocumentSection, Letterhead, ReportDocument } from '../document/document.ts';
import { drawLetterhead } from './draw-letterhead.ts';
import { drawTable } from './draw-table.ts';
import { type Face, Pages } from './page.ts';

const body: Face = { font: 'regular', size: 13 };
const bodyOptions = { align: 'justify', indent: 28, lineGap: 1.5 } as const;
const paragraphGap = 6;

/** The report on pages, as offices write them (NĐ 30/2020, Phụ lục I). */
export function drawReport(document: ReportDocument): Promise<Buffer> {
  const pages = new Pages({ title: document.title.join(' – '), madeAt: document.madeAt });
  drawLetterhead(pages, document);
  drawParagraph(pages, document.opening);
  for (const section of document.sections) drawSection(pages, section);
  drawFoot(pages, document.letterhead);
  pages.numberPages({ font: 'regular', size: 13 });
  return pages.octets();
}

function drawSection(pages: Pages, { heading, paragraphs, table }: DocumentSection): void {
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

function drawParagraph(pages: Pages, text: string): void {
  const height = pages.heightOf(text, body, bodyOptions);
  pages.need(height);
  pages.put(text, body, { x: pages.left, y: pages.y, width: pages.width }, bodyOptions);
  pages.y += height + paragraphGap;
}

/** On the left who gets it, on the right who signs (NĐ 30/2020, Phụ lục I, II.7 and II.9): never torn apart. */
function drawFoot(pages: Pages, { recipients, signerTitle, signer }: Letterhead): void {
  const half = pages.width / 2;
  const label: Face = { font: 'boldItalic', size: 12 };
  const item: Face = { font: 'regular', size: 11 };
  const items = [...recipients, 'Lưu: VT'].map((text, index, all) => `- ${text}${index === all.length - 1 ? '.' : ';'}`);
  const titles = signerTitle.split(' / ').map((line) => line.toLocaleUpperCase('vi'));
  const strong: Face = { font: 'bold', size: 13 };
  const titleHeight = titles.reduce((sum, line) => sum + pages.heightOf(line, strong, { width: half }), 0);
  const roomToSign = 76;
  const itemsHeight = items.reduce((sum, text) => sum + pages.heightOf(text, item, { width: half }), pages.heightOf('Nơi nhận:', label));
  pages.need(Math.max(itemsHeight, titleHeight + roomToSign + 20) + 12);
  pages.y += 12;
  let { y } = pages;
  pages.put('Nơi nhận:', label, { x: pages.left, y, width: half });
  y += pages.heightOf('Nơi nhận:', label);
  for (const text of items) {
    pages.put(text, item, { x: pages.left, y, width: half });
    y += pages.heightOf(text, item, { width: half });
  }
  const right = { x: pages.left + half, width: half };
  let below = pages.y;
  for (const line of titles) below = pages.centred(line, strong, { ...right, y: below });
  if (signer !== null) pages.centred(signer, strong, { ...right, y: below + roomToSign });
}
