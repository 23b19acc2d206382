import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('watchdog.sh', import.meta.url));

let watchdog: ChildProcess | undefined;

/** One per process, in a session of its own, so that Ctrl-C in a terminal does not reach it. */
function running(): ChildProcess {
  if (watchdog?.exitCode === null && watchdog.signalCode === null) return watchdog;
  watchdog = spawn('/bin/sh', [SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watchdog.on('error', () => undefined);
  watchdog.stdin?.on('error', () => undefined);
  // The watchdog must never keep this process alive.
  watchdog.unref();
  (watchdog.stdin as { unref?: () => void } | null)?.unref?.();
  return watchdog;
}

/** From now on this process group is killed when we exit. */
export function guard(group: number): void {
  running().stdin?.write(`+ ${group}\n`);
}

/** The group has ended; its number may be reused by another process. */
export function unguard(group: number): void {
  if (watchdog) running().stdin?.write(`- ${group}\n`);
}
