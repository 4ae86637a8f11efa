import type { Face, Pages } from './pages.ts';

/** What stands above the text of a paper. */
export interface Heading {
  readonly letterhead: {
    /** The body above; null: there is none. */
    readonly superior: string | null;
    readonly issuer: string;
  };
  /** `Số: 12/BC-STTTT` */
  readonly number: string;
  /** `Bắc Kạn, ngày 05 tháng 7 năm 2026` */
  readonly placeAndDate: string;
  readonly isDraft: boolean;
  /** `BÁO CÁO`, and what it is about. */
  readonly title: readonly [kind: string, subject: string];
}

const upper = (text: string) => text.toLocaleUpperCase('vi');

/** The country's name and motto, the bodies, number, place and date, and what the document is (NĐ 30/2020, Phụ lục I, II.1 to II.5). */
export function drawLetterhead(pages: Pages, { letterhead, number, placeAndDate, isDraft, title }: Heading): void {
  const half = pages.width * 0.42;
  const left = { x: pages.left, width: half };
  const right = { x: pages.left + half, width: pages.width - half };
  const top = pages.y;

  let y = top;
  if (letterhead.superior !== null) y = pages.centred(upper(letterhead.superior), { font: 'regular', size: 12 }, { ...left, y });
  y = pages.centred(upper(letterhead.issuer), { font: 'bold', size: 12 }, { ...left, y });
  const leftEnd = ruled(pages, left, y, half / 3);

  y = pages.centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { font: 'bold', size: 12 }, { ...right, y: top });
  const motto = 'Độc lập - Tự do - Hạnh phúc';
  const mottoFace: Face = { font: 'bold', size: 13 };
  y = pages.centred(motto, mottoFace, { ...right, y });
  const rightEnd = ruled(pages, right, y, pages.face(mottoFace).pdf.widthOfString(motto));

  y = Math.max(leftEnd, rightEnd) + 8;
  const numberEnd = pages.centred(number, { font: 'regular', size: 13 }, { ...left, y });
  const dateEnd = pages.centred(placeAndDate, { font: 'italic', size: 13 }, { ...right, y });
  const draftEnd = isDraft ? pages.centred('DỰ THẢO', { font: 'bold', size: 12 }, { ...left, y: numberEnd + 2 }) : numberEnd;

  pages.y = Math.max(draftEnd, dateEnd) + 18;
  drawTitle(pages, title);
}

function drawTitle(pages: Pages, [kind, subject]: Heading['title']): void {
  const whole = { x: pages.left, width: pages.width };
  const kindEnd = pages.centred(upper(kind), { font: 'bold', size: 14 }, { ...whole, y: pages.y });
  const inset = pages.width * 0.08;
  const end = pages.centred(subject, { font: 'bold', size: 14 }, { x: pages.left + inset, width: pages.width - 2 * inset, y: kindEnd + 2 });
  pages.y = ruled(pages, whole, end, pages.width / 4) + 14;
}

/** A line below what ends at `y`, in the middle. Answers where it ends. */
function ruled(pages: Pages, { x, width }: { readonly x: number; readonly width: number }, y: number, length: number): number {
  const middle = x + width / 2;
  pages.line(middle - length / 2, y + 2.5, length);
  return y + 4;
}
