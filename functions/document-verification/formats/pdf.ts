import { RefusedFile } from './refused-file.ts';

/** Readers look for the end mark in the last kilobyte. */
const TAIL = 1024;

/**
 * Checks the two ends of a PDF (ISO 32000): the header is the very first thing, the cross-reference pointer and the end
 * mark are the last. What lies between is not read: objects are compressed, and judging them is a scanner's work.
 * @throws RefusedFile
 */
export function checkPdf(bytes: Buffer): void {
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8))) throw new RefusedFile('damaged');
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - TAIL));
  const end = tail.lastIndexOf('%%EOF');
  if (end === -1) throw new RefusedFile(bytes.includes('%%EOF') ? 'ambiguous-content' : 'damaged');
  if (!tail.includes('startxref')) throw new RefusedFile('damaged');
  if (/[^\0\t\n\f\r ]/.test(tail.slice(end + 5))) throw new RefusedFile('ambiguous-content');
}
