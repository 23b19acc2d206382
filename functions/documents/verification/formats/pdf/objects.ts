import { LIMITS } from '../../limits.ts';
import { budget, RefusedFile } from '../refused-file.ts';
import { Actions, lookAtName } from './active.ts';
import { Lexer } from './lexer.ts';
import { Pages } from './pages.ts';
import { isArray, isDict, nameOf, numberOf, type PdfDict, type PdfValue, Reference, Text } from './values.ts';

/** A stream that must be decoded: an object stream or an embedded file. */
export type PackedStream = {
  readonly dict: PdfDict;
  readonly number: number | undefined;
  readonly generation: number;
  readonly start: number;
};

/** End of one revision: the trailer, or the dictionary of a cross-reference stream. */
type Trailer = { readonly encrypt: PdfValue | undefined; readonly id: Buffer };

const OBJ = Buffer.from('obj');
const TRAILER = Buffer.from('trailer');
const isLetter = (code: number | undefined) => code !== undefined && (code | 32) >= 97 && (code | 32) <= 122;

/**
 * Every object of a PDF. Viewers find objects by cross-reference tables, which may be false, or by searching. This scan treats
 * every occurrence of `obj` as an object, also inside streams, so that no viewer can find an object this scan missed.
 */
export class PdfObjects {
  readonly actions = new Actions();
  readonly pages = new Pages();
  readonly packed: PackedStream[] = [];
  readonly trailers: Trailer[] = [];
  /** Object numbers of embedded file streams. */
  readonly embedded = new Set<number>();
  /** Position of an object by number; the last one wins, as later revisions replace earlier ones. */
  readonly #places = new Map<number, number>();
  readonly #bytes: Buffer;
  readonly #objects = budget(LIMITS.pdfObjects);
  readonly #trailers = budget(LIMITS.pdfTrailers);
  readonly #tokens = budget(LIMITS.pdfTokens);
  readonly #looked = budget(LIMITS.pdfBytes);

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** @throws RefusedFile */
  walk(): void {
    for (let at = this.#bytes.indexOf(OBJ); at !== -1; at = this.#bytes.indexOf(OBJ, at + 3)) {
      if (!isLetter(this.#bytes[at - 1])) this.#object(at);
    }
    for (let at = this.#bytes.indexOf(TRAILER); at !== -1; at = this.#bytes.indexOf(TRAILER, at + 7)) {
      const dict = this.#read(at + TRAILER.length).value();
      if (!isDict(dict)) continue;
      this.#look(dict, undefined);
      this.#trailer(dict);
    }
  }

  /** The object with that number, if it lies outside object streams. */
  find(number: number): PdfValue | undefined {
    const place = this.#places.get(number);
    return place === undefined ? undefined : this.#read(place).value();
  }

  /** Scans the objects of a decoded object stream. @throws RefusedFile */
  unpacked(content: Buffer, dict: PdfDict): void {
    const [count, first] = [numberOf(dict.get('N')), numberOf(dict.get('First'))];
    if (count === undefined || first === undefined) throw new RefusedFile('damaged');
    const header = new Lexer(content, 0, this.#tokens);
    for (let index = 0; index < count; index += 1) {
      const [number, offset] = [header.value(), header.value()];
      if (typeof number !== 'number' || typeof offset !== 'number') throw new RefusedFile('damaged');
      this.#objects.spend();
      const lexer = new Lexer(content, first + offset, this.#tokens);
      const value = lexer.value();
      this.#looked.spend(Math.max(0, lexer.at - first - offset));
      if (value !== undefined) this.#look(value, number);
    }
  }

  #read(at: number): Lexer {
    return new Lexer(this.#bytes, at, this.#tokens);
  }

  #object(at: number): void {
    this.#objects.spend();
    const [, digits, generation] = /(\d{1,10})\s+(\d{1,5})\s*$/.exec(this.#bytes.toString('latin1', at - 40, at)) ?? [];
    const number = digits === undefined ? undefined : Number(digits);
    const lexer = this.#read(at + OBJ.length);
    const value = lexer.value();
    if (number !== undefined) this.#places.set(number, at + OBJ.length);
    if (value !== undefined) {
      this.#look(value, number);
      const start = isDict(value) ? lexer.streamStart() : undefined;
      if (isDict(value) && start !== undefined) this.#stream(value, number, Number(generation ?? 0), start);
    }
    this.#looked.spend(lexer.at - at);
  }

  #stream(dict: PdfDict, number: number | undefined, generation: number, start: number): void {
    // Bytes in an external file.
    if (dict.has('F')) throw new RefusedFile('external-content');
    const type = nameOf(dict.get('Type'));
    if (type === 'XRef') this.#trailer(dict);
    if (type === 'EmbeddedFile' && number !== undefined) this.embedded.add(number);
    // A stream listed by a table as an object stream is read as one, regardless of its own type.
    const packsObjects = type === 'ObjStm' || (dict.has('N') && dict.has('First'));
    if (packsObjects || type === 'EmbeddedFile') this.packed.push({ dict, number, generation, start });
  }

  #look(value: PdfValue, number: number | undefined): void {
    lookAtName(value);
    if (isArray(value)) for (const one of value) this.#look(one, undefined);
    if (!isDict(value)) return;
    this.actions.look(value, number);
    if (number !== undefined) this.pages.look(value, number);
    this.#embeddedBy(value);
    for (const one of value.values()) if (typeof one === 'object' && one !== null) this.#look(one, undefined);
  }

  /** A file specification points to the embedded file. */
  #embeddedBy(dict: PdfDict): void {
    const files = dict.get('EF');
    if (files === undefined) return;
    if (!isDict(files)) throw new RefusedFile('embedded-files');
    for (const file of files.values()) {
      if (!(file instanceof Reference)) throw new RefusedFile('embedded-files');
      this.embedded.add(file.number);
    }
  }

  #trailer(dict: PdfDict): void {
    const root = dict.get('Root');
    if (root instanceof Reference) this.pages.roots.add(root.number);
    const ids = dict.get('ID');
    const id = isArray(ids) && ids[0] instanceof Text ? ids[0].bytes : Buffer.alloc(0);
    this.#trailers.spend();
    this.trailers.push({ encrypt: dict.get('Encrypt'), id });
  }
}
