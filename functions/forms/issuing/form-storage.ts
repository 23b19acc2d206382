import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { contentDisposition } from '../../../shared/documents/file-name.ts';
import { type DocumentPlace, formKey } from '../../../shared/documents/object-key.ts';
import type { Bucket } from '../../../shared/platform/files/bucket.ts';
import { sha256 } from '../../../shared/values.ts';

/** Metadata of a stored form. */
export type FormFile = {
  /** SHA-256 of the unsigned bytes, lower-case hex. */
  readonly sha256: string;
  /** Size as stored, signature included, bytes. */
  readonly size: number;
  readonly signed: boolean;
};

export type FormStorage = {
  /**
   * Stores a form under its key, only if the key is free. Otherwise returns the metadata of the existing object.
   * @throws FormStorageError when S3 does not accept it
   */
  put(place: DocumentPlace, fileName: string, pdf: Uint8Array, facts: Omit<FormFile, 'size'>): Promise<FormFile>;
};

export class FormStorageError extends Error {
  override readonly name = 'FormStorageError';
}

const storedSchema = z.object({
  sha256,
  signed: z.enum(['true', 'false']),
  size: z.coerce.number().check(z.int(), z.minimum(1)),
});

/** Storage of forms in the documents bucket. Data that the file does not contain is kept as object metadata. */
export function formStorage(bucket: Bucket): FormStorage {
  async function existingAt(key: string): Promise<FormFile> {
    const { ok, status, headers, discard } = await bucket.send({ method: 'GET', key });
    discard();
    if (!ok) throw new FormStorageError(`reading: ${status}`);
    const stored = storedSchema.safeParse({
      sha256: headers['x-amz-meta-unsigned-sha256'],
      signed: headers['x-amz-meta-signed'],
      size: headers['content-length'],
    });
    if (!stored.success) throw new FormStorageError('another object is stored under the key of the form');
    return { ...stored.data, signed: stored.data.signed === 'true' };
  }

  return {
    async put(place, fileName, pdf, { sha256, signed }) {
      const key = formKey(place);
      const body = Buffer.from(pdf);
      const hash = createHash('sha256').update(body);
      const hex = hash.copy().digest('hex');
      const { ok, status, discard } = await bucket.send({
        method: 'PUT',
        key,
        headers: {
          'content-type': 'application/pdf',
          'content-disposition': contentDisposition(fileName),
          'if-none-match': '*',
          'x-amz-checksum-sha256': hash.digest('base64'),
          'x-amz-content-sha256': hex,
          'x-amz-meta-unsigned-sha256': sha256,
          'x-amz-meta-signed': String(signed),
        },
        body,
      });
      discard();
      if (status === 412) return existingAt(key);
      if (!ok) throw new FormStorageError(`storing: ${status}`);
      return { sha256, signed, size: body.length };
    },
  };
}
