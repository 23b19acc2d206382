import { createHash } from 'node:crypto';

/**
 * Seeded random numbers, independent of the interleaving of concurrent calls: the n-th draw for a key is a function of the
 * seed, the key and n alone.
 */
export class Randomness {
  #seed: string;
  readonly #draws = new Map<string, number>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Restarts from the first draw of every key. */
  reseed(seed: string): void {
    this.#seed = seed;
    this.#draws.clear();
  }

  /** A number in [0, 1). */
  next(key: string): number {
    const draw = (this.#draws.get(key) ?? 0) + 1;
    this.#draws.set(key, draw);
    const digest = createHash('sha256')
      .update(JSON.stringify([this.#seed, key, draw]))
      .digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }

  chance(rate: number, key: string): boolean {
    return rate > 0 && this.next(key) < rate;
  }
}
