import { crc32 } from 'node:zlib';
import { RefusedFile, read } from './refused-file.ts';

/**
 * Walks a PNG's chunks with their check sums: header first, some image data, `IEND` as the last bytes of the file.
 * @throws RefusedFile
 */
export function checkPng(bytes: Buffer): void {
  let at = 8;
  let hasData = false;
  for (let first = true; ; first = false) {
    const length = read.u32be(bytes, at);
    const type = read.slice(bytes, at + 4, 4).toString('latin1');
    const content = read.slice(bytes, at + 4, length + 4);
    if (crc32(content) !== read.u32be(bytes, at + 8 + length)) throw new RefusedFile('damaged');
    if (first !== (type === 'IHDR')) throw new RefusedFile('damaged');
    if (first && (length !== 13 || read.u32be(content, 4) === 0 || read.u32be(content, 8) === 0)) {
      throw new RefusedFile('damaged');
    }
    hasData ||= type === 'IDAT';
    at += 12 + length;
    if (type === 'IEND') break;
  }
  if (!hasData) throw new RefusedFile('damaged');
  if (at !== bytes.length) throw new RefusedFile('ambiguous-content');
}

/** Start-of-frame markers: C0-CF without the tables (C4), the extension (C8) and the arithmetic conditioning (CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * Walks a JPEG's segments up to the first scan: a frame with a size must come before it, the end mark after it. Bytes
 * behind the end mark are let through, telephones keep previews there.
 * @throws RefusedFile
 */
export function checkJpeg(bytes: Buffer): void {
  let at = 2;
  let hasFrame = false;
  for (;;) {
    if (read.slice(bytes, at, 1)[0] !== 0xff) throw new RefusedFile('damaged');
    const marker = read.slice(bytes, at + 1, 1)[0] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN) break;
    const length = read.u16be(bytes, at + 2);
    if (length < 2 || marker < 0xc0 || marker === 0xd9) throw new RefusedFile('damaged');
    if (isFrame(marker)) {
      if (length < 8 || read.u16be(bytes, at + 5) === 0 || read.u16be(bytes, at + 7) === 0) {
        throw new RefusedFile('damaged');
      }
      hasFrame = true;
    }
    at += 2 + length;
  }
  if (!hasFrame || bytes.indexOf(END_OF_IMAGE, at) === -1) throw new RefusedFile('damaged');
}
