import { type FileType, usualType } from '../../../shared/documents/file-types.ts';
import type { DocumentRefusal } from '../../../shared/documents/refusals.ts';
import { checkHeic } from './formats/image/heic.ts';
import { checkJpeg } from './formats/image/jpeg.ts';
import { checkPng } from './formats/image/png.ts';
import { checkTiff } from './formats/image/tiff.ts';
import { officeType } from './formats/office/office.ts';
import { checkPdf } from './formats/pdf/pdf.ts';
import { RefusedFile } from './formats/refused-file.ts';
import { type TrueKind, trueKind } from './formats/signatures.ts';
import { checkSignedXml } from './formats/signed-xml.ts';
import { holdsArchive } from './formats/zip-end.ts';

/** Stream name of an encrypted office document in a compound file's directory. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/** Check per file type; a package was already checked when its type was determined. */
const CHECKS: Readonly<Record<FileType, (bytes: Buffer) => void>> = {
  'application/pdf': checkPdf,
  'image/jpeg': checkJpeg,
  'image/png': checkPng,
  'image/heic': checkHeic,
  'image/tiff': checkTiff,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': () => undefined,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': () => undefined,
  'application/xml': checkSignedXml,
};

/** Rejected kinds, with advice on what to send instead. */
const REFUSED: Readonly<Record<Exclude<TrueKind, FileType | 'archive' | 'compound'>, DocumentRefusal>> = {
  executable: 'executable',
  'other-archive': 'archive',
  'other-image': 'image-type',
  recording: 'recording',
  'rich-text': 'old-office',
};

/**
 * Judges bytes by content, not by name. Total: returns a verdict for any input.
 * @returns the reason for rejection; undefined for a sound file of the declared type
 */
export function inspect(bytes: Buffer, declared: string): DocumentRefusal | undefined {
  try {
    const type = trueType(bytes);
    if (type !== usualType(declared)) return 'type-mismatch';
    CHECKS[type](bytes);
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
    case 'other-archive':
    case 'other-image':
    case 'recording':
    case 'rich-text':
      throw new RefusedFile(REFUSED[kind]);
    case 'compound':
      throw new RefusedFile(bytes.includes(ENCRYPTED_PACKAGE) ? 'encrypted' : 'old-office');
    case 'archive':
      return officeType(bytes);
    default:
      // An unpacker would treat this file as an archive, regardless of its first bytes.
      if (holdsArchive(bytes)) throw new RefusedFile('ambiguous-content');
      return kind;
  }
}
