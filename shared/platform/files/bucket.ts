import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod/mini';
import { MAX_FILE_BYTES } from '../../documents/file-types.ts';
import { type Answer, exchange } from '../partners/exchange.ts';

export const bucketEnvironment = {
  DOCUMENTS_BUCKET: z.string().check(z.minLength(3)),
  /** Only where the platform sets it: a custom S3 endpoint. */
  AWS_ENDPOINT_URL_S3: z.optional(z.url()),
  AWS_ENDPOINT_URL: z.optional(z.url()),
};

/** Inputs of signing, as resolved by an SDK client's configuration. */
type Caller = Pick<ConstructorParameters<typeof SignatureV4>[0], 'credentials' | 'region' | 'sha256'>;

export type BucketRequest = {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly versionId?: string | undefined;
  /** Subresource of the object: `tagging`. */
  readonly part?: 'tagging';
  /** All of them are signed; S3 rejects the request when one is missing or different. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Only for requests that are sent: with a presigned URL the caller provides the body. */
  readonly body?: Buffer | undefined;
};

export type Bucket = {
  readonly name: string;
  /** Presigned URL for exactly this request, valid for `expiresIn` seconds. */
  presign(request: BucketRequest, expiresIn: number, now: Date): Promise<string>;
  /**
   * Sends the request. Does not retry: its callers are retried by SQS.
   * @throws OutboundError when the bucket does not respond in time, including while its response is read
   */
  send(request: BucketRequest): Promise<Answer>;
};

/** Minimum throughput in both directions together: time for this many bytes. Milliseconds. */
const timeFor = (bytes: number): number => 5_000 + bytes / 2_000;

/**
 * The documents bucket, by signed HTTP requests: its users need three verbs of S3, for which the SDK client would add 150 kB
 * to each bundle.
 */
export function documentsBucket(
  env: z.infer<z.ZodMiniObject<typeof bucketEnvironment>>,
  caller: Caller,
  limit: (bytes: number) => number = timeFor,
): Bucket {
  const { DOCUMENTS_BUCKET: name } = env;
  const signer = new SignatureV4({
    credentials: caller.credentials,
    region: caller.region,
    sha256: caller.sha256,
    service: 's3',
    // S3 is the only service that does not double-encode the path when signing.
    uriEscapePath: false,
  });

  async function requestOf({ method, key, versionId, part, headers, body }: BucketRequest): Promise<HttpRequest> {
    const region = typeof caller.region === 'string' ? caller.region : await caller.region();
    const elsewhere = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
    const address = new URL(
      elsewhere === undefined ? `https://${name}.s3.${region}.amazonaws.com/${key}` : `${elsewhere}/${name}/${key}`,
    );
    return new HttpRequest({
      method,
      protocol: address.protocol,
      hostname: address.hostname,
      ...(address.port !== '' && { port: Number(address.port) }),
      path: address.pathname.replace(/^\/{2,}/, '/'),
      query: { ...(part !== undefined && { [part]: '' }), ...(versionId !== undefined && { versionId }) },
      headers: { host: address.host, ...headers },
      ...(body !== undefined && { body }),
    });
  }

  return {
    name,
    async presign(request, expiresIn, signingDate) {
      const unsigned = await requestOf(request);
      const names = new Set(Object.keys(unsigned.headers));
      unsigned.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
      // By default the signer moves headers into the URL, where S3 would not enforce them for the body.
      const options = { expiresIn, signingDate, signableHeaders: names, unhoistableHeaders: names };
      return addressOf(await signer.presign(unsigned, options));
    },
    async send(request) {
      const signed = await signer.sign(await requestOf(request));
      const { method, headers } = signed;
      const { body } = request;
      return exchange(new URL(addressOf(signed)), {
        method,
        headers,
        ...(body !== undefined && { body }),
        timeoutMs: limit(method === 'GET' ? MAX_FILE_BYTES : (body?.length ?? 0)),
        maxBytes: MAX_FILE_BYTES,
      });
    },
  };
}

type Signed = Awaited<ReturnType<SignatureV4['sign']>>;

function addressOf({ protocol, hostname, port, path, query = {} }: Signed): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const suffix = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${suffix}`;
}
