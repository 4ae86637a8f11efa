import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { balancedLines } from './balanced-lines.ts';

const millimetre = 72 / 25.4;

/** A4, with the margins of NĐ 30/2020, Phụ lục I, I.3: 20 above and below, 30 on the left, 15 on the right. */
const margins = { top: 20 * millimetre, bottom: 20 * millimetre, left: 30 * millimetre, right: 15 * millimetre };

// Tinos has the widths of Times New Roman, which is not ours to give away, and every Vietnamese letter.
const fonts = {
  regular: import.meta.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  italic: import.meta.resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  boldItalic: import.meta.resolve('@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf'),
} as const;

export interface Face {
  readonly font: keyof typeof fonts;
  /** In points. */
  readonly size: number;
}

type TextOptions = PDFKit.Mixins.TextOptions;

/** Pages that are written from top to bottom, a new one when the last is full. */
export class Pages {
  readonly pdf: PDFKit.PDFDocument;
  readonly left = margins.left;
  readonly width: number;
  readonly #widths = new Map<string, number>();
  y = margins.top;

  constructor({ title, madeAt }: { readonly title: string; readonly madeAt: string }) {
    this.pdf = new PDFDocument({
      ...{ size: 'A4', margins, bufferPages: true, lang: 'vi-VN', displayTitle: true },
      info: { Title: title, CreationDate: new Date(madeAt), Creator: 'Công Thư', Producer: 'Công Thư' },
    });
    for (const [name, file] of Object.entries(fonts)) this.pdf.registerFont(name, fileURLToPath(file));
    this.width = this.pdf.page.width - margins.left - margins.right;
  }

  face({ font, size }: Face): this {
    this.pdf.font(font).fontSize(size);
    return this;
  }

  /** Writes in the middle of a place, in lines about equally long. Answers where it ends. */
  centred(text: string, face: Face, { x, y, width }: { readonly x: number; readonly y: number; readonly width: number }): number {
    const widthOf = (line: string) => this.widthOf(line, face);
    let below = y;
    for (const line of balancedLines(text, width, widthOf)) {
      this.putLine(line, face, x + (width - widthOf(line)) / 2, below);
      below += this.lineHeight(face);
    }
    return below;
  }

  /** Whether so much fits onto the page that is being written. */
  hasRoom(height: number): boolean {
    return this.y + height <= this.pdf.page.height - margins.bottom;
  }

  newPage(): void {
    this.pdf.addPage();
    this.y = margins.top;
  }

  /** Goes to a new page unless so much fits onto this one, or nothing stands on it yet. */
  need(height: number): void {
    if (!this.hasRoom(height) && this.y > margins.top) this.newPage();
  }

  heightOf(text: string, face: Face, options: TextOptions = {}): number {
    return this.face(face).pdf.heightOfString(text, { width: this.width, ...options });
  }

  /** How wide a text is on one line. Figures repeat: each is measured once. */
  widthOf(text: string, face: Face): number {
    const key = `${face.font} ${face.size} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width = this.face(face).pdf.widthOfString(text);
      this.#widths.set(key, width);
    }
    return width;
  }

  lineHeight(face: Face): number {
    return this.face(face).pdf.currentLineHeight(true);
  }

  /** Writes one line, which is known to fit. */
  putLine(text: string, face: Face, x: number, y: number): void {
    if (text !== '') this.face(face).pdf.text(text, x, y, { lineBreak: false });
  }

  /** Writes at a place of this page; where it ends does not move `y`. */
  put(
    text: string,
    face: Face,
    place: { readonly x: number; readonly y: number; readonly width: number },
    options: TextOptions = {},
  ): void {
    this.face(face).pdf.text(text, place.x, place.y, { width: place.width, ...options });
  }

  /** From left to right. */
  line(x: number, y: number, length: number, thickness = 0.7): void {
    this.pdf
      .lineWidth(thickness)
      .moveTo(x, y)
      .lineTo(x + length, y)
      .stroke();
  }

  /** Numbers pages from the second on, in the middle of the upper margin (NĐ 30/2020, Phụ lục I, I.4). */
  numberPages(face: Face): void {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = 1; page < count; page++) {
      this.pdf.switchToPage(start + page);
      this.put(String(page + 1), face, { x: this.left, y: 10 * millimetre, width: this.width }, { align: 'center' });
    }
  }

  /** The finished file. */
  octets(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    return new Promise((resolve, reject) => {
      this.pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.pdf.on('end', () => resolve(Buffer.concat(chunks)));
      this.pdf.on('error', reject);
      this.pdf.end();
    });
  }
}
