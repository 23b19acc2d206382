import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { InstallFailed, PipMissing } from '../errors.ts';
import { cacheFolder } from '../paths.ts';
import { type Exit, start } from '../processes/managed.ts';
import { within } from '../wait.ts';
import { findPython, type Python, type PythonVersion } from './find.ts';

const PIP_TIMEOUT_MS = 600_000;

/** Programs written in Python that the project uses, each with every package pinned by hash. */
export interface PythonTools {
  /** Folder of the cache, and the name in error messages. */
  readonly name: string;
  /** Path of the requirements. */
  readonly requirements: string;
  /** Path of the build requirements of packages that the index has as sources only: installed first. */
  readonly builders?: string;
  /** The oldest Python they run on, if it is newer than the general minimum. */
  readonly oldest?: PythonVersion;
}

export interface InstallOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Folder for the installations. */
  readonly root?: string;
  readonly pipOptions?: readonly string[];
  /** Receives pip's current activity. */
  readonly detail?: (text: string) => void;
}

/** Pure: pip's own error message, without its prefixes. */
export function pipComplaint(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const errors = lines.filter((line) => line.startsWith('ERROR: ')).map((line) => line.slice('ERROR: '.length));
  const cause = lines.find((line) =>
    /NewConnectionError|ConnectTimeout|ProxyError|SSLError|NameResolutionError|\(from versions: none\)/.test(line),
  );
  if (cause) return 'the package index cannot be reached';
  return errors[0] ?? lines.findLast((line) => line !== '') ?? 'no message';
}

/** Pure: pip's current activity from a line of its output, shortened to one line of ours. */
export const pipAt = (line: string): string =>
  line
    .trim()
    .replace(/ \(from .*$/, '')
    .slice(0, 70);

/** Pure: pip without the seven seconds of `ensurepip`, without byte-compiling what is never imported. */
export function pipCommand(python: Python, venv: string, requirements: string): readonly string[] {
  const venvPython = join(venv, 'bin', 'python');
  const options = [
    'install',
    '--require-hashes',
    '--no-deps',
    '--no-compile',
    '--prefer-binary',
    '--no-input',
    '--disable-pip-version-check',
    '--retries=2',
    '--requirement',
    requirements,
  ];
  return python.pip.kind === 'module'
    ? [python.path, '-m', 'pip', '--python', venvPython, ...options]
    : [venvPython, join(python.pip.wheel, 'pip'), ...options];
}

async function run(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  logFile: string,
  onLine?: (line: string) => void,
): Promise<Exit | undefined> {
  const process = start({ command: command[0] ?? '', args: command.slice(1), env, logFile, ...(onLine && { onLine }) });
  const exit = await within(process.exited, PIP_TIMEOUT_MS);
  await process.stop();
  return exit;
}

/**
 * Path of a Python that has the tools: returned at once when the stamp (requirements + Python) is already installed. Installed
 * into a temporary folder and renamed, so an interrupted or a parallel install leaves nothing half done.
 * @throws PythonMissing, PythonTooOld, PipMissing, InstallFailed
 */
export async function installTools(
  { name, requirements, builders, oldest }: PythonTools,
  { env = process.env, root = cacheFolder(name), pipOptions = [], detail }: InstallOptions = {},
): Promise<string> {
  const python = await findPython(env, oldest);
  const lists = builders === undefined ? [requirements] : [builders, requirements];
  const stamp = createHash('sha256')
    .update(Buffer.concat(await Promise.all(lists.map((list) => readFile(list)))))
    .update(`${python.path} ${python.version}`)
    .digest('hex')
    .slice(0, 12);
  const ready = join(root, stamp);
  const interpreter = join(ready, 'bin', 'python');
  if (existsSync(interpreter)) return interpreter;

  const builder = `${process.pid}-${threadId}`;
  const building = `${ready}.${builder}`;
  const logFile = join(cacheFolder('logs'), `pip-${name}-${builder}.log`);
  try {
    const made = await run([python.path, '-m', 'venv', '--without-pip', building], env, logFile);
    if (made?.code !== 0) throw new PipMissing(python.version);
    for (const list of lists) {
      // Sources are built with the pinned build requirements, and not with what the index has today.
      const isolation = builders === undefined ? [] : ['--no-build-isolation'];
      const command = [...pipCommand(python, building, list), ...isolation, ...pipOptions];
      const installed = await run(command, env, logFile, detail && ((line) => detail(pipAt(line))));
      if (installed?.code === 0) continue;
      const why = installed ? pipComplaint(await readFile(logFile, 'utf8')) : `no end after ${PIP_TIMEOUT_MS / 1000} s`;
      throw new InstallFailed(name, why, logFile);
    }
    await removeOthers(root, stamp);
    await rename(building, ready).catch((error: unknown) => {
      if (!existsSync(interpreter)) throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return interpreter;
}

/** Earlier installations; one that is being built (its name carries a process number) is left alone. */
async function removeOthers(root: string, stamp: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name !== stamp && !name.includes('.')) await rm(join(root, name), { recursive: true, force: true });
  }
}
