import { type FontFile, type Outline, type Tag, view } from './font-file.ts';

type Table = { readonly tag: Tag; readonly bytes: Uint8Array };

/** `true`: TrueType outlines. */
const VERSION = 0x74727565;

/** Subset of a font's glyphs used by one document, renumbered in order of first use. Called by pdfkit, which also embeds it. */
export class Subset {
  readonly #file: FontFile;
  /** Original glyph ids by new id. The first is the missing-glyph symbol. */
  readonly #glyphs: number[] = [];
  readonly #numbers = new Map<number, number>();

  constructor(file: FontFile) {
    this.#file = file;
    this.includeGlyph(0);
  }

  includeGlyph(glyph: number): number {
    const known = this.#numbers.get(glyph);
    if (known !== undefined) return known;
    const number = this.#glyphs.push(glyph) - 1;
    this.#numbers.set(glyph, number);
    return number;
  }

  /** A TrueType file with only these glyphs and their components. */
  encode(): Uint8Array {
    // Components are appended while the array is iterated.
    for (let number = 0; number < this.#glyphs.length; number++) {
      for (const { glyph } of this.#outline(number).parts) this.includeGlyph(glyph);
    }
    const outlines = this.#glyphs.map((_, number) => this.#outline(number));
    return fileOf([
      { tag: 'head', bytes: this.#file.table('head') },
      { tag: 'hhea', bytes: patched(this.#file.table('hhea'), 34, outlines.length) },
      { tag: 'loca', bytes: this.#offsets(outlines) },
      { tag: 'maxp', bytes: patched(this.#file.table('maxp'), 4, outlines.length) },
      { tag: 'cvt ', bytes: this.#file.table('cvt ') },
      { tag: 'prep', bytes: this.#file.table('prep') },
      { tag: 'glyf', bytes: this.#drawn(outlines) },
      { tag: 'hmtx', bytes: metrics(outlines) },
      { tag: 'fpgm', bytes: this.#file.table('fpgm') },
    ]);
  }

  #outline(number: number): Outline {
    return this.#file.outline(this.#glyphs[number] ?? 0);
  }

  #offsets(outlines: readonly Outline[]): Uint8Array {
    const long = this.#file.longOffsets;
    const loca = view(new Uint8Array((outlines.length + 1) * (long ? 4 : 2)));
    let offset = 0;
    for (let number = 0; number <= outlines.length; number++) {
      if (long) loca.setUint32(number * 4, offset);
      else loca.setUint16(number * 2, offset / 2);
      offset += outlines[number]?.bytes.length ?? 0;
    }
    return new Uint8Array(loca.buffer);
  }

  #drawn(outlines: readonly Outline[]): Uint8Array {
    const glyf = new Uint8Array(outlines.reduce((sum, { bytes }) => sum + bytes.length, 0));
    const numbers = view(glyf);
    let offset = 0;
    for (const { bytes, parts } of outlines) {
      glyf.set(bytes, offset);
      for (const { at, glyph } of parts) numbers.setUint16(offset + at, this.includeGlyph(glyph));
      offset += bytes.length;
    }
    return glyf;
  }
}

function patched(table: Uint8Array, at: number, value: number): Uint8Array {
  const copy = table.slice();
  view(copy).setUint16(at, value);
  return copy;
}

function metrics(outlines: readonly Outline[]): Uint8Array {
  const hmtx = view(new Uint8Array(outlines.length * 4));
  for (const [number, { advance, bearing }] of outlines.entries()) {
    hmtx.setUint16(number * 4, advance);
    hmtx.setInt16(number * 4 + 2, bearing);
  }
  return new Uint8Array(hmtx.buffer);
}

/** Checksums stay zero: PDF readers ignore them. */
function fileOf(all: readonly Table[]): Uint8Array {
  const tables = all.filter(({ bytes }) => bytes.length > 0);
  const start = 12 + 16 * tables.length;
  const file = new Uint8Array(tables.reduce((sum, { bytes }) => sum + bytes.length, start));
  const directory = view(file);
  const exponent = Math.floor(Math.log2(tables.length));
  directory.setUint32(0, VERSION);
  directory.setUint16(4, tables.length);
  directory.setUint16(6, 16 << exponent);
  directory.setUint16(8, exponent);
  directory.setUint16(10, 16 * tables.length - (16 << exponent));
  let offset = start;
  for (const [index, { tag, bytes }] of tables.entries()) {
    const entry = 12 + 16 * index;
    for (let i = 0; i < 4; i++) file[entry + i] = tag.charCodeAt(i);
    directory.setUint32(entry + 8, offset);
    directory.setUint32(entry + 12, bytes.length);
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}
