import { create, type Font } from 'fontkit';
import type { Style } from '../content.ts';

/** Complete TrueType files, read by the caller. */
export type Fonts = {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
  readonly italic: Uint8Array;
  /** Asked in this order for letters that the three above lack: Arabic, emoji. */
  readonly fallbacks: readonly Uint8Array[];
};

export type Face = { readonly name: string; readonly font: Font };

/** A joiner needs no glyph: fonts that join know what it means, for the others it is nothing. */
const JOINERS = /[\u200C\u200D]/gu;

/** The fonts of one rendering, which runs to its end before the next one begins: drawing never waits. */
export class Faces {
  /** True once a character was asked for that no font has. */
  lacking = false;
  readonly #styles: Readonly<Record<Style, Face>>;
  readonly #fallbacks: readonly Uint8Array[];
  readonly #opened: (Face | undefined)[] = [];

  constructor(fonts: Fonts) {
    const open = (name: Style): Face => ({ name, font: opened(fonts[name]) });
    this.#styles = { regular: open('regular'), bold: open('bold'), italic: open('italic') };
    this.#fallbacks = fonts.fallbacks;
  }

  style(style: Style): Face {
    return this.#styles[style];
  }

  /** The first face that has all characters of a cluster; undefined when none has. */
  faceFor(cluster: string, style: Style): Face | undefined {
    if (covers(this.#styles[style].font, cluster)) return this.#styles[style];
    for (const index of this.#fallbacks.keys()) {
      const face = this.#fallback(index);
      if (covers(face.font, cluster)) return face;
    }
    if ([...cluster].length === 1) this.lacking = true;
    return undefined;
  }

  #fallback(index: number): Face {
    const bytes = this.#fallbacks[index];
    if (bytes === undefined) throw new RangeError(`no fallback font ${index}`);
    const face = this.#opened[index] ?? { name: `fallback-${index}`, font: opened(bytes) };
    this.#opened[index] = face;
    return face;
  }
}

function covers(font: Font, cluster: string): boolean {
  const bare = cluster.replaceAll(JOINERS, '');
  return [...bare].every((char) => font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0));
}

/** Reading a font's tables is most of what a form costs, and they never change. */
const kept = new WeakMap<Uint8Array, Font>();

function opened(bytes: Uint8Array): Font {
  const font = kept.get(bytes) ?? read(bytes);
  kept.set(bytes, font);
  forgetGlyphs(font);
  return font;
}

function read(bytes: Uint8Array): Font {
  const font = create(bytes as Parameters<typeof create>[0]);
  if (!('layout' in font)) throw new TypeError('A font collection; the forms take single fonts.');
  return font;
}

/**
 * fontkit remembers at a glyph which character first asked for it, and two characters may share one glyph: a glyph that
 * is kept would let one form's bytes depend on another's.
 */
function forgetGlyphs(font: Font): void {
  if (!('_glyphs' in font)) throw new TypeError('This version of fontkit keeps its glyphs elsewhere.');
  font._glyphs = {};
}
