import PDFDocument from 'pdfkit';
import type { Content, Rich } from '../content/content.ts';
import { type Face, type Faces, type Fonts, facesOf } from './fonts.ts';
import { type Line, lines } from './lines.ts';
import { glyphOrder, leftToRight } from './order.ts';
import { type Piece, type Setting, settingOf } from './setting.ts';

export type Doc = PDFKit.PDFDocument;

/** The internal method that `doc.text` writes with. */
type Writer = { _fragment(text: string, x: number, y: number, options: Readonly<Record<string, unknown>>): void };

/** Points. The left margin is wider for binding. */
export const MARGIN = { top: 24, right: 26, bottom: 28, left: 34 } as const;

const PAPERS = {
  A5: { size: 'A5', layout: 'portrait' },
  'A4-landscape': { size: 'A4', layout: 'landscape' },
} as const;

export type Placed = { readonly x: number; readonly y: number; readonly width: number };
export type Align = 'left' | 'center';

/** Page layout: pages, a vertical cursor, and text set in lines. Sizes in points. */
export class Sheet {
  readonly doc: Doc;
  /** Vertical position of the next element. */
  y: number = MARGIN.top;
  /** Whether a character missing from all fonts was printed as its code point. */
  lacksCharacters = false;
  readonly #faces: Faces;
  readonly #registered = new Set<string>();
  #newPage: () => void = () => undefined;

  constructor(paper: Content['paper'], fonts: Fonts, info: { readonly title: string; readonly at: string }) {
    this.#faces = facesOf(fonts);
    this.doc = new PDFDocument({
      ...PAPERS[paper],
      margin: 0,
      bufferPages: true,
      compress: false,
      pdfVersion: '1.7',
      lang: 'vi-VN',
      displayTitle: true,
      // Otherwise pdfkit would read its default font from a file.
      font: '',
      info: { Title: info.title, Creator: 'Một Cửa', Producer: 'Một Cửa', CreationDate: new Date(info.at) },
    });
  }

  get width(): number {
    return this.doc.page.width - MARGIN.left - MARGIN.right;
  }

  get bottom(): number {
    return this.doc.page.height - MARGIN.bottom;
  }

  /** Header drawn on each further page. */
  onNewPage(draw: () => void): void {
    this.#newPage = draw;
  }

  newPage(): void {
    this.doc.addPage();
    this.y = MARGIN.top;
    this.#newPage();
  }

  /** Starts a new page unless `height` points are left on this one. */
  need(height: number): void {
    if (this.y + height > this.bottom) this.newPage();
  }

  lines(text: Rich, width: number, size: number): readonly Line[] {
    return lines(this.#setting(text), width, size);
  }

  /**
   * Draws one line; `y` is the top of its leading. Pieces are written in logical order, each at its own position, because text
   * extraction follows the order of writing.
   */
  line(line: Line, at: Placed, size: number, align: Align = 'left'): void {
    const places = new Map<Piece, number>();
    let x = align === 'center' ? at.x + (at.width - line.width) / 2 : at.x;
    for (const piece of leftToRight(line.pieces)) {
      places.set(piece, x);
      x += piece.width;
    }
    const baseline = at.y + size * 0.98;
    for (const piece of line.pieces) {
      this.#write(glyphOrder(piece), piece, size, { x: places.get(piece) ?? at.x, y: baseline });
    }
  }

  /** Like {@link lines}, with lines of roughly equal length: for centred text. */
  balanced(text: Rich, width: number, size: number): readonly Line[] {
    const setting = this.#setting(text);
    const widest = lines(setting, width, size);
    let low = width / widest.length / 2;
    let high = width;
    while (widest.length > 1 && high - low > 2) {
      const middle = (low + high) / 2;
      if (lines(setting, middle, size).length > widest.length) low = middle;
      else high = middle;
    }
    return widest.length > 1 ? lines(setting, high, size) : widest;
  }

  /** Draws a text at a fixed position; returns its height. */
  text(text: Rich, at: Placed, size: number, align: Align = 'left'): number {
    const set = align === 'center' ? this.balanced(text, at.width, size) : this.lines(text, at.width, size);
    for (const [index, line] of set.entries()) {
      this.line(line, { ...at, y: at.y + index * leading(size) }, size, align);
    }
    return set.length * leading(size);
  }

  rule(x: number, y: number, width: number, thickness = 0.6): void {
    this.doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(thickness)
      .stroke();
  }

  /** Writes a line like `doc.text`, without measuring again. */
  #write(
    text: string,
    { face, width }: Piece,
    size: number,
    { x, y }: { readonly x: number; readonly y: number },
  ): void {
    const writer = this.#select(face, size) as unknown as Writer;
    // No font features are needed; the empty list makes pdfkit lay out the whole text instead of word by word.
    writer._fragment(text, x, y, { baseline: 'alphabetic', textWidth: width, wordCount: 0, features: [] });
  }

  #setting(text: Rich): Setting {
    const setting = settingOf(text, this.#faces);
    if (setting.lacking) this.lacksCharacters = true;
    return setting;
  }

  #select(face: Face, size: number): Doc {
    if (!this.#registered.has(face.name)) {
      // pdfkit takes opened fonts since 0.20; its type declarations do not say so yet.
      this.doc.registerFont(face.name, face.font.forDocuments as unknown as Uint8Array);
      this.#registered.add(face.name);
    }
    return this.doc.font(face.name).fontSize(size);
  }
}

/** Line spacing. Vietnamese capitals can carry two stacked marks. */
export function leading(size: number): number {
  return size * 1.22;
}
