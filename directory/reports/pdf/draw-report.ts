import { drawLetterhead } from '#directory/official-papers/draw-letterhead.ts';
import { body, bodyOptions, drawParagraph, drawSection, paragraphGap } from '#directory/official-papers/draw-text.ts';
import { type Face, Pages } from '#directory/official-papers/pages.ts';
import type { Letterhead, ReportDocument } from '../document/document.ts';

const footGap = 10;
/** For a signature and a stamp. */
const roomToSign = 76;

/** The report on pages, as offices write it (NĐ 30/2020, Phụ lục I). */
export function drawReport(document: ReportDocument): Promise<Buffer> {
  const pages = new Pages({ title: document.title.join(' – ').replaceAll('\u00a0', ' '), madeAt: document.madeAt });
  drawLetterhead(pages, document);
  drawParagraph(pages, document.opening);
  for (const section of document.sections) drawSection(pages, section);
  const foot = footOf(pages, document.letterhead);
  // No signature without a word of what is signed on its page.
  pages.need(pages.heightOf(document.closing, body, bodyOptions) + paragraphGap + foot.height);
  drawParagraph(pages, document.closing);
  foot.draw();
  pages.numberPages({ font: 'regular', size: 13 });
  return pages.octets();
}

interface Foot {
  readonly height: number;
  draw(): void;
}

/** On the left who gets it, on the right who signs (NĐ 30/2020, Phụ lục I, II.7 and II.9): never torn apart. */
function footOf(pages: Pages, { recipients, signerTitle, signer }: Letterhead): Foot {
  const width = pages.width / 2;
  const [label, item, strong] = [
    { font: 'boldItalic', size: 12 },
    { font: 'regular', size: 11 },
    { font: 'bold', size: 13 },
  ] as const;
  const items = [...recipients, 'Lưu: VT'].map((text, index, all) => `- ${text}${index === all.length - 1 ? '.' : ';'}`);
  const titles = signerTitle.split(' / ').map((line) => line.toLocaleUpperCase('vi'));
  const heightOf = (lines: readonly string[], face: Face) => lines.reduce((sum, line) => sum + pages.heightOf(line, face, { width }), 0);
  const left = heightOf(['Nơi nhận:'], label) + heightOf(items, item);
  const right = heightOf(titles, strong) + roomToSign + heightOf([signer ?? ''], strong);
  const drawLeft = (top: number) => {
    pages.put('Nơi nhận:', label, { x: pages.left, y: top, width });
    let y = top + heightOf(['Nơi nhận:'], label);
    for (const text of items) {
      pages.put(text, item, { x: pages.left, y, width });
      y += heightOf([text], item);
    }
  };
  const drawRight = (top: number) => {
    const x = pages.left + width;
    let y = top;
    for (const line of titles) y = pages.centred(line, strong, { x, y, width });
    if (signer !== null) pages.centred(signer, strong, { x, y: y + roomToSign, width });
  };
  return {
    height: footGap + Math.max(left, right),
    draw() {
      const top = pages.y + footGap;
      drawLeft(top);
      drawRight(top);
    },
  };
}
