import { createHash } from 'node:crypto';
import type { DocumentRefusal } from '../../../shared/documents/refusals.ts';
import type { DossierDocument } from '../../../shared/dossier/values.ts';
import { inspect } from './inspect.ts';
import type { StoredFile } from './stored-files.ts';

/**
 * Reads a file once and holds it against its ticket: size, SHA-256, then what the bytes are. A file of another size is
 * not read at all, so nothing larger than a ticket allows is ever in memory.
 * @returns why it is refused; undefined when it is what was announced.
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
