import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Seeded random numbers. Each dossier has its own source, made of the seed and its number, independent of other dossiers and workers. */
export class Chance {
  readonly #generator: RandomGenerator;

  constructor(seed: number, stream: number) {
    this.#generator = xoroshiro128plusFromState([
      mix(seed, 1),
      mix(seed ^ stream, 2),
      mix(stream, 3),
      mix(stream, 4) | 1,
    ]);
  }

  /** In [0, 1). */
  unit(): number {
    return uniformFloat32(this.#generator);
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  happens(share: number): boolean {
    return this.unit() < share;
  }

  /** @throws {RangeError} when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.int(0, from.length - 1)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** Index into cumulative weights. */
  weighted(sums: readonly number[]): number {
    const at = this.unit() * (sums.at(-1) ?? 0);
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Log-normal: half of all draws lie below the median; a greater spread makes a longer tail. */
  around(median: number, spread: number): number {
    // Sum of four uniform draws: close enough to normal and much cheaper than an exact one.
    const normal = (this.unit() + this.unit() + this.unit() + this.unit() - 2) * Math.sqrt(3);
    return median * Math.exp(spread * normal);
  }
}

/** Cumulative weights, for {@link Chance.weighted}. */
export function sums(weights: readonly number[]): readonly number[] {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}

/** Hash of a text, the same on every machine: seeds an agency's own behaviour. */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Spreads neighbouring numbers over all 32 bits (the finaliser of MurmurHash 3). */
function mix(value: number, salt: number): number {
  let h = (value + Math.imul(salt, 0x9e3779b9)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
