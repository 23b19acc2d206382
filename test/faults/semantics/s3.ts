import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketRequest } from '../../../shared/platform/files/bucket.ts';
import { ACCEPTED, type Case, refusal } from './case.ts';

/** A versioned bucket, by its client and by addresses that are signed for others. */
export type Store = {
  readonly client: S3Client;
  readonly bucket: string;
  /** A unique key. */
  readonly key: string;
  /** An address good for a minute, signed so many seconds ago. */
  readonly presign: (request: Omit<BucketRequest, 'key'>, ago?: number) => Promise<string>;
  /** @returns status */
  readonly fetch: (
    address: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ) => Promise<number>;
};
export type StoreCase = Case<Store>;

const CONDITIONAL = 'Amazon S3 User Guide, "How to prevent object overwrites with conditional writes"';
const PRESIGNED = 'Amazon S3 User Guide, "Download and upload objects with presigned URLs"';
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

const put = ({ client, bucket, key }: Store, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ...more }));
const get = ({ client, bucket, key }: Store, VersionId?: string) =>
  client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId }));
const head = ({ client, bucket, key }: Store) => client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
const remove = ({ client, bucket, key }: Store, VersionId?: string) =>
  client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId }));
const bodyOf = async (answer: ReturnType<typeof get>) => (await answer).Body?.transformToString();

const MISSING = { refused: 'NoSuchKey' };

export const storeCases: readonly StoreCase[] = [
  {
    name: 'a get returns what was put: bytes, type, user metadata, length, ETag',
    source: 'Amazon S3 API Reference, PutObject, GetObject; Object, ETag: MD5 digest',
    run: async (store) => {
      const { ETag } = await put(store, 'nội dung', { ContentType: 'text/x', Metadata: { who: 'me' } });
      const got = await get(store);
      return [ETag, await got.Body?.transformToString(), got.ContentType, got.Metadata, got.ContentLength, got.ETag];
    },
    aws: [`"${md5('nội dung')}"`, 'nội dung', 'text/x', { who: 'me' }, 10, `"${md5('nội dung')}"`],
  },
  {
    name: 'a head returns the same without the bytes',
    source: 'Amazon S3 API Reference, HeadObject',
    run: async (store) => {
      await put(store, 'x', { ContentType: 'text/x' });
      const { ContentType, ContentLength, ETag } = await head(store);
      return { ContentType, ContentLength, ETag };
    },
    aws: { ContentType: 'text/x', ContentLength: 1, ETag: `"${md5('x')}"` },
  },
  {
    name: 'a missing object: a get names the key, a head has no message',
    source: 'Amazon S3 API Reference, GetObject: NoSuchKey; HeadObject: "generic 404 Not Found"',
    run: async (store) => [await refusal(get(store)), await refusal(head(store))],
    aws: [MISSING, { refused: 'NotFound' }],
  },
  {
    name: 'versions stay until they are deleted individually',
    source: 'Amazon S3 User Guide, "How S3 Versioning works"',
    run: async (store) => {
      const first = await put(store, 'one');
      const second = await put(store, 'two');
      await remove(store);
      const gone = await refusal(get(store));
      const old = [await bodyOf(get(store, first.VersionId)), await bodyOf(get(store, second.VersionId))];
      await remove(store, first.VersionId);
      return [gone, old, await refusal(get(store, first.VersionId))];
    },
    aws: [MISSING, ['one', 'two'], { refused: 'NoSuchVersion' }],
  },
  {
    name: 'a missing object may be deleted',
    source: 'Amazon S3 API Reference, DeleteObject',
    run: (store) => refusal(remove(store)),
    aws: ACCEPTED,
  },
  {
    name: 'If-None-Match: * puts only a missing object; one behind a delete marker is missing',
    source: CONDITIONAL,
    run: async (store) => {
      const once = (text: string) => refusal(put(store, text, { IfNoneMatch: '*' }));
      const answers = [await once('one'), await once('two'), await bodyOf(get(store))];
      await remove(store);
      return [...answers, await once('three')];
    },
    aws: [ACCEPTED, { refused: 'PreconditionFailed' }, 'one', ACCEPTED],
  },
  {
    name: 'If-Match puts only over the version that was read',
    source: CONDITIONAL,
    run: async (store) => {
      const absent = await refusal(put(store, 'x', { IfMatch: `"${md5('one')}"` }));
      const { ETag } = await put(store, 'one');
      const over = (text: string) => refusal(put(store, text, { IfMatch: ETag }));
      return [absent, await over('two'), await over('three'), await bodyOf(get(store))];
    },
    aws: [MISSING, ACCEPTED, { refused: 'PreconditionFailed' }, 'two'],
  },
  {
    name: 'bytes that do not match the checksum are not stored',
    source: 'Amazon S3 User Guide, "Checking object integrity in Amazon S3": BadDigest',
    run: async (store) => [
      await refusal(put(store, 'x', { ChecksumSHA256: sha256('x') })),
      await refusal(put(store, 'y', { ChecksumSHA256: sha256('x') })),
      await bodyOf(get(store)),
    ],
    aws: [ACCEPTED, { refused: 'BadDigest' }, 'x'],
  },
  {
    name: 'a presigned put stores the bytes it was signed for',
    source: PRESIGNED,
    run: async (store) => {
      const headers = { 'x-amz-checksum-sha256': sha256('x') };
      const address = await store.presign({ method: 'PUT', headers });
      return [
        await store.fetch(address, 'PUT', headers, 'y'),
        await store.fetch(address, 'PUT', headers, 'x'),
        await bodyOf(get(store)),
      ];
    },
    aws: [400, 200, 'x'],
  },
  {
    name: 'a presigned get returns the object',
    source: PRESIGNED,
    run: async (store) => {
      await put(store, 'x');
      return store.fetch(await store.presign({ method: 'GET' }), 'GET', {});
    },
    aws: 200,
  },
  {
    name: 'a presigned URL is rejected after its expiry',
    source: `${PRESIGNED}, "Expiration time for presigned URLs"`,
    run: async (store) => {
      const address = await store.presign({ method: 'PUT' }, 61);
      return [await store.fetch(address, 'PUT', {}, 'x'), await refusal(get(store))];
    },
    aws: [403, MISSING],
  },
  {
    name: 'a presigned URL is rejected for another verb, key, header or length',
    source: `${PRESIGNED}; Amazon S3 API Reference, "Authenticating requests: using query parameters (AWS Signature Version 4)"`,
    run: async (store) => {
      const headers = { 'content-type': 'application/pdf' };
      const address = await store.presign({ method: 'PUT', headers: { ...headers, 'content-length': '1' } });
      const other = new URL(address);
      other.pathname += '-other';
      return [
        await store.fetch(address, 'DELETE', headers),
        await store.fetch(other.href, 'PUT', headers, 'x'),
        await store.fetch(address, 'PUT', { 'content-type': 'text/html' }, 'x'),
        await store.fetch(address, 'PUT', headers, 'xx'),
        await store.fetch(address, 'PUT', headers, 'x'),
      ];
    },
    aws: [403, 403, 403, 403, 200],
  },
];
