import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MINISTACK_TOOLS, pinnedVersion } from '../../../local/launcher/emulator/ministack/install.ts';
import { InstallFailed, PipMissing, PythonMissing, PythonTooOld } from '../../../local/launcher/errors.ts';
import { findPython, judge, type PythonFacts } from '../../../local/launcher/python/find.ts';
import { installTools, pipCommand, pipComplaint } from '../../../local/launcher/python/install.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'motcua-python-'));
  folders.push(made);
  return made;
}

/** A PATH on which `python3` is a script of ours. */
async function pathWith(script: string): Promise<NodeJS.ProcessEnv> {
  const bin = await folder();
  await writeFile(join(bin, 'python3'), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, 'python3'), 0o755);
  return { PATH: bin, HOME: bin };
}

const facts: PythonFacts = { path: '/usr/bin/python3', version: [3, 12, 1], venv: true, pip: '24.0', wheel: null };
const answering = (changes: Partial<PythonFacts>): string => `echo '${JSON.stringify({ ...facts, ...changes })}'`;

describe('findPython', () => {
  it('says so when there is none on PATH', async () => {
    await expect(findPython({ PATH: await folder(), HOME: '/nowhere' })).rejects.toThrow(PythonMissing);
  });
  it('says which one is too old', async () => {
    const env = await pathWith(answering({ version: [3, 9, 2] }));
    const error = await findPython(env).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(PythonTooOld);
    expect(String(error)).toContain('3.9.2');
  });
  it('finds a newer one among those of pyenv, whose own python3.12 on PATH fails', async () => {
    const { PATH, HOME = '' } = await pathWith(answering({ version: [3, 11, 7] }));
    const bin = join(HOME, '.pyenv', 'versions', '3.12.1', 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'python3'), `#!/bin/sh\n${answering({ path: '/pyenv/python3', version: [3, 12, 1] })}\n`);
    await chmod(join(bin, 'python3'), 0o755);
    await writeFile(join(HOME, 'python3.12'), '#!/bin/sh\nexit 127\n');
    await chmod(join(HOME, 'python3.12'), 0o755);
    expect(await findPython({ PATH, HOME }, [3, 12])).toMatchObject({ path: '/pyenv/python3', version: '3.12.1' });
    expect(await findPython({ PATH, HOME })).toMatchObject({ version: '3.11.7' });
    const tooOld = await findPython({ PATH, HOME }, [3, 13]).catch((error: unknown) => error);
    expect(tooOld).toBeInstanceOf(PythonTooOld);
    expect(String(tooOld)).toMatch(/needs Python 3\.13 or newer and only 3\.11\.7.*pyenv install 3\.13/);
  });
  it.each([{ venv: false }, { pip: null }, { pip: '21.2' }])('says what to install for %o', async (changes) => {
    const error = await findPython(await pathWith(answering(changes))).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(PipMissing);
    expect(String(error)).toContain('python3-venv');
  });
  it('passes over a python3 that does not work', async () => {
    await expect(findPython(await pathWith('exit 3'))).rejects.toThrow(PythonMissing);
  });
  it('finds the real one of this machine', async () => {
    expect((await findPython(process.env)).version).toMatch(/^3\.\d+\.\d+/);
  });
});

describe('judge', () => {
  it('falls back to the wheel of ensurepip for a pip that cannot install elsewhere', () => {
    const found = judge({ ...facts, pip: '22.2.2', wheel: '/w/pip-22.whl' });
    expect(found).toMatchObject({ pip: { kind: 'wheel', wheel: '/w/pip-22.whl' } });
    expect(judge({ ...facts, pip: '22.3' })).toMatchObject({ pip: { kind: 'module' } });
  });
  it('starts pip out of the wheel with the Python of the environment', () => {
    const found = judge({ ...facts, pip: null, wheel: '/w/pip-22.whl' });
    if (typeof found === 'string') throw new Error(found);
    expect(pipCommand(found, '/v', '/r.txt').slice(0, 3)).toEqual(['/v/bin/python', '/w/pip-22.whl/pip', 'install']);
  });
});

describe('installTools', () => {
  it('tells a network failure in one sentence and leaves nothing half installed', async () => {
    const root = await folder();
    const env = { ...process.env, PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_RETRIES: '0', PIP_NO_CACHE_DIR: '1' };
    const error = await installTools(MINISTACK_TOOLS, { env, root, pipOptions: ['--retries=0'] }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(InstallFailed);
    expect(String(error)).toContain('the package index cannot be reached');
    expect(await readdir(root)).toEqual([]);
  });
});

describe('pure parts', () => {
  it('reads the pin', () => {
    expect(pinnedVersion('# note\nministack==1.5.33 \\\n  --hash=sha256:00')).toBe('1.5.33');
    expect(() => pinnedVersion('hypercorn==1')).toThrow();
  });
  it('gives back the first error of pip', () => {
    expect(pipComplaint('Collecting x\nERROR: No matching distribution found for x\nERROR: more')).toBe(
      'No matching distribution found for x',
    );
    expect(pipComplaint('')).toBe('no message');
  });
});
