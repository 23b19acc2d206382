import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PipMissing, PythonMissing, PythonTooOld } from '../errors.ts';

export interface Python {
  /** Absolute path of the interpreter. */
  readonly path: string;
  /** For example "3.11.7". */
  readonly version: string;
  /** How its pip is started: as a module of this Python, or from the wheel that ensurepip contains. */
  readonly pip: { readonly kind: 'module' } | { readonly kind: 'wheel'; readonly wheel: string };
}

/** What the probe below prints. */
export interface PythonFacts {
  readonly path: string;
  readonly version: readonly [number, number, number];
  readonly venv: boolean;
  /** Version of the pip module. */
  readonly pip: string | null;
  /** Path of the pip wheel inside ensurepip. */
  readonly wheel: string | null;
}

/** Major and minor. */
export type PythonVersion = readonly [number, number];
const OLDEST: PythonVersion = [3, 10];
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

const PROBE = `
import json, sys, glob, os
from importlib import metadata, util
def pip():
    try: return metadata.version('pip')
    except Exception: return None
def wheel():
    try:
        import ensurepip
        own = os.path.join(os.path.dirname(ensurepip.__file__), '_bundled')
        folders = [getattr(ensurepip, '_WHEEL_PKG_DIR', None), own]
        return next(iter(sorted(w for f in folders if f for w in glob.glob(os.path.join(f, 'pip-*.whl')))), None)
    except Exception: return None
print(json.dumps({'path': sys.executable, 'version': list(sys.version_info[:3]),
                  'venv': util.find_spec('venv') is not None, 'pip': pip(), 'wheel': wheel()}))
`;

/** Pure: whether this Python is usable, and how. */
export function judge(facts: PythonFacts, oldest = OLDEST): Python | 'too old' | 'no pip' {
  const [major, minor] = facts.version;
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) return 'too old';
  if (!facts.venv) return 'no pip';
  const version = facts.version.join('.');
  // `pip --python` exists since 22.3.
  const [pipMajor = 0, pipMinor = 0] = (facts.pip ?? '').split('.').map(Number);
  if (pipMajor > 22 || (pipMajor === 22 && pipMinor >= 3))
    return { path: facts.path, version, pip: { kind: 'module' } };
  if (facts.wheel) return { path: facts.path, version, pip: { kind: 'wheel', wheel: facts.wheel } };
  return 'no pip';
}

async function probe(name: string, env: NodeJS.ProcessEnv): Promise<PythonFacts | undefined> {
  try {
    const { stdout } = await promisify(execFile)(name, ['-c', PROBE], { env, timeout: 20_000 });
    return JSON.parse(stdout) as PythonFacts;
  } catch {
    return undefined;
  }
}

/**
 * Interpreters that pyenv has but does not put on PATH: its `python3.12` on PATH is a shim that fails (127) while another
 * version is selected. Newest first.
 */
async function pyenvPythons(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const root = join(env.PYENV_ROOT ?? join(env.HOME ?? homedir(), '.pyenv'), 'versions');
  const names = await readdir(root).catch(() => []);
  const versions = names.filter((name) => /^3\.\d+\.\d+$/.test(name));
  versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return versions.map((version) => join(root, version, 'bin', 'python3'));
}

/**
 * The first usable Python: on PATH, or among those of pyenv.
 * @param oldest The oldest usable version.
 * @throws PythonMissing, PythonTooOld, PipMissing
 */
export async function findPython(env: NodeJS.ProcessEnv, oldest = OLDEST): Promise<Python> {
  let tooOld: PythonFacts | undefined;
  let withoutPip: PythonFacts | undefined;
  for (const name of [...NAMES, ...(await pyenvPythons(env))]) {
    const facts = await probe(name, env);
    if (!facts) continue;
    const verdict = judge(facts, oldest);
    if (verdict === 'too old') tooOld ??= facts;
    else if (verdict === 'no pip') withoutPip ??= facts;
    else return verdict;
  }
  if (withoutPip) throw new PipMissing(withoutPip.version.join('.'));
  if (tooOld) throw new PythonTooOld(tooOld.version.join('.'), oldest.join('.'));
  throw new PythonMissing(oldest.join('.'));
}
