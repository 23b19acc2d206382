import * as z from 'zod/mini';
import { Randomness } from './random.ts';

const rate = z.optional(z.number().check(z.minimum(0), z.maximum(1)));
const milliseconds = z.optional(z.int().check(z.minimum(0), z.maximum(600_000)));

/** Body of `POST /control/faults`. Replaces the active faults; `{}` clears them. */
export const faultsSchema = z.strictObject({
  seed: z.optional(z.union([z.string(), z.int()])),
  /** Delay before the work is done. */
  latencyMs: milliseconds,
  /** Share of calls answered 500 without doing the work. */
  errorRate: rate,
  /** Share of calls whose work is done and whose answer is lost: the connection is cut instead. */
  timeoutAfterWorkRate: rate,
  /** Outage: for this long from now on, every call fails. */
  outageMs: milliseconds,
  /** What a caller sees of the outage: 503, or a cut connection. */
  outageKind: z.optional(z.enum(['unavailable', 'cut'])),
  /** Share of callbacks sent twice. */
  duplicateRate: rate,
  /** Callbacks are swapped in pairs. */
  reorder: z.optional(z.boolean()),
  /** Only calls whose service or path contains this text. */
  only: z.optional(z.string()),
  /** How many calls or callbacks are affected before the faults end. Outage and reordering are not counted. */
  times: z.optional(z.int().check(z.positive())),
});
export type FaultSettings = z.infer<typeof faultsSchema>;

export type Verdict = 'none' | 'unavailable' | 'cut' | 'error' | 'cut-after-work';
export type Plan = { readonly verdict: Verdict; readonly latencyMs: number };

/** Decides which call or callback fails, and how. */
export class Faults {
  readonly #random: Randomness;
  readonly #startSeed: string;
  #settings: FaultSettings = {};
  #outageUntil = 0;
  #left = Number.POSITIVE_INFINITY;

  constructor(seed: string) {
    this.#startSeed = seed;
    this.#random = new Randomness(seed);
  }

  set(settings: FaultSettings): void {
    this.#settings = settings;
    this.#random.reseed(settings.seed === undefined ? this.#startSeed : String(settings.seed));
    this.#outageUntil = performance.now() + (settings.outageMs ?? 0);
    this.#left = settings.times ?? Number.POSITIVE_INFINITY;
  }

  describe(): FaultSettings & { outageLeftMs: number } {
    return { ...this.#settings, outageLeftMs: Math.max(0, Math.round(this.#outageUntil - performance.now())) };
  }

  /** The fault of the next call of `subject`. */
  plan(subject: string): Plan {
    const { latencyMs = 0, errorRate = 0, timeoutAfterWorkRate = 0, outageKind = 'unavailable' } = this.#settings;
    if (!this.#concerns(subject)) return { verdict: 'none', latencyMs: 0 };
    if (performance.now() < this.#outageUntil) return { verdict: outageKind, latencyMs: 0 };
    if (this.#left <= 0) return { verdict: 'none', latencyMs: 0 };
    const verdict = this.#random.chance(errorRate, `error ${subject}`)
      ? 'error'
      : this.#random.chance(timeoutAfterWorkRate, `cut ${subject}`)
        ? 'cut-after-work'
        : 'none';
    if (verdict !== 'none' || latencyMs > 0) this.#left -= 1;
    return { verdict, latencyMs };
  }

  /** How often the next callback of kind `subject` is sent. */
  copies(subject: string): 1 | 2 {
    if (!this.#concerns(subject) || this.#left <= 0) return 1;
    if (!this.#random.chance(this.#settings.duplicateRate ?? 0, `duplicate ${subject}`)) return 1;
    this.#left -= 1;
    return 2;
  }

  reorders(subject: string): boolean {
    return this.#settings.reorder === true && this.#concerns(subject);
  }

  #concerns(subject: string): boolean {
    return this.#settings.only === undefined || subject.includes(this.#settings.only);
  }
}
