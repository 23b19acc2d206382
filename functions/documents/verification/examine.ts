import { createHash } from 'node:crypto';
import type { DocumentRefusal } from '../../../shared/documents/refusals.ts';
import type { DossierDocument } from '../../../shared/dossier/values.ts';
import { inspect } from './inspect.ts';
import type { StoredFile } from './stored-files.ts';

/**
 * Reads a file once and compares it with its ticket: size, SHA-256, then content. A file with a different size is not read, so
 * memory never holds more than a ticket allows.
 * @returns the reason for rejection; undefined when the file is as declared
 */
export async function examine(file: StoredFile, announced: DossierDocument): Promise<DocumentRefusal | undefined> {
  if (file.size !== announced.size) {
    file.discard();
    return 'size-mismatch';
  }
  const bytes = Buffer.alloc(announced.size);
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of file.content) {
    if (length + chunk.length > bytes.length) return 'size-mismatch';
    bytes.set(chunk, length);
    length += chunk.length;
    hash.update(chunk);
  }
  if (length !== announced.size) return 'size-mismatch';
  if (hash.digest('hex') !== announced.sha256) return 'checksum-mismatch';
  return inspect(bytes, announced.contentType);
}
