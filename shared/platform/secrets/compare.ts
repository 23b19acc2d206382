import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal, in a time that tells nothing about where they differ. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** The first of the values in force (current, then previous) that `fits`; all are tried, whichever fits. */
export function keyInForce<K extends string | object>(keys: readonly K[], fits: (key: K) => boolean): K | undefined {
  return keys.map((key) => (fits(key) ? key : undefined)).find((key) => key !== undefined);
}
