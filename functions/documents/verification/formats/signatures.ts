import type { FileType } from '../../../../shared/documents/file-types.ts';
import { pdfHeader } from './pdf/pdf-header.ts';

/** File kind by magic bytes. `archive` may be an office document; `compound` an old or encrypted one. */
export type TrueKind =
  | Extract<FileType, 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/tiff' | 'image/heic' | 'application/xml'>
  | 'archive'
  | 'other-archive'
  | 'compound'
  | 'executable'
  | 'other-image'
  | 'recording'
  | 'rich-text';

const ascii = (text: string) => Buffer.from(text, 'latin1');
const hex = (digits: string) => Buffer.from(digits, 'hex');

const SIGNATURES: readonly (readonly [Buffer, TrueKind, offset?: number])[] = [
  [hex('ffd8ff'), 'image/jpeg'],
  [hex('89504e470d0a1a0a'), 'image/png'],
  [ascii('II*\0'), 'image/tiff'],
  [ascii('MM\0*'), 'image/tiff'],
  [ascii('II+\0'), 'other-image'],
  [ascii('MM\0+'), 'other-image'],
  [ascii('PK\x03\x04'), 'archive'],
  [ascii('PK\x05\x06'), 'other-archive'],
  [ascii('Rar!\x1a\x07'), 'other-archive'],
  [hex('377abcaf271c'), 'other-archive'],
  [hex('1f8b08'), 'other-archive'],
  [ascii('BZh'), 'other-archive'],
  [hex('fd377a585a00'), 'other-archive'],
  [ascii('MSCF'), 'other-archive'],
  [ascii('ustar'), 'other-archive', 257],
  [ascii('CD001'), 'other-archive', 32769],
  [hex('d0cf11e0a1b11ae1'), 'compound'],
  [ascii('GIF8'), 'other-image'],
  [ascii('BM'), 'other-image'],
  [ascii('WEBP'), 'other-image', 8],
  [ascii('8BPS'), 'other-image'],
  [hex('0000000c6a502020'), 'other-image'],
  [ascii('{\\rtf'), 'rich-text'],
  [ascii('WAVE'), 'recording', 8],
  [ascii('AVI '), 'recording', 8],
  [ascii('ID3'), 'recording'],
  [ascii('OggS'), 'recording'],
  [hex('1a45dfa3'), 'recording'],
  [ascii('MZ'), 'executable'],
  [ascii('\x7fELF'), 'executable'],
  [hex('feedface'), 'executable'],
  [hex('feedfacf'), 'executable'],
  [hex('cefaedfe'), 'executable'],
  [hex('cffaedfe'), 'executable'],
  [hex('cafebabe'), 'executable'],
  [ascii('\0asm'), 'executable'],
  [ascii('dex\n'), 'executable'],
  [hex('4c0000000114020000000000c000000000000046'), 'executable'],
  [ascii('#!'), 'executable'],
  [ascii('<?php'), 'executable'],
];

/** Brands by which an ISO base media file (ISO 14496-12) declares a still HEVC picture (ISO 23008-12). */
const HEIF_BRANDS = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'];

/** Undefined: unknown. */
export function trueKind(bytes: Buffer): TrueKind | undefined {
  const known = SIGNATURES.find(([signature, , at = 0]) => bytes.subarray(at, at + signature.length).equals(signature));
  if (known !== undefined) return known[1];
  if (pdfHeader(bytes) !== -1) return 'application/pdf';
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return mediaKind(bytes.toString('latin1', 8, 12));
  return looksLikeXml(bytes) ? 'application/xml' : undefined;
}

function mediaKind(brand: string): TrueKind {
  if (HEIF_BRANDS.includes(brand)) return 'image/heic';
  return /^av[i1]/.test(brand) ? 'other-image' : 'recording';
}

/** `<` as the first character, after a byte order mark and white space, in UTF-8 or UTF-16. */
function looksLikeXml(bytes: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*<|^\xff\xfe<\0|^\xfe\xff\0</.test(bytes.toString('latin1', 0, 256));
}
