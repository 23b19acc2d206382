import { contentDisposition } from '../../../shared/documents/file-name.ts';
import { objectKey } from '../../../shared/documents/object-key.ts';
import type { Bucket } from '../../../shared/platform/files/bucket.ts';
import type { Ticket } from '../../../shared/record/document-rows.ts';
import { FileUnavailableError } from './fetch-file.ts';

export type PutFile = (ticket: Ticket, bytes: Buffer) => Promise<void>;

/**
 * Uploads a file with its ticket, under the same conditions as an applicant's upload: the key must not exist, and the bytes
 * must be as declared. A key that exists was written by an earlier attempt.
 * @throws FileUnavailableError when S3 did not accept it
 */
export function filePutter(bucket: Bucket): PutFile {
  return async ({ dossierId, document: { documentId, fileName, contentType, sha256 } }, bytes) => {
    const answer = await bucket
      .send({
        method: 'PUT',
        key: objectKey({ dossierId, documentId }),
        headers: {
          'content-type': contentType,
          'content-disposition': contentDisposition(fileName),
          'if-none-match': '*',
          'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
          'x-amz-content-sha256': sha256,
        },
        body: bytes,
      })
      .catch(() => {
        throw new FileUnavailableError('bucket-network');
      });
    answer.discard();
    if (!answer.ok && answer.status !== 412) throw new FileUnavailableError(`bucket-${answer.status}`);
  };
}
