/** Delays between retries. Times are in the caller's unit. */
export type BackOff = {
  /** Maximum delay before the first retry, the second and so on; the last one applies to all later retries. */
  readonly ceilings: readonly [number, ...number[]];
  /** Fixed share of the maximum, 0 to 1; the rest is random jitter, so that simultaneous failures spread out. */
  readonly certain: number;
};

/** Maximum delays that double from `first` up to `longest`. */
export function doubling(first: number, longest: number): BackOff['ceilings'] {
  const ceilings: [number, ...number[]] = [first];
  for (let next = first * 2; next < longest; next *= 2) ceilings.push(next);
  ceilings.push(longest);
  return ceilings;
}

/**
 * The delay before a retry.
 * @param repetition 0: the first one
 * @param random draws from 0 to below 1
 */
export function waitBefore(repetition: number, { ceilings, certain }: BackOff, random = Math.random): number {
  const ceiling = ceilings[Math.min(repetition, ceilings.length - 1)] ?? ceilings[0];
  return ceiling * (certain + (1 - certain) * random());
}

/** Maximum delay of an SQS message, and so the maximum `Retry-After` that is honoured. Seconds. */
export const LONGEST_DELAY_S = 900;

/** A valid SQS delay: whole seconds, 1 to 900. */
export const queueDelay = (seconds: number): number => Math.min(LONGEST_DELAY_S, Math.max(1, Math.ceil(seconds)));

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
