import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { LOCALSTACK_TOOLS, PACKAGE } from '../../local/launcher/emulator/localstack/install.ts';
import { NODE } from '../../local/launcher/paths.ts';
import { installTools } from '../../local/launcher/python/install.ts';
import { checkFaults } from './faults.ts';
import { checkSockets } from './sockets.ts';

/** Beside the emulator and not in it: what tests it is no part of it. */
const PYTEST = {
  name: 'pytest',
  requirements: join(import.meta.dirname, 'requirements.txt'),
  oldest: [3, 12],
} as const;

/**
 * `npm run localstack`: the tests of our package, by the Python that has LocalStack, and what its sockets do. With more
 * arguments, pytest only, and they go to it.
 */
const python = await installTools(LOCALSTACK_TOOLS);
const where = 'import sysconfig; print(sysconfig.get_path("purelib"))';
const pytest = execFileSync(await installTools(PYTEST), ['-c', where], { encoding: 'utf8' }).trim();
const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', import.meta.dirname, ...process.argv.slice(2)];
const env = {
  PATH: process.env.PATH,
  PYTHONPATH: `${PACKAGE}:${pytest}`,
  PYTHONDONTWRITEBYTECODE: '1',
  MOTCUA_NODE: NODE,
};
const tests = spawn(python, args, { stdio: 'inherit', env });
const [code] = (await once(tests, 'exit')) as [number | null];
process.exitCode = code ?? 1;
if (process.argv.length === 2) {
  await checkSockets(python);
  await checkFaults(python);
}
