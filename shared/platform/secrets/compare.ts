import { createHash, timingSafeEqual } from 'node:crypto';

/** Constant-time comparison of two texts. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** The first valid value (current, then previous) that `fits`; all are tried, for constant time. */
export function keyInForce<K extends string | object>(keys: readonly K[], fits: (key: K) => boolean): K | undefined {
  return keys.map((key) => (fits(key) ? key : undefined)).find((key) => key !== undefined);
}
