import { contentDisposition } from '../../../shared/documents/file-name.ts';
import { objectKey } from '../../../shared/documents/object-key.ts';
import type { Bucket } from '../../../shared/platform/files/bucket.ts';
import { PartnerUnavailableError } from '../../../shared/platform/partners/outcomes.ts';
import type { Ticket } from '../../../shared/record/document-rows.ts';

export type PutFile = (ticket: Ticket, bytes: Buffer) => Promise<void>;

/**
 * Puts a file where its ticket says, under the same conditions as an applicant's upload: the place is still empty, and
 * the bytes are those that were announced. A place that is taken was taken by an earlier try.
 * @throws PartnerUnavailableError when the store did not take it.
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
        throw new PartnerUnavailableError('documents-bucket', 'bucket-network');
      });
    answer.discard();
    if (!answer.ok && answer.status !== 412)
      throw new PartnerUnavailableError('documents-bucket', `bucket-${answer.status}`);
  };
}
