import { createHash } from 'node:crypto';
import { type Host, plain } from '../world/network.ts';
import { expiryOf, isSignedFor } from './signature.ts';

type Version = {
  readonly id: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly marker: boolean;
};

export type Created = {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly 'version-id': string;
  readonly sequencer: string;
};

/** Parts of objects that nothing here keeps: a clear end is better than a wrong answer. */
const PARTS = ['tagging', 'acl', 'uploads', 'uploadId', 'attributes'];

const etagOf = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;

/** A versioned bucket: what is put stays, the newest version is what a key shows. */
export class Bucket {
  /** Host name at which it is found. */
  readonly address: string;
  /** Key with which URLs are signed. */
  readonly #secret: string;
  readonly #objects = new Map<string, Version[]>();
  readonly #onCreated: (created: Created) => void;
  readonly #now: () => number;
  #count = 0;

  constructor(address: string, secret: string, now: () => number, onCreated: (created: Created) => void) {
    this.address = address;
    this.#secret = secret;
    this.#now = now;
    this.#onCreated = onCreated;
  }

  keys(): readonly string[] {
    return [...this.#objects].flatMap(([key, versions]) => (versions.at(-1)?.marker ? [] : [key]));
  }

  get host(): Host {
    return async (request) => {
      const { method, path, headers, body } = request;
      const url = new URL(path, 'https://bucket');
      const part = PARTS.find((name) => url.searchParams.has(name));
      if (part !== undefined) throw new Error(`"${part}" of an object is not simulated`);
      const key = decodeURIComponent(url.pathname.slice(1));
      const expiry = expiryOf(url);
      if (expiry !== undefined && expiry < this.#now()) return error(403, 'AccessDenied');
      if (expiry !== undefined && !isSignedFor(request, url, this.address, this.#secret))
        return error(403, 'SignatureDoesNotMatch');
      if (method === 'PUT') return this.#put(key, headers, body);
      if (method === 'DELETE') return this.#delete(key, url.searchParams.get('versionId'));
      return this.#get(key, url.searchParams.get('versionId'), method === 'HEAD');
    };
  }

  #put(key: string, headers: Readonly<Record<string, string>>, body: Buffer) {
    const versions = this.#objects.get(key) ?? [];
    const current = versions.at(-1);
    const there = current === undefined || current.marker ? undefined : current;
    if (headers['if-none-match'] === '*' && there !== undefined) return error(412, 'PreconditionFailed');
    const match = headers['if-match'];
    if (match !== undefined && there === undefined) return error(404, 'NoSuchKey');
    if (match !== undefined && there !== undefined && match !== etagOf(there.body))
      return error(412, 'PreconditionFailed');
    const sum = headers['x-amz-checksum-sha256'];
    if (sum !== undefined && sum !== createHash('sha256').update(body).digest('base64')) return error(400, 'BadDigest');
    const id = this.#newId();
    this.#objects.set(key, [...versions, { id, body, headers, marker: false }]);
    const etag = etagOf(body);
    this.#onCreated({ key, size: body.length, etag: etag.slice(1, -1), 'version-id': id, sequencer: id });
    return { status: 200, headers: { etag, 'x-amz-version-id': id }, body: Buffer.alloc(0) };
  }

  #newId(): string {
    this.#count += 1;
    return `v${String(this.#count).padStart(12, '0')}`;
  }

  #get(key: string, versionId: string | null, head: boolean) {
    const versions = this.#objects.get(key) ?? [];
    const version = versionId === null ? versions.at(-1) : versions.find(({ id }) => id === versionId);
    if (version === undefined || version.marker) {
      const missing = error(404, versionId === null ? 'NoSuchKey' : 'NoSuchVersion');
      return head ? { ...missing, body: Buffer.alloc(0) } : missing;
    }
    const kept = Object.entries(version.headers).filter(([name]) =>
      /^(content-(type|disposition)|x-amz-meta-)/.test(name),
    );
    const headers = {
      ...Object.fromEntries(kept),
      'content-length': String(version.body.length),
      'x-amz-version-id': version.id,
      etag: etagOf(version.body),
    };
    return { status: 200, headers, body: head ? Buffer.alloc(0) : version.body };
  }

  #delete(key: string, versionId: string | null) {
    const versions = this.#objects.get(key) ?? [];
    if (versionId !== null)
      this.#objects.set(
        key,
        versions.filter(({ id }) => id !== versionId),
      );
    else this.#objects.set(key, [...versions, { id: this.#newId(), body: Buffer.alloc(0), headers: {}, marker: true }]);
    return { status: 204, headers: {}, body: Buffer.alloc(0) };
  }
}

const error = (status: number, code: string) =>
  plain(status, `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
