import { spawn } from 'node:child_process';
import { closeSync, createWriteStream, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { until, within } from '../wait.ts';
import { readProcessTable } from './table.ts';
import { guard, unguard } from './watchdog.ts';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Receives standard output and standard error; overwritten. */
  readonly logFile: string;
  /** Called for every line of output. Without it the output goes straight to the file. */
  readonly onLine?: (line: string) => void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set when the program could not be started at all. */
  readonly error?: Error;
}

/** A process we started, together with all its descendants. */
export interface Managed {
  readonly pid: number | undefined;
  readonly exited: Promise<Exit>;
  /** Aborted when the process has exited. */
  readonly gone: AbortSignal;
  /** Stops the whole process group: SIGTERM, then SIGKILL after the grace period. Resolves when none of it is left. */
  stop(graceMs?: number): Promise<void>;
}

function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether any process of the group still runs. Zombies of a slow parent do not count. */
function groupRuns(group: number): boolean {
  if (!signalGroup(group, 0)) return false;
  const table = readProcessTable();
  return table.length === 0 || table.some((row) => row.group === group && row.state !== 'Z');
}

/** Starts a command as the leader of a new process group that also ends when we are killed. */
export function start(command: Command): Managed {
  mkdirSync(dirname(command.logFile), { recursive: true });
  const log = openSync(command.logFile, 'w');
  const output = command.onLine ? 'pipe' : log;
  const child = spawn(command.command, [...command.args], {
    env: command.env,
    ...(command.cwd ? { cwd: command.cwd } : {}),
    stdio: ['ignore', output, output],
    detached: true,
  });
  const group = child.pid;
  if (group !== undefined) guard(group);
  if (command.onLine) {
    const file = createWriteStream('', { fd: log });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        file.write(`${line}\n`);
        command.onLine?.(line);
      });
    }
    child.once('close', () => file.end());
  } else {
    closeSync(log);
  }

  const gone = new AbortController();
  const { promise: exited, resolve } = Promise.withResolvers<Exit>();
  // 'exit', not 'close': a grandchild that keeps the pipe open must not keep us waiting.
  child.once('exit', (code, signal) => resolve({ code, signal }));
  child.once('error', (error) => resolve({ code: null, signal: null, error }));
  void exited.then(() => {
    gone.abort();
    // Also stops what the leader left behind (the emulator's Lambda workers).
    if (group !== undefined) {
      signalGroup(group, 'SIGKILL');
      unguard(group);
    }
  });

  return {
    pid: group,
    exited,
    gone: gone.signal,
    async stop(graceMs = 3000) {
      if (group === undefined) return;
      signalGroup(group, 'SIGTERM');
      if (!(await within(exited, graceMs))) signalGroup(group, 'SIGKILL');
      await exited;
      await until(() => !groupRuns(group), { timeoutMs: 2000, everyMs: 10 });
    },
  };
}
