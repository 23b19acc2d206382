import type { Bucket } from '../../../shared/platform/files/bucket.ts';

/** One stored version of an uploaded file. */
export type StoredFile = {
  /** The version being read, also when the latest was requested. */
  readonly versionId: string;
  /** Bytes. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
  /** Cancels the transfer. */
  readonly discard: () => void;
};

export type StoredFiles = {
  /** @param versionId default: the latest. @returns undefined when the object no longer exists */
  open(key: string, versionId: string | undefined): Promise<StoredFile | undefined>;
  /** Deletes with a delete marker; recoverable until lifecycle rules expire the version. */
  withdraw(key: string): Promise<void>;
  /** Permanently deletes one version. */
  erase(key: string, versionId: string): Promise<void>;
};

export class BucketError extends Error {
  override readonly name = 'BucketError';
}

export function storedFiles(bucket: Bucket): StoredFiles {
  async function remove(key: string, versionId?: string): Promise<void> {
    const answer = await bucket.send({ method: 'DELETE', key, versionId });
    answer.discard();
    if (!answer.ok && answer.status !== 404) throw new BucketError(`deleting: ${answer.status}`);
  }

  return {
    async open(key, versionId) {
      const answer = await bucket.send({ method: 'GET', key, versionId });
      if (answer.status !== 200) {
        answer.discard();
        if (answer.status === 404) return undefined;
        throw new BucketError(`reading: ${answer.status}`);
      }
      const version = answer.headers['x-amz-version-id'] ?? versionId;
      if (version === undefined) throw new BucketError('the documents bucket keeps no versions');
      const size = Number(answer.headers['content-length'] ?? -1);
      return { versionId: version, size, content: answer.body, discard: answer.discard };
    },
    withdraw: (key) => remove(key),
    erase: remove,
  };
}
