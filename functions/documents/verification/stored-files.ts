import type { Bucket } from '../../../shared/platform/files/bucket.ts';

/** One stored version of an uploaded file. */
export type StoredFile = {
  /** The version that is being read, also when the latest was asked for. */
  readonly versionId: string;
  /** Bytes. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
  /** Ends the transfer without reading the rest. */
  readonly discard: () => void;
};

export type StoredFiles = {
  /** @param versionId the latest when it is not known. @returns undefined when there is no such object any more. */
  open(key: string, versionId: string | undefined): Promise<StoredFile | undefined>;
  /** Takes a file out of sight; what was there can be brought back until the bucket's own rules forget it. */
  withdraw(key: string): Promise<void>;
  /** Removes one version for good. */
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
