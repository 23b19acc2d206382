import { crc32, inflateSync } from 'node:zlib';
import { LIMITS } from '../../limits.ts';
import { budget, RefusedFile, read } from '../refused-file.ts';
import { checkPixels, isPadding } from './pixels.ts';

/** Chunks with compressed text or a colour profile, after a name and one byte or further fields (PNG, 11.3). */
const PACKED = ['zTXt', 'iCCP', 'iTXt'];

/**
 * Parses a PNG's chunks and checks their CRCs: header first, some image data, `IEND` last except for padding. Nothing in it may
 * decompress to more than a picture of its size and its texts need.
 * @throws RefusedFile
 */
export function checkPng(bytes: Buffer): void {
  const chunks = budget(LIMITS.imageParts);
  let at = 8;
  let hasData = false;
  for (let first = true; ; first = false) {
    chunks.spend();
    const length = read.u32be(bytes, at);
    const type = read.slice(bytes, at + 4, 4).toString('latin1');
    const content = read.slice(bytes, at + 4, length + 4);
    if (crc32(content) !== read.u32be(bytes, at + 8 + length)) throw new RefusedFile('damaged');
    if (first !== (type === 'IHDR') || (first && length !== 13)) throw new RefusedFile('damaged');
    if (first) checkPixels(read.u32be(content, 4), read.u32be(content, 8));
    if (PACKED.includes(type)) checkText(type, content.subarray(4));
    hasData ||= type === 'IDAT';
    at += 12 + length;
    if (type === 'IEND') break;
  }
  if (!hasData) throw new RefusedFile('damaged');
  if (!isPadding(bytes, at)) throw new RefusedFile('ambiguous-content');
}

function checkText(type: string, content: Buffer): void {
  const name = content.indexOf(0);
  if (name === -1) throw new RefusedFile('damaged');
  let start = name + 2;
  if (type === 'iTXt') {
    if (content[name + 1] !== 1) return;
    const language = content.indexOf(0, name + 3);
    start = content.indexOf(0, language + 1) + 1;
  }
  try {
    inflateSync(content.subarray(start), { maxOutputLength: LIMITS.imageText });
  } catch (error) {
    // An undecodable text chunk is harmless.
    if (error instanceof RangeError && 'code' in error) throw new RefusedFile('too-much-inside');
  }
}
