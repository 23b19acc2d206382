/** How the world treats its inhabitants: calm by default, seeded trouble when the faults say so. */
export type Weather = {
  /** Milliseconds one way, at most. */
  readonly latency: number;
  readonly lag: number;
  readonly coldStart: number;
  /** Chances. */
  readonly repeats: number;
  readonly recycles: number;
  readonly refusedEntries: number;
  /** Milliseconds by which the clock of a sandbox is fast or slow, at most. */
  readonly skew: number;
};

export const CALM: Weather = {
  latency: 4,
  lag: 0,
  coldStart: 200,
  repeats: 0,
  recycles: 0,
  refusedEntries: 0,
  skew: 0,
};

/** Messages are late, doubled and out of order, indexes lag, sandboxes are short-lived, and clocks differ. */
export const ROUGH: Weather = {
  latency: 40,
  lag: 300,
  coldStart: 200,
  repeats: 0.05,
  recycles: 0.005,
  refusedEntries: 0.02,
  skew: 250,
};
