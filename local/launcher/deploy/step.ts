import { DeployFailed, StepTimedOut } from '../errors.ts';
import { start } from '../processes/managed.ts';
import { within } from '../wait.ts';
import { firstFailure } from './cloudformation.ts';

/** A failing custom resource can block a deploy for an hour; no step of ours takes longer than this. */
export const STEP_TIMEOUT_MS = 120_000;

export interface Step {
  /** For messages: "cdk deploy". */
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly logFile: string;
  readonly timeoutMs?: number;
  readonly onLine?: (line: string) => void;
  /** Cancels the step because another one failed or the user stopped the run. */
  readonly signal?: AbortSignal;
}

/**
 * Runs one command to its end with a time-out; none of its processes is left running in any case.
 * @throws StepTimedOut, DeployFailed with the first CloudFormation error
 */
export async function runStep(step: Step): Promise<void> {
  const lines: string[] = [];
  const [command, ...args] = step.command;
  const running = start({
    command,
    args,
    env: step.env,
    cwd: step.cwd,
    logFile: step.logFile,
    onLine: (line) => {
      if (line.trim() !== '') lines.push(line);
      step.onLine?.(line);
    },
  });
  const stop = (): void => void running.stop();
  step.signal?.addEventListener('abort', stop, { once: true });
  if (step.signal?.aborted) stop();
  const timeoutMs = step.timeoutMs ?? STEP_TIMEOUT_MS;
  try {
    const exit = await within(running.exited, timeoutMs);
    if (!exit)
      throw new StepTimedOut(step.title, timeoutMs / 1000, lines.at(-1)?.trim().slice(0, 160) ?? '', step.logFile);
    if (exit.error) throw new DeployFailed(step.title, exit.error.message, step.logFile);
    if (exit.code !== 0) throw new DeployFailed(step.title, firstFailure(lines), step.logFile);
  } finally {
    step.signal?.removeEventListener('abort', stop);
    await running.stop();
  }
}
