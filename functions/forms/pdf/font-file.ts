/** A glyph as stored in the file. Advance and bearing in font units. */
export type Outline = {
  readonly bytes: Uint8Array;
  readonly advance: number;
  readonly bearing: number;
  /** For a composite glyph: position in `bytes` and id of each component. */
  readonly parts: readonly { readonly at: number; readonly glyph: number }[];
};

/** Font descriptor data for an embedded font (PDF 32000-1, 9.9). */
export type Tag = 'head' | 'hhea' | 'loca' | 'maxp' | 'cvt ' | 'prep' | 'glyf' | 'hmtx' | 'fpgm';

const LONG_OFFSETS = 1;

/** Component flags of a composite glyph (OpenType, `glyf`). */
const ARGS_ARE_WORDS = 0x0001;
const SCALE = 0x0008;
const MORE = 0x0020;
const X_AND_Y_SCALE = 0x0040;
const TWO_BY_TWO = 0x0080;

export const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Glyph outlines of a TrueType file. Copied unchanged; only components of composite glyphs are resolved. */
export class FontFile {
  readonly #tables = new Map<string, Uint8Array>();
  readonly #outlines = new Map<number, Outline>();

  constructor(bytes: Uint8Array) {
    const directory = view(bytes);
    for (let i = 0; i < directory.getUint16(4); i++) {
      const entry = 12 + 16 * i;
      const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
      const from = directory.getUint32(entry + 8);
      this.#tables.set(tag, bytes.subarray(from, from + directory.getUint32(entry + 12)));
    }
  }

  table(tag: Tag): Uint8Array {
    return this.#tables.get(tag) ?? new Uint8Array();
  }

  get longOffsets(): boolean {
    return view(this.table('head')).getInt16(50) === LONG_OFFSETS;
  }

  outline(glyph: number): Outline {
    const known = this.#outlines.get(glyph);
    if (known !== undefined) return known;
    const bytes = this.table('glyf').subarray(this.#offset(glyph), this.#offset(glyph + 1));
    const outline = { bytes, parts: partsOf(bytes), ...this.#metrics(glyph) };
    this.#outlines.set(glyph, outline);
    return outline;
  }

  #offset(glyph: number): number {
    const loca = view(this.table('loca'));
    return this.longOffsets ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2;
  }

  /** The last glyphs of a font may share one advance. */
  #metrics(glyph: number) {
    const hmtx = view(this.table('hmtx'));
    const count = view(this.table('hhea')).getUint16(34);
    const whole = Math.min(glyph, count - 1);
    const bearing = glyph < count ? glyph * 4 + 2 : count * 4 + (glyph - count) * 2;
    return { advance: hmtx.getUint16(whole * 4), bearing: hmtx.getInt16(bearing) };
  }
}

function partsOf(bytes: Uint8Array): Outline['parts'] {
  const glyph = view(bytes);
  if (bytes.length === 0 || glyph.getInt16(0) >= 0) return [];
  const parts: { at: number; glyph: number }[] = [];
  let at = 10;
  for (let flags = MORE; flags & MORE; ) {
    flags = glyph.getUint16(at);
    parts.push({ at: at + 2, glyph: glyph.getUint16(at + 2) });
    at += 4 + (flags & ARGS_ARE_WORDS ? 4 : 2);
    if (flags & SCALE) at += 2;
    else if (flags & X_AND_Y_SCALE) at += 4;
    else if (flags & TWO_BY_TWO) at += 8;
  }
  return parts;
}
