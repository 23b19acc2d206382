import { create, type Font } from 'fontkit';
import { FontFile } from './font-file.ts';
import { Remembered } from './remembered.ts';
import { Subset } from './subset.ts';

/** Glyph data that pdfkit needs; the advance in font units. */
type Glyph = { readonly id: number; readonly codePoints: readonly number[]; readonly advanceWidth: number };

/** In font units. pdfkit scales the object in place. */
type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number };

type Shaped = {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly Readonly<Position>[];
  /** In thousandths of the font size. */
  readonly width: number;
};

/** Word cache limit in characters, about 3,000 words: the usual texts of forms, names of people and places. */
const CHARACTERS = 16_000;

/** A font parsed once, with shaped words and glyphs cached across documents. */
export class KeptFont {
  /** The object that pdfkit draws with and embeds. */
  readonly forDocuments: Font;
  readonly #font: Font;
  readonly #words = new Remembered<Shaped>(CHARACTERS);

  constructor(bytes: Uint8Array) {
    this.#font = read(bytes);
    const file = new FontFile(bytes);
    this.forDocuments = Object.create(this.#font, {
      layout: { value: (text: string) => this.#run(text) },
      createSubset: { value: () => new Subset(file) },
    }) as Font;
  }

  covers(char: string): boolean {
    return this.#font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0);
  }

  /** In thousandths of the font size, as pdfkit draws it. */
  width(text: string): number {
    return wordsOf(text).reduce((sum, word) => sum + this.#shaped(word).width, 0);
  }

  /** Copies, because pdfkit scales positions in place. */
  #run(text: string) {
    const words = wordsOf(text).map((word) => this.#shaped(word));
    return {
      glyphs: words.flatMap(({ glyphs }) => glyphs),
      positions: words.flatMap(({ positions }) => positions.map((position) => ({ ...position }))),
    };
  }

  #shaped(text: string): Shaped {
    return this.#words.get(text, () => {
      forgetGlyphs(this.#font);
      const run = this.#font.layout(text);
      const scale = 1000 / this.#font.unitsPerEm;
      return {
        glyphs: run.glyphs.map(({ id, codePoints, advanceWidth }) => ({ id, codePoints, advanceWidth })),
        positions: run.positions.map(({ xAdvance, yAdvance, xOffset, yOffset }) => ({
          xAdvance,
          yAdvance,
          xOffset,
          yOffset,
        })),
        width: run.positions.reduce((sum, { xAdvance }) => sum + xAdvance * scale, 0),
      };
    });
  }
}

/** Splits at blanks; each word keeps its trailing blank. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (let from = 0; from < text.length; ) {
    const blank = text.indexOf(' ', from);
    const to = blank < 0 ? text.length : blank + 1;
    words.push(text.slice(from, to));
    from = to;
  }
  return words;
}

function read(bytes: Uint8Array): Font {
  const font = create(bytes as Parameters<typeof create>[0]);
  if (!('layout' in font)) throw new TypeError('A font collection; the forms take single fonts.');
  return font;
}

/**
 * fontkit stores in a glyph the character that first requested it, and two characters may share one glyph. With cached glyphs,
 * the shape of a word and so the bytes of a form would depend on earlier words.
 */
function forgetGlyphs(font: Font): void {
  if (!('_glyphs' in font)) throw new TypeError('This version of fontkit keeps its glyphs elsewhere.');
  font._glyphs = {};
}
