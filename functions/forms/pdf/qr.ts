import { encode } from 'uqr';
import type { Doc } from './sheet.ts';

/**
 * Draws a QR code with sides of `side` points as one filled path; adjacent dark modules of a row form one bar. The caller
 * leaves the quiet zone of four modules.
 */
export function drawQr(doc: Doc, text: string, x: number, y: number, side: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const module = side / size;
  for (const [row, modules] of data.entries()) {
    let from = 0;
    for (let column = 0; column <= size; column++) {
      if (modules[column] === true) continue;
      if (column > from) doc.rect(x + from * module, y + row * module, (column - from) * module, module);
      from = column + 1;
    }
  }
  doc.fill('black');
}
