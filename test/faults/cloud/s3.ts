import { createHash } from 'node:crypto';
import { type Host, plain } from '../world/network.ts';

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

/** A versioned bucket: what is put stays, the newest version is what a key shows. */
export class Bucket {
  readonly name: string;
  readonly #objects = new Map<string, Version[]>();
  readonly #onCreated: (created: Created) => void;
  readonly #now: () => number;
  #count = 0;

  constructor(name: string, now: () => number, onCreated: (created: Created) => void) {
    this.name = name;
    this.#now = now;
    this.#onCreated = onCreated;
  }

  keys(): readonly string[] {
    return [...this.#objects].flatMap(([key, versions]) => (versions.at(-1)?.marker ? [] : [key]));
  }

  get host(): Host {
    return async ({ method, path, headers, body }) => {
      const url = new URL(path, 'https://bucket');
      const key = decodeURIComponent(url.pathname.slice(1));
      const expiry = expiryOf(url);
      if (expiry !== undefined && expiry < this.#now()) return error(403, 'AccessDenied');
      if (method === 'PUT') return this.#put(key, headers, body);
      if (method === 'DELETE') return this.#delete(key, url.searchParams.get('versionId'));
      return this.#get(key, url.searchParams.get('versionId'), method === 'HEAD');
    };
  }

  #put(key: string, headers: Readonly<Record<string, string>>, body: Buffer) {
    const versions = this.#objects.get(key) ?? [];
    const current = versions.at(-1);
    if (headers['if-none-match'] === '*' && current !== undefined && !current.marker)
      return error(412, 'PreconditionFailed');
    const sum = headers['x-amz-checksum-sha256'];
    if (sum !== undefined && sum !== createHash('sha256').update(body).digest('base64')) return error(400, 'BadDigest');
    const id = this.#newId();
    this.#objects.set(key, [...versions, { id, body, headers, marker: false }]);
    const etag = createHash('md5').update(body).digest('hex');
    this.#onCreated({ key, size: body.length, etag, 'version-id': id, sequencer: id });
    return { status: 200, headers: { etag: `"${etag}"`, 'x-amz-version-id': id }, body: Buffer.alloc(0) };
  }

  #newId(): string {
    this.#count += 1;
    return `v${String(this.#count).padStart(12, '0')}`;
  }

  #get(key: string, versionId: string | null, head: boolean) {
    const versions = this.#objects.get(key) ?? [];
    const version = versionId === null ? versions.at(-1) : versions.find(({ id }) => id === versionId);
    if (version === undefined || version.marker) return error(404, versionId === null ? 'NoSuchKey' : 'NoSuchVersion');
    const kept = Object.entries(version.headers).filter(([name]) =>
      /^(content-(type|disposition)|x-amz-meta-)/.test(name),
    );
    const headers = {
      ...Object.fromEntries(kept),
      'content-length': String(version.body.length),
      'x-amz-version-id': version.id,
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

function expiryOf(url: URL): number | undefined {
  const [date, seconds] = [url.searchParams.get('X-Amz-Date'), url.searchParams.get('X-Amz-Expires')];
  if (date === null || seconds === null) return undefined;
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(iso) + Number(seconds) * 1000;
}
