import { contentDisposition } from '../../../shared/documents/file-name.ts';
import { type DocumentPlace, formKey, objectKey } from '../../../shared/documents/object-key.ts';
import { UPLOAD_VALID } from '../../../shared/documents/ticket.ts';
import type { Bucket } from '../../../shared/platform/files/bucket.ts';
import type { Ticket, VerifiedDocument } from '../../../shared/record/document-rows.ts';

/** Seconds. */
const DOWNLOAD_VALID = 5 * 60;

export type UploadTicket = {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};
export type DownloadTicket = { readonly url: string; readonly expiresAt: string };

export type Tickets = {
  /** Valid for the remainder of the ticket's lifetime; for an expired ticket, one second. */
  upload(ticket: Ticket): Promise<UploadTicket>;
  download(row: VerifiedDocument): Promise<DownloadTicket>;
  /** For a form that we issued: it is never overwritten, so no version is named. */
  downloadForm(place: DocumentPlace): Promise<DownloadTicket>;
};

/**
 * Tickets are presigned requests. An upload is bound to one key that must not exist yet and to the declared length, type and
 * SHA-256; S3 rejects any other body. The file name is sent as a signed header and stored with the object, so that it appears
 * in no URL, which logs would record.
 */
export function presignedTickets(bucket: Bucket, clock: () => Date = () => new Date()): Tickets {
  async function fetching(key: string, versionId?: string): Promise<DownloadTicket> {
    const now = clock();
    const url = await bucket.presign({ method: 'GET', key, versionId }, DOWNLOAD_VALID, now);
    return { url, expiresAt: after(now, DOWNLOAD_VALID) };
  }

  return {
    async upload({ dossierId, document, requestedAt }) {
      const now = clock();
      const left = Math.max(1, Math.floor((Date.parse(requestedAt) - now.getTime()) / 1000) + UPLOAD_VALID);
      const { documentId, fileName, contentType, size, sha256 } = document;
      const headers = {
        'content-type': contentType,
        'content-disposition': contentDisposition(fileName),
        'if-none-match': '*',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      };
      const url = await bucket.presign(
        {
          method: 'PUT',
          key: objectKey({ dossierId, documentId }),
          // HTTP clients set Content-Length themselves; browsers do not let scripts set it.
          headers: { ...headers, 'content-length': String(size) },
        },
        left,
        now,
      );
      return { method: 'PUT', url, headers, expiresAt: after(now, left) };
    },
    download: ({ dossierId, document: { documentId }, versionId }) =>
      fetching(objectKey({ dossierId, documentId }), versionId),
    downloadForm: (place) => fetching(formKey(place)),
  };
}

const after = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000).toISOString();
