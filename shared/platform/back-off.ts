/** How long to wait before something is tried again. Times are in the unit of whoever waits. */
export type BackOff = {
  /** Longest wait before the first repetition, the second and so on; the last one serves for all that follow. */
  readonly ceilings: readonly [number, ...number[]];
  /** Share of the ceiling that is always waited, 0 to 1; the rest is drawn, so that what failed together parts. */
  readonly certain: number;
};

/** Ceilings that double from `first` up to `longest`. */
export function doubling(first: number, longest: number): BackOff['ceilings'] {
  const ceilings: [number, ...number[]] = [first];
  for (let next = first * 2; next < longest; next *= 2) ceilings.push(next);
  ceilings.push(longest);
  return ceilings;
}

/**
 * The wait before a repetition.
 * @param repetition 0: the first one
 * @param random draws from 0 to below 1
 */
export function waitBefore(repetition: number, { ceilings, certain }: BackOff, random = Math.random): number {
  const ceiling = ceilings[Math.min(repetition, ceilings.length - 1)] ?? ceilings[0];
  return ceiling * (certain + (1 - certain) * random());
}

/** Longest delay of a queue, and so the longest wish of a partner that is honoured. Seconds. */
export const LONGEST_DELAY_S = 900;

/** Seconds as a delay a queue accepts: whole ones, 1 to 900. */
export const queueDelay = (seconds: number): number => Math.min(LONGEST_DELAY_S, Math.max(1, Math.ceil(seconds)));

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
