/**
 * Longest wait before the next attempt, seconds. The first minute is tried often, because most outages are short and
 * the portal should show the truth within seconds of their end; then the waits double up to 15 minutes, which is also
 * the longest delay a queue allows.
 */
const CEILINGS = [1, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 10, 30, 60, 120, 300, 600, 900] as const;

export const MAX_DELAY = 900;

/**
 * Seconds to wait before attempt number `attempt` (0: the first repetition), with full jitter, so that what failed
 * together does not come back together. Whole seconds from 1: a queue knows no smaller ones.
 * @param random from 0 to below 1.
 */
export function backOff(attempt: number, random: number): number {
  const ceiling = CEILINGS[Math.min(attempt, CEILINGS.length - 1)] ?? MAX_DELAY;
  return Math.max(1, Math.ceil(random * ceiling));
}

/** Milliseconds as a delay a queue accepts: whole seconds, 1 to 900. */
export function delaySeconds(ms: number): number {
  return Math.min(MAX_DELAY, Math.max(1, Math.ceil(ms / 1000)));
}
