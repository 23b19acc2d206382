import * as host from 'node:crypto';
import type { Scheduler } from '../scheduler.ts';

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
  // Signatures are made on the host's threads; the world must not move on meanwhile.
  const subtle = new Proxy(host.webcrypto.subtle, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => scheduler.outside(Reflect.apply(value, target, args) as Promise<unknown>);
    },
  });
  const webcrypto = { subtle, getRandomValues, randomUUID, CryptoKey };
  const module = { ...host, randomBytes, randomUUID, randomInt, getRandomValues, webcrypto, subtle };
  return { module, webcrypto };
}
