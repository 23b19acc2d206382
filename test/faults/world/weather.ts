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
};

export const CALM: Weather = { latency: 4, lag: 0, coldStart: 200, repeats: 0, recycles: 0, refusedEntries: 0 };
