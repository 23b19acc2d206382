import { inflateSync } from 'node:zlib';
import { type Budget, RefusedFile } from '../refused-file.ts';
import { isArray, isDict, nameOf, numberOf, type PdfDict, type PdfValue } from './values.ts';

type Decode = (bytes: Buffer, parameters: PdfDict | undefined, most: number) => Buffer;

/** Stream filters for objects (ISO 32000-2, 7.4), by long and short name; image filters are not included. */
const FILTERS: Readonly<Record<string, Decode>> = {
  FlateDecode: (bytes, parameters, most) => unpredicted(flate(bytes, most), parameters),
  LZWDecode: (bytes, parameters, most) => unpredicted(lzw(bytes, parameters, most), parameters),
  ASCIIHexDecode: asciiHex,
  ASCII85Decode: ascii85,
  RunLengthDecode: runLength,
};
const SHORT: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  AHx: 'ASCIIHexDecode',
  A85: 'ASCII85Decode',
  RL: 'RunLengthDecode',
};

/**
 * Decodes the bytes of a stream within the budget.
 * @throws RefusedFile when the filters are unusual for objects, or the data is corrupt
 */
export function decoded(bytes: Buffer, dict: PdfDict, unpacked: Budget): Buffer {
  const filters = listOf(dict.get('Filter') ?? dict.get('F'));
  const parameters = listOf(dict.get('DecodeParms') ?? dict.get('DP'));
  // Each filter can expand the data; legitimate files use two at most.
  if (filters.length > 4) throw new RefusedFile('too-much-inside');
  let content = bytes;
  for (const [index, filter] of filters.entries()) {
    const name = nameOf(filter) ?? '';
    // Encrypted data was decrypted earlier; the Crypt filter only names the method.
    if (name === 'Crypt') continue;
    const decode = FILTERS[SHORT[name] ?? name];
    if (decode === undefined) throw new RefusedFile('damaged');
    const parameter = parameters[index];
    content = decode(content, isDict(parameter) ? parameter : undefined, unpacked.left() + 1);
    unpacked.spend(content.length);
  }
  return content;
}

const listOf = (value: PdfValue | undefined) => (value == null ? [] : isArray(value) ? value : [value]);

/** Bytes after the compressed data are ignored. */
function flate(bytes: Buffer, most: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    const tooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new RefusedFile(tooLarge ? 'too-much-inside' : 'damaged');
  }
}

function asciiHex(bytes: Buffer): Buffer {
  const end = bytes.indexOf('>');
  const digits = bytes
    .subarray(0, end === -1 ? bytes.length : end)
    .toString('latin1')
    .replaceAll(/[^0-9A-Fa-f]/g, '');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

function ascii85(bytes: Buffer, _: PdfDict | undefined, most: number): Buffer {
  const end = bytes.indexOf('~');
  const digits = end === -1 ? bytes : bytes.subarray(0, end);
  const zeros = digits.reduce((count, code) => (code === 0x7a ? count + 1 : count), 0);
  const size = 4 * (zeros + Math.ceil((digits.length - zeros) / 5) + 1);
  if (size > most) throw new RefusedFile('too-much-inside');
  const out = Buffer.alloc(size);
  let [length, count, value] = [0, 0, 0];
  const flush = () => {
    // A partial group is padded with the highest digit, and its output shortened accordingly.
    for (let index = count; index < 5; index += 1) value = value * 85 + 84;
    for (let index = 0; index < count - 1; index += 1)
      out[length + index] = Math.floor(value / 256 ** (3 - index)) & 255;
    length += Math.max(0, count - 1);
    [count, value] = [0, 0];
  };
  for (const code of digits) {
    if (code === 0x7a && count === 0) length += 4;
    else if (code >= 33 && code <= 117) [count, value] = [count + 1, value * 85 + code - 33];
    if (count === 5) flush();
  }
  flush();
  return out.subarray(0, length);
}

function runLength(bytes: Buffer, _: PdfDict | undefined, most: number): Buffer {
  const out = output(most);
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? 128;
    if (length === 128) break;
    if (length < 128) {
      out.add(bytes.subarray(at + 1, at + 2 + length));
      at += 2 + length;
    } else {
      out.add(Buffer.alloc(257 - length, bytes[at + 1] ?? 0));
      at += 2;
    }
  }
  return out.all();
}

function lzw(bytes: Buffer, parameters: PdfDict | undefined, most: number): Buffer {
  const early = numberOf(parameters?.get('EarlyChange')) ?? 1;
  const out = output(most);
  let table: Buffer[] = [];
  let previous: Buffer | undefined;
  let [width, bits, held] = [9, 0, 0];
  const entry = (code: number) => (code < 256 ? Buffer.of(code) : table[code - 258]);
  for (const byte of bytes) {
    held = ((held << 8) | byte) >>> 0;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >>> bits) & ((1 << width) - 1);
    held &= (1 << bits) - 1;
    if (code === 257) break;
    if (code === 256) {
      table = [];
      previous = undefined;
      width = 9;
      continue;
    }
    const known = entry(code);
    const current = known ?? (previous && Buffer.concat([previous, previous.subarray(0, 1)]));
    if (current === undefined) throw new RefusedFile('damaged');
    out.add(current);
    if (previous !== undefined && table.length < 4096 - 258) {
      table.push(Buffer.concat([previous, current.subarray(0, 1)]));
    }
    previous = current;
    const size = table.length + 258 + early;
    width = size >= 2048 ? 12 : size >= 1024 ? 11 : size >= 512 ? 10 : 9;
  }
  return out.all();
}

/** Collects output up to `most` bytes. */
function output(most: number) {
  const parts: Buffer[] = [];
  let length = 0;
  return {
    add(part: Buffer) {
      length += part.length;
      if (length > most || parts.length > 2_000_000) throw new RefusedFile('too-much-inside');
      parts.push(part);
    },
    all: () => Buffer.concat(parts, length),
  };
}

/** Reverses a PNG predictor (ISO 32000-2, 7.4.4.4); the TIFF predictor is for images only. */
function unpredicted(bytes: Buffer, parameters: PdfDict | undefined): Buffer {
  const predictor = numberOf(parameters?.get('Predictor')) ?? 1;
  if (predictor === 1) return bytes;
  const [columns, colors, depth] = [
    numberOf(parameters?.get('Columns')) ?? 1,
    numberOf(parameters?.get('Colors')) ?? 1,
    numberOf(parameters?.get('BitsPerComponent')) ?? 8,
  ];
  const row = Math.ceil((columns * colors * depth) / 8);
  const pixel = Math.max(1, Math.ceil((colors * depth) / 8));
  if (predictor < 10 || !(row > 0 && row < 1_000_000 && pixel <= row)) throw new RefusedFile('damaged');
  const rows = Math.ceil(bytes.length / (row + 1));
  const out = Buffer.alloc(rows * row);
  for (let y = 0; y < rows; y += 1) {
    const kind = bytes[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const raw = bytes[y * (row + 1) + 1 + x] ?? 0;
      const left = x < pixel ? 0 : (out[y * row + x - pixel] ?? 0);
      const up = y === 0 ? 0 : (out[(y - 1) * row + x] ?? 0);
      const corner = y === 0 || x < pixel ? 0 : (out[(y - 1) * row + x - pixel] ?? 0);
      out[y * row + x] = raw + predicted(kind, left, up, corner);
    }
  }
  return out;
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}
