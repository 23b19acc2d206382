import type { FileType } from '../../../shared/documents/file-types.ts';

/** What a file is by its first bytes. `archive` may be an office document; `compound` an old or encrypted one. */
export type TrueKind =
  | Extract<FileType, 'application/pdf' | 'image/jpeg' | 'image/png' | 'application/xml'>
  | 'archive'
  | 'compound'
  | 'executable';

const ascii = (text: string) => Buffer.from(text, 'latin1');
const hex = (digits: string) => Buffer.from(digits, 'hex');

const SIGNATURES: readonly (readonly [Buffer, TrueKind])[] = [
  [ascii('%PDF-'), 'application/pdf'],
  [hex('ffd8ff'), 'image/jpeg'],
  [hex('89504e470d0a1a0a'), 'image/png'],
  [ascii('PK\x03\x04'), 'archive'],
  [hex('d0cf11e0a1b11ae1'), 'compound'],
  [ascii('MZ'), 'executable'],
  [ascii('\x7fELF'), 'executable'],
  [hex('feedface'), 'executable'],
  [hex('feedfacf'), 'executable'],
  [hex('cefaedfe'), 'executable'],
  [hex('cffaedfe'), 'executable'],
  [hex('cafebabe'), 'executable'],
  [ascii('\0asm'), 'executable'],
  [ascii('dex\n'), 'executable'],
  [ascii('#!'), 'executable'],
  [ascii('<?php'), 'executable'],
];

/** Undefined: nothing that is known. */
export function trueKind(bytes: Buffer): TrueKind | undefined {
  const known = SIGNATURES.find(([signature]) => bytes.subarray(0, signature.length).equals(signature));
  return known?.[1] ?? (looksLikeXml(bytes) ? 'application/xml' : undefined);
}

/** `<` as the first character, after a byte order mark and white space, in UTF-8 or UTF-16. */
function looksLikeXml(bytes: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*<|^\xff\xfe<\0|^\xfe\xff\0</.test(bytes.toString('latin1', 0, 256));
}
