import type { FileType } from '../../shared/documents/file-types.ts';
import type { DocumentRefusal } from '../../shared/documents/refusals.ts';
import { checkJpeg, checkPng } from './formats/image.ts';
import { officeType } from './formats/office.ts';
import { checkPdf } from './formats/pdf.ts';
import { RefusedFile } from './formats/refused-file.ts';
import { trueKind } from './formats/signatures.ts';
import { checkSignedXml } from './formats/signed-xml.ts';
import { zipEnd } from './formats/zip.ts';

/** Name under which a password-protected office document keeps its content, in the directory of a compound file. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

const CHECKS: Partial<Record<FileType, (bytes: Buffer) => void>> = {
  'application/pdf': checkPdf,
  'image/jpeg': checkJpeg,
  'image/png': checkPng,
  'application/xml': checkSignedXml,
};

/**
 * Judges bytes by what they are, not by what they are called. Total: any bytes give a verdict.
 * @returns why the file is refused; undefined when it is a sound file of the declared type.
 */
export function inspect(bytes: Buffer, declared: string): DocumentRefusal | undefined {
  try {
    const type = trueType(bytes);
    if (type !== declared) return 'type-mismatch';
    CHECKS[type]?.(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof RefusedFile) return error.reason;
    throw error;
  }
}

function trueType(bytes: Buffer): FileType {
  const kind = trueKind(bytes);
  switch (kind) {
    case undefined:
      throw new RefusedFile('type-not-allowed');
    case 'executable':
      throw new RefusedFile('executable');
    case 'compound':
      throw new RefusedFile(bytes.includes(ENCRYPTED_PACKAGE) ? 'encrypted' : 'type-not-allowed');
    case 'archive':
      return officeType(bytes);
    default:
      // Whatever it begins with: an unpacker would take it for an archive.
      if (zipEnd(bytes) !== -1) throw new RefusedFile('ambiguous-content');
      return kind;
  }
}
