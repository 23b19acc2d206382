import { LIMITS } from '../../limits.ts';
import { budget, RefusedFile } from '../refused-file.ts';
import { walkXml } from '../xml.ts';
import { type Decryption, openEncrypted } from './encryption.ts';
import { decoded } from './filters.ts';
import { type PackedStream, PdfObjects } from './objects.ts';
import { pdfHeader } from './pdf-header.ts';
import { isDict, nameOf, numberOf, Reference } from './values.ts';

/** Readers search for the end marker in the last kilobyte. */
const EDGE = 1024;

/**
 * Checks that a file is a PDF (ISO 32000-2): only padding before its header and after its end, a path from its trailer to a
 * page, and no active content. Every object is scanned, including those in object streams and in documents protected by an
 * owner password only.
 * @throws RefusedFile
 */
export function checkPdf(bytes: Buffer): void {
  const header = pdfHeader(bytes);
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', header, header + 8))) throw new RefusedFile('damaged');
  checkEnd(bytes, header);
  const objects = new PdfObjects(bytes);
  objects.walk();
  const decrypt = decryptionOf(objects);
  const unpacked = budget(LIMITS.pdfUnpacked);
  for (const stream of objects.packed) {
    if (nameOf(stream.dict.get('Type')) === 'EmbeddedFile') continue;
    objects.unpacked(decoded(contentOf(bytes, stream, objects, decrypt), stream.dict, unpacked), stream.dict);
  }
  objects.actions.conclude();
  if (!objects.pages.any) throw new RefusedFile('damaged');
  for (const number of objects.embedded) {
    const stream = objects.packed.find((one) => one.number === number && isEmbedded(one));
    if (stream === undefined) throw new RefusedFile('embedded-files');
    checkEmbedded(decoded(contentOf(bytes, stream, objects, decrypt), stream.dict, unpacked));
  }
}

const isBlank = (code: number | undefined) =>
  code === 0 || code === 32 || (code !== undefined && code >= 9 && code <= 13);

const isEmbedded = ({ dict }: PackedStream) => nameOf(dict.get('Type')) === 'EmbeddedFile';

/** The end marker is last, and the offset before it points to a cross-reference table or stream. */
function checkEnd(bytes: Buffer, header: number): void {
  let end = bytes.length;
  while (end > 0 && isBlank(bytes[end - 1])) end -= 1;
  const tail = bytes.toString('latin1', Math.max(0, end - EDGE), end);
  if (!tail.endsWith('%%EOF')) throw new RefusedFile(bytes.includes('%%EOF') ? 'ambiguous-content' : 'damaged');
  const pointer = /startxref\s+(\d{1,10})\s+(?:%[^\r\n]*[\r\n]+\s*)*%%EOF$/.exec(tail)?.[1];
  if (pointer === undefined) throw new RefusedFile('damaged');
  // Offsets count from the header or from byte 0, and are slightly off after line-end conversion.
  const leads = [Number(pointer), Number(pointer) + header].some((at) =>
    /^[\s\S]{0,64}(?:xref|\d\s+\d+\s+obj[\s\S]*\/XRef)/.test(bytes.toString('latin1', Math.max(0, at - 16), at + 512)),
  );
  if (!leads) throw new RefusedFile('damaged');
}

function decryptionOf(objects: PdfObjects): Decryption | undefined {
  const [encrypted, ...others] = objects.trailers.filter(({ encrypt }) => encrypt != null);
  if (encrypted === undefined) return undefined;
  const { encrypt, id } = encrypted;
  const same = others.every(
    (other) =>
      encrypt instanceof Reference && other.encrypt instanceof Reference && other.encrypt.number === encrypt.number,
  );
  const dict = encrypt instanceof Reference ? objects.find(encrypt.number) : encrypt;
  if (!same || !isDict(dict)) throw new RefusedFile('damaged');
  return openEncrypted(dict, id);
}

/** Raw stream bytes: by the declared length if correct, else up to the end keyword. */
function contentOf(bytes: Buffer, stream: PackedStream, objects: PdfObjects, decrypt: Decryption | undefined): Buffer {
  const { dict, start, number, generation } = stream;
  const told = dict.get('Length');
  const length = numberOf(told instanceof Reference ? objects.find(told.number) : told) ?? -1;
  const fits = length >= 0 && /^\s*endstream/.test(bytes.toString('latin1', start + length, start + length + 32));
  const mark = fits ? start + length : bytes.indexOf('endstream', start);
  const packed = bytes.subarray(start, mark === -1 ? bytes.length : mark);
  if (decrypt === undefined) return packed;
  if (number === undefined) throw new RefusedFile('damaged');
  return decrypt(packed, number, generation);
}

/** Invoices and forms embed their data (PDF/A-3); no other embedded file is accepted. */
function checkEmbedded(content: Buffer): void {
  try {
    walkXml(content, {});
  } catch (error) {
    throw error instanceof RefusedFile && error.reason === 'damaged' ? new RefusedFile('embedded-files') : error;
  }
}
