import { drawLetterhead } from '#directory/official-papers/draw-letterhead.ts';
import { body, bodyOptions, drawParagraph, drawSection, paragraphGap } from '#directory/official-papers/draw-text.ts';
import { type Face, Pages } from '#directory/official-papers/pages.ts';
import type { Minutes, Signer } from './minutes.ts';

const strong: Face = { font: 'bold', size: 13 };
const aside: Face = { font: 'italic', size: 12 };
const footGap = 12;
/** For a signature. */
const roomToSign = 70;
const bySignature = '(Ký, ghi rõ họ tên)';

/** The minutes on pages, as offices write them (NĐ 30/2020, Phụ lục I). */
export function drawMinutes(minutes: Minutes): Promise<Buffer> {
  const pages = new Pages({ title: minutes.title.join(' ').replaceAll('\u00a0', ' '), madeAt: minutes.madeAt });
  drawLetterhead(pages, minutes);
  for (const paragraph of minutes.opening) drawParagraph(pages, paragraph);
  for (const section of minutes.sections) drawSection(pages, section);
  const height = heightOfSigners(pages, minutes.signers);
  // No signature without a word of what is signed on its page.
  pages.need(pages.heightOf(minutes.closing, body, bodyOptions) + paragraphGap + footGap + height);
  drawParagraph(pages, minutes.closing);
  drawSigners(pages, minutes.signers);
  pages.numberPages({ font: 'regular', size: 13 });
  return pages.octets();
}

function heightOfSigners(pages: Pages, signers: readonly Signer[]): number {
  const width = pages.width / signers.length;
  const of = (text: string) => pages.heightOf(text, strong, { width });
  return (
    Math.max(...signers.map(({ as }) => of(upper(as)))) +
    pages.lineHeight(aside) +
    roomToSign +
    Math.max(...signers.map(({ name }) => of(name === '' ? ' ' : name)))
  );
}

/** Beside each other, never torn apart. */
function drawSigners(pages: Pages, signers: readonly Signer[]): void {
  const width = pages.width / signers.length;
  const top = pages.y + footGap;
  const places = signers.map((signer, index) => ({ signer, x: pages.left + index * width }));
  const under = Math.max(...places.map(({ signer, x }) => pages.centred(upper(signer.as), strong, { x, y: top, width })));
  for (const { signer, x } of places) {
    pages.centred(bySignature, aside, { x, y: under, width });
    pages.centred(signer.name, strong, { x, y: under + pages.lineHeight(aside) + roomToSign, width });
  }
}

const upper = (text: string) => text.toLocaleUpperCase('vi');
