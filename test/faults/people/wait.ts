import type { Waiting } from '../../../local/launcher/wait.ts';

const LONGEST_MS = 3 * 86_400_000;
const FIRST_LOOK_MS = 1_000;
const SLOWEST_LOOK_MS = 60_000;

/**
 * People of the world have days: with everything going wrong at once, things take longer than a demo waits, and what is
 * checked is that they come right at all. They look less and less often.
 */
export async function until(condition: () => Promise<boolean> | boolean, waiting: Waiting): Promise<boolean> {
  // A look of a second is a look, not a wait.
  const end = Date.now() + (waiting.timeoutMs <= 1_000 ? waiting.timeoutMs : LONGEST_MS);
  let pause = Math.max(waiting.everyMs ?? 0, FIRST_LOOK_MS);
  for (; Date.now() < end; pause = Math.min(pause * 2, SLOWEST_LOOK_MS)) {
    if (
      await Promise.resolve()
        .then(condition)
        .catch(() => false)
    )
      return true;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return false;
}
