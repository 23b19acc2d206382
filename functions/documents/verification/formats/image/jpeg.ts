import { LIMITS } from '../../limits.ts';
import { type Budget, budget, RefusedFile, read } from '../refused-file.ts';
import { checkPixels, isPadding } from './pixels.ts';

/** Start-of-frame markers: C0-CF except tables (C4), the extension (C8) and arithmetic conditioning (CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const START = Buffer.from([0xff, 0xd8, 0xff]);

/**
 * Parses a JPEG's segments and scans up to the end marker. A frame with a size must precede the first scan. After the end
 * marker, only data that phones append is accepted: previews, a depth map, the clip of a motion photo. Anything else counts as
 * a second file appended to this one.
 * @throws RefusedFile
 */
export function checkJpeg(bytes: Buffer): void {
  const segments = budget(LIMITS.imageParts);
  // Another format's header that readers search for in the first kilobyte.
  if (bytes.subarray(0, 1024).includes('%PDF-')) throw new RefusedFile('ambiguous-content');
  let at = endOfImage(bytes, 0, segments);
  while (!isPadding(bytes, at)) {
    const next = nextImage(bytes, at);
    if (next !== undefined) at = endOfImage(bytes, next, segments);
    else if (isTelephones(bytes, at)) return;
    else throw new RefusedFile('ambiguous-content');
  }
}

/** Start of the next picture in a sequence, if only padding precedes it. */
function nextImage(bytes: Buffer, at: number): number | undefined {
  const next = bytes.indexOf(START, at);
  return next !== -1 && isPadding(bytes.subarray(0, next), at) ? next : undefined;
}

/** Samsung's trailer ends in `SEFT`; a clip is an ISO media file. */
function isTelephones(bytes: Buffer, at: number): boolean {
  const tail = bytes.subarray(at);
  const clip = /^[\s\S]{4}ftyp(?:mp4|iso|avc|qt |hvc|M4V)/.test(tail.toString('latin1', 0, 16));
  const samsung = tail.subarray(-4).equals(Buffer.from('SEFT'));
  return (clip || samsung) && !tail.includes('%PDF-') && !tail.includes('PK\x03\x04');
}

/** @returns the position after the end marker */
function endOfImage(bytes: Buffer, start: number, segments: Budget): number {
  let at = start + 2;
  let hasFrame = false;
  for (;;) {
    segments.spend();
    if (read.slice(bytes, at, 1)[0] !== 0xff) throw new RefusedFile('damaged');
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = read.slice(bytes, at + 1, 1)[0] ?? 0;
    if (marker === END_OF_IMAGE && hasFrame) return at + 2;
    const length = read.u16be(bytes, at + 2);
    if (length < 2 || marker < 0xc0 || marker === END_OF_IMAGE) throw new RefusedFile('damaged');
    if (isFrame(marker)) {
      if (length < 8) throw new RefusedFile('damaged');
      checkPixels(read.u16be(bytes, at + 7), read.u16be(bytes, at + 5));
      hasFrame = true;
    }
    if (marker === START_OF_SCAN && !hasFrame) throw new RefusedFile('damaged');
    at += 2 + length;
    if (marker === START_OF_SCAN) at = endOfScan(bytes, at);
  }
}

/** The next marker outside scan data: neither a stuffed byte nor a restart marker. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new RefusedFile('damaged');
}
