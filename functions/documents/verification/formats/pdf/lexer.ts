import { LIMITS } from '../../limits.ts';
import { type Budget, RefusedFile } from '../refused-file.ts';
import { Keyword, Name, type PdfValue, Reference, Text } from './values.ts';

/** 1 white space, 2 delimiter, 0 anything else (ISO 32000-2, 7.2.3). */
const CLASS = new Uint8Array(256);
for (const space of [0, 9, 10, 12, 13, 32]) CLASS[space] = 1;
for (const delimiter of '()<>[]{}/%') CLASS[delimiter.charCodeAt(0)] = 2;

/** Maximum kept length of a string, bytes; no relevant string is longer. */
const KEPT = 512;
const MAX_NAME = 4096;

/** Key that cannot occur as a PDF name. */
const REPEATED = '\u{10000}';

/** Reads PDF values one after another, as tolerant as viewers; terminates on any input. */
export class Lexer {
  readonly #bytes: Buffer;
  readonly #tokens: Budget;
  /** All values of one object are held in memory at once, so their number is limited. */
  #left: number = LIMITS.pdfObjectTokens;
  at: number;

  constructor(bytes: Buffer, at: number, tokens: Budget) {
    this.#bytes = bytes;
    this.at = at;
    this.#tokens = tokens;
  }

  /** The next value; undefined at the end, or at an unmatched closing bracket. */
  value(depth = 0): PdfValue | undefined {
    if (depth > LIMITS.pdfDepth) throw new RefusedFile('too-much-inside');
    this.#skipSpace();
    const code = this.#bytes[this.at];
    if (code === undefined) return undefined;
    this.#tokens.spend();
    this.#left -= 1;
    if (this.#left < 0) throw new RefusedFile('too-much-inside');
    switch (code) {
      case 0x2f: // /
        return this.#name();
      case 0x28: // (
        return this.#literal();
      case 0x5b: // [
        this.at += 1;
        return this.#list(0x5d, depth);
      case 0x3c: // <
        if (this.#bytes[this.at + 1] !== 0x3c) return this.#hex();
        this.at += 2;
        return this.#dict(depth);
      case 0x5d: // ]
      case 0x3e: // >
        return undefined;
      case 0x29: // )
      case 0x7b: // {
      case 0x7d: // }
        this.at += 1;
        return new Keyword(String.fromCharCode(code));
      default:
        return this.#word();
    }
  }

  /** Peeks at the next word. */
  peek(): string {
    const before = this.at;
    this.#skipSpace();
    const from = this.at;
    while (this.at - from < 20 && CLASS[this.#bytes[this.at] ?? 0] === 0 && this.at < this.#bytes.length) this.at += 1;
    const word = this.#bytes.toString('latin1', from, this.at);
    this.at = before;
    return word;
  }

  /** Start of the stream data, if the keyword `stream` comes next. */
  streamStart(): number | undefined {
    if (!this.peek().startsWith('stream')) return undefined;
    this.#skipSpace();
    let start = this.at + 'stream'.length;
    if (this.#bytes[start] === 13) start += 1;
    if (this.#bytes[start] === 10) start += 1;
    return start;
  }

  #skipSpace(): void {
    for (; this.at < this.#bytes.length; this.at += 1) {
      const code = this.#bytes[this.at] ?? 0;
      if (code === 0x25) {
        while (this.at < this.#bytes.length && this.#bytes[this.at] !== 10 && this.#bytes[this.at] !== 13) this.at += 1;
      } else if (CLASS[code] !== 1) return;
    }
  }

  /** `#xx` encodes a byte, so one name has many equivalent spellings. */
  #name(): Name {
    const from = this.at + 1;
    this.at = from;
    while (this.at < this.#bytes.length && CLASS[this.#bytes[this.at] ?? 0] === 0) this.at += 1;
    const written = this.#bytes.toString('latin1', from, Math.min(this.at, from + MAX_NAME));
    if (!written.includes('#')) return new Name(written);
    return new Name(
      written.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    );
  }

  #literal(): Text {
    const kept: number[] = [];
    let open = 1;
    this.at += 1;
    for (; this.at < this.#bytes.length && open > 0; this.at += 1) {
      let code = this.#bytes[this.at] ?? 0;
      if (code === 0x28) open += 1;
      if (code === 0x29) open -= 1;
      if (code === 0x5c) {
        this.at += 1;
        code = this.#escaped();
        if (code === -1) continue;
      }
      if (open > 0 && kept.length < KEPT) kept.push(code);
    }
    return new Text(Buffer.from(kept));
  }

  /** Byte encoded by a backslash sequence; -1 for a line continuation. */
  #escaped(): number {
    const code = this.#bytes[this.at] ?? 0;
    const simple = 'nrtbf'.indexOf(String.fromCharCode(code));
    if (simple !== -1) return [10, 13, 9, 8, 12][simple] ?? 0;
    const digits = /^[0-7]{1,3}/.exec(this.#bytes.toString('latin1', this.at, this.at + 3))?.[0];
    if (digits !== undefined) {
      this.at += digits.length - 1;
      return Number.parseInt(digits, 8) & 255;
    }
    if (code === 13 && this.#bytes[this.at + 1] === 10) this.at += 1;
    return code === 10 || code === 13 ? -1 : code;
  }

  #hex(): Text {
    const from = this.at + 1;
    const end = this.#bytes.indexOf(0x3e, from);
    this.at = end === -1 ? this.#bytes.length : end + 1;
    const digits = this.#bytes
      .toString('latin1', from, Math.min(this.at, from + 4 * KEPT))
      .replaceAll(/[^0-9A-Fa-f]/g, '')
      .slice(0, 2 * KEPT);
    return new Text(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'));
  }

  #list(close: number, depth: number): PdfValue[] {
    const values: PdfValue[] = [];
    for (;;) {
      const value = this.value(depth + 1);
      if (value === undefined) {
        if (this.at >= this.#bytes.length) return values;
        this.at += 1;
        if (this.#bytes[this.at - 1] !== close) continue;
        if (close === 0x3e && this.#bytes[this.at] === 0x3e) this.at += 1;
        return values;
      }
      if (value instanceof Keyword && /^(?:endobj|endstream|stream|xref|startxref)$/.test(value.word)) {
        this.at -= value.word.length;
        return values;
      }
      const [number, generation] = values.slice(-2);
      if (
        value instanceof Keyword &&
        value.word === 'R' &&
        typeof number === 'number' &&
        typeof generation === 'number'
      ) {
        values.splice(-2, 2, new Reference(number));
      } else values.push(value);
    }
  }

  /** For a duplicate key all values count, later ones below {@link REPEATED}: viewers differ in which one they use. */
  #dict(depth: number): Map<string, PdfValue> {
    const values = this.#list(0x3e, depth);
    const dict = new Map<string, PdfValue>();
    const repeated: PdfValue[] = [];
    for (let index = 0; index < values.length; index += 1) {
      const key = values[index];
      if (!(key instanceof Name)) continue;
      const value = values[index + 1];
      if (value === undefined) break;
      if (dict.has(key.name)) repeated.push(new Map([[key.name, value]]));
      else dict.set(key.name, value);
      index += 1;
    }
    if (repeated.length > 0) dict.set(REPEATED, repeated);
    return dict;
  }

  #word(): PdfValue {
    const from = this.at;
    while (this.at < this.#bytes.length && CLASS[this.#bytes[this.at] ?? 0] === 0) this.at += 1;
    const word = this.#bytes.toString('latin1', from, Math.min(this.at, from + 64));
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return Number(word);
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : new Keyword(word);
  }
}
