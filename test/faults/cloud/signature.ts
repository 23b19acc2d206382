import { createHash, createHmac } from 'node:crypto';
import type { HttpRequest } from '../world/network.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Whether this request was signed with the secret: verb, key, query and the headers it names.
 * Source: Amazon S3 API Reference, "Authenticating requests: using query parameters (AWS Signature Version 4)"
 */
export function isSignedFor({ method, headers, body }: HttpRequest, url: URL, host: string, secret: string): boolean {
  const of = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? '';
  const [, ...scope] = of('Credential').split('/');
  const names = of('SignedHeaders').split(';');
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  // As every HTTP client sends them.
  const sent: typeof headers = { ...headers, host, 'content-length': String(body.length) };
  const lines = names.map((name) => `${name}:${(sent[name] ?? '').trim()}`);
  const request = [method, url.pathname, query, ...lines, '', names.join(';'), 'UNSIGNED-PAYLOAD'].join('\n');
  const text = ['AWS4-HMAC-SHA256', of('Date'), scope.join('/'), sha256(request)].join('\n');
  const key = scope.reduce<string | Buffer>((sofar, part) => hmac(sofar, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex') === of('Signature');
}

/** When a presigned address ends, epoch milliseconds; undefined of one that is not presigned. */
export function expiryOf(url: URL): number | undefined {
  const [date, seconds] = [url.searchParams.get('X-Amz-Date'), url.searchParams.get('X-Amz-Expires')];
  if (date === null || seconds === null) return undefined;
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(iso) + Number(seconds) * 1000;
}
