import * as host from 'node:crypto';
import type { Scheduler } from '../scheduler.ts';

type Algorithm = { readonly name?: string; readonly hash?: string | { readonly name: string } };
type Named = Algorithm | string;
type CryptoKey = host.webcrypto.CryptoKey;
/** A key as Node's own functions take it, and the text that it was made of. */
type Known = { readonly key: host.KeyObject; readonly text: string };
type Import = [format: string, data: host.JsonWebKey | Uint8Array, algorithm: Named];

const nameOf = (algorithm: Named) => (typeof algorithm === 'string' ? algorithm : algorithm.name);

/** What is hashed by: an algorithm may leave that to its key. */
function hashOf(algorithm: Named, key?: CryptoKey): string {
  const own = typeof algorithm === 'string' ? algorithm : algorithm.hash;
  const hash = own ?? (key?.algorithm as Algorithm | undefined)?.hash ?? nameOf(algorithm);
  return String(typeof hash === 'object' ? hash.name : hash)
    .replace('-', '')
    .toLowerCase();
}

function keyMadeOf([format, data]: Import): host.KeyObject | undefined {
  if (format === 'jwk') {
    const key = { key: data as host.JsonWebKey, format } as const;
    return 'd' in data ? host.createPrivateKey(key) : host.createPublicKey(key);
  }
  const der = { key: Buffer.from(data as Uint8Array), format: 'der' } as const;
  if (format === 'pkcs8') return host.createPrivateKey({ ...der, type: format });
  return format === 'spki' ? host.createPublicKey({ ...der, type: format }) : undefined;
}

/** Verdicts on signatures, which a world asks for again and again: of the same key over the same bytes. */
const verdicts = new WeakMap<Scheduler, Map<string, boolean>>();

/**
 * The web's functions for keys and signatures. What the faults' order hangs on (signatures, digests) is done at once and on
 * the world's own thread: whoever waits for two of them hears of them in the same order each time.
 */
function subtleOf(scheduler: Scheduler): host.webcrypto.SubtleCrypto {
  const { subtle } = host.webcrypto;
  const kept = verdicts.get(scheduler) ?? new Map<string, boolean>();
  verdicts.set(scheduler, kept);
  const keys = new WeakMap<CryptoKey, Known>();
  /** Undefined of a key or an algorithm that Node's own functions do not take as the web's do. */
  const asNode = (algorithm: Named, key: CryptoKey) => {
    const known = keys.get(key);
    const name = nameOf(algorithm);
    if (known === undefined || (name !== 'ECDSA' && name !== 'RSASSA-PKCS1-v1_5')) return undefined;
    return { ...known, ...(name === 'ECDSA' && { dsaEncoding: 'ieee-p1363' as const }) };
  };
  const verify = (algorithm: Named, key: CryptoKey, signature: Uint8Array, data: Uint8Array) => {
    const made = asNode(algorithm, key);
    if (made === undefined) return undefined;
    const hash = hashOf(algorithm, key);
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const asked = `${hash} ${made.text} ${base64(signature)} ${base64(data)}`;
    const verdict = kept.get(asked) ?? host.verify(hash, data, made, signature);
    kept.set(asked, verdict);
    return verdict;
  };
  const sign = (algorithm: Named, key: CryptoKey, data: Uint8Array) => {
    const made = asNode(algorithm, key);
    return made && arrayOf(host.sign(hashOf(algorithm, key), new Uint8Array(data), made));
  };
  const digest = (algorithm: Named, data: Uint8Array) =>
    arrayOf(host.createHash(hashOf(algorithm)).update(new Uint8Array(data)).digest());
  const atOnce: Readonly<Record<string, unknown>> = { verify, sign, digest };
  return new Proxy(subtle, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const own = atOnce[String(name)] as ((...args: unknown[]) => unknown) | undefined;
        const done = own?.(...args);
        if (done !== undefined) return done;
        const made = await scheduler.outside(Reflect.apply(value, target, args) as Promise<unknown>);
        if (name !== 'importKey') return made;
        const key = keyMadeOf(args as Import);
        if (key !== undefined) keys.set(made as CryptoKey, { key, text: textOf(key) });
        return made;
      };
    },
  });
}

const textOf = (key: host.KeyObject) =>
  (key.type === 'private' ? host.createPublicKey(key) : key).export({ type: 'spki', format: 'der' }).toString('base64');

const arrayOf = (bytes: Buffer): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** Seeded bytes for everything a program believes to be random; what is computed is computed by the host. */
export function cryptoOf(scheduler: Scheduler, unit: () => number) {
  const randomBytes = (size: number) => Buffer.from(Array.from({ length: size }, () => Math.floor(unit() * 256)));
  const randomUUID = () => {
    const bytes = randomBytes(16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
  const getRandomValues = <T extends NodeJS.ArrayBufferView>(into: T): T => {
    const view = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
    view.set(randomBytes(view.length));
    return into;
  };
  const randomInt = (from: number, to?: number) => {
    const [low, high] = to === undefined ? [0, from] : [from, to];
    return low + Math.floor(unit() * (high - low));
  };
  const subtle = subtleOf(scheduler);
  const webcrypto = { subtle, getRandomValues, randomUUID, CryptoKey };
  const module = { ...host, randomBytes, randomUUID, randomInt, getRandomValues, webcrypto, subtle };
  return { module, webcrypto };
}
