import { LIMITS } from '../../limits.ts';
import { budget, RefusedFile, read } from '../refused-file.ts';
import { checkPixels, isPadding } from './pixels.ts';

/** Container boxes, with the number of bytes before their first child (ISO 14496-12, ISO 23008-12). */
const HOLDERS: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0 };

/** Top-level boxes of a picture file. `mpvd` and `moov` hold the clip of a motion photo. */
const KNOWN = ['ftyp', 'meta', 'mdat', 'free', 'skip', 'wide', 'uuid', 'mpvd', 'moov', 'idat', 'pdin', 'styp'];

/**
 * Parses the boxes of a HEIC picture: file type first, a picture handler, at least one picture with a size and data, and only
 * padding after the last box.
 * @throws RefusedFile
 */
export function checkHeic(bytes: Buffer): void {
  const boxes = budget(LIMITS.imageParts);
  let [pictures, hasData, isPicture] = [0, false, false];

  function walk(start: number, end: number, inside: string, depth: number): void {
    if (depth > LIMITS.imageDepth) throw new RefusedFile('too-much-inside');
    let at = start;
    while (at < end) {
      boxes.spend();
      if (inside === '' && isPadding(bytes, at)) return;
      const short = read.u32be(bytes, at);
      const type = read.slice(bytes, at + 4, 4).toString('latin1');
      const head = short === 1 ? 16 : 8;
      const size = short === 1 ? read.u32be(bytes, at + 8) * 2 ** 32 + read.u32be(bytes, at + 12) : short;
      // Size zero: the box extends to the end of the file.
      const next = size === 0 ? end : at + size;
      if (next < at + head || next > end)
        throw new RefusedFile(inside === '' && at > 0 ? 'ambiguous-content' : 'damaged');
      if (inside === '' && !KNOWN.includes(type)) throw new RefusedFile('ambiguous-content');
      if (type === 'mdat' || type === 'idat') hasData = true;
      if (type === 'hdlr') isPicture ||= read.slice(bytes, at + head + 8, 4).toString('latin1') === 'pict';
      if (type === 'ispe') {
        checkPixels(read.u32be(bytes, at + head + 4), read.u32be(bytes, at + head + 8));
        pictures += 1;
      }
      const skip = HOLDERS[type];
      if (skip !== undefined) walk(at + head + skip, next, type, depth + 1);
      at = next;
    }
  }
  walk(0, bytes.length, '', 0);
  if (!isPicture || pictures === 0 || !hasData) throw new RefusedFile('damaged');
}
