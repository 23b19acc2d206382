import { LIMITS } from '../../limits.ts';
import { RefusedFile } from '../refused-file.ts';

/** @throws RefusedFile for a picture without a size, or too large for a viewer to hold in memory */
export function checkPixels(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new RefusedFile('damaged');
  if (width * height > LIMITS.pixels) throw new RefusedFile('image-too-large');
}

/** Whether only padding (0x00, 0xFF or white space) follows from `at`. */
export function isPadding(bytes: Buffer, at: number): boolean {
  for (let index = at; index < bytes.length; index += 1) {
    const code = bytes[index] ?? 0;
    if (code !== 0 && code !== 0xff && code !== 32 && !(code >= 9 && code <= 13)) return false;
  }
  return true;
}
