import type { Style } from '../content/content.ts';
import { KeptFont } from './kept-font.ts';

/** Complete TrueType files, read by the caller. */
export type Fonts = {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
  readonly italic: Uint8Array;
  /** Readers of fallback fonts in order, for letters missing from the three above: Arabic, emoji, Lao, Chinese. */
  readonly fallbacks: readonly (() => Uint8Array)[];
};

export type Face = { readonly name: string; readonly font: KeptFont };

/** A joiner needs no glyph: fonts that join interpret it, others ignore it. */
const JOINERS = /[\u200C\u200D]/gu;

/** Selects the font per cluster. Independent of documents: created once per set of fonts. */
export class Faces {
  readonly #styles: Readonly<Record<Style, Face>>;
  readonly #fallbacks: readonly (() => Uint8Array)[];
  readonly #opened: (Face | undefined)[] = [];
  /** Cache by single characters, which most clusters are. */
  readonly #letters: Readonly<Record<Style, Map<string, Face | undefined>>> = {
    regular: new Map(),
    bold: new Map(),
    italic: new Map(),
  };

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
    if (cluster.length > 1) return this.#search(cluster, style);
    const letters = this.#letters[style];
    if (!letters.has(cluster)) letters.set(cluster, this.#search(cluster, style));
    return letters.get(cluster);
  }

  #search(cluster: string, style: Style): Face | undefined {
    if (covers(this.#styles[style].font, cluster)) return this.#styles[style];
    for (const index of this.#fallbacks.keys()) {
      const face = this.#fallback(index);
      if (covers(face.font, cluster)) return face;
    }
    return undefined;
  }

  #fallback(index: number): Face {
    const read = this.#fallbacks[index];
    if (read === undefined) throw new RangeError(`no fallback font ${index}`);
    const face = this.#opened[index] ?? { name: `fallback-${index}`, font: new KeptFont(read()) };
    this.#opened[index] = face;
    return face;
  }
}

function covers(font: KeptFont, cluster: string): boolean {
  const bare = cluster.replaceAll(JOINERS, '');
  return [...bare].every((char) => font.covers(char));
}

const keptFaces = new WeakMap<Fonts, Faces>();
const keptFonts = new WeakMap<Uint8Array, KeptFont>();

export function facesOf(fonts: Fonts): Faces {
  const faces = keptFaces.get(fonts) ?? new Faces(fonts);
  keptFaces.set(fonts, faces);
  return faces;
}

function opened(bytes: Uint8Array): KeptFont {
  const font = keptFonts.get(bytes) ?? new KeptFont(bytes);
  keptFonts.set(bytes, font);
  return font;
}
