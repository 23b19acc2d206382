import { accessSync, constants, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { start } from '../processes/managed.ts';
import { until } from '../wait.ts';
import { type ClamdAddress, ClamdError, scanStream } from './clamd.ts';

/** Printed where ClamAV is not installed: what is not shown without it. */
export const NO_CLAMD =
  'not shown here: malware-scan (ClamAV is not installed: on Debian and Ubuntu `sudo apt install clamav-daemon`)';

/** Debian installs it where only the system administrator's PATH leads. */
const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/bin'];

/** Path of the daemon's program; undefined where it is not installed. */
export function findClamd(path = process.env.PATH ?? ''): string | undefined {
  return [...path.split(delimiter), ...FOLDERS]
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'clamd'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export type Clamd = { readonly address: ClamdAddress; stop(): Promise<void> };

/**
 * Starts a daemon of our own on a socket of our own. It has one signature, that of the EICAR test file: ClamAV's
 * databases are hundreds of megabytes, and its servers serve them to its own updater only.
 * @throws ClamdError when it does not start
 */
export async function startClamd(program: string): Promise<Clamd> {
  // Outside the project: a socket path is limited to about a hundred characters.
  const folder = mkdtempSync(join(tmpdir(), 'motcua-clamd-'));
  const [signatures, path] = [join(folder, 'signatures'), join(folder, 'clamd.sock')];
  mkdirSync(signatures);
  copyFileSync(join(import.meta.dirname, 'eicar.ndb'), join(signatures, 'eicar.ndb'));
  const settings = join(folder, 'clamd.conf');
  const lines = [`LocalSocket ${path}`, 'LocalSocketMode 600', `DatabaseDirectory ${signatures}`, 'Foreground yes'];
  writeFileSync(settings, `${lines.join('\n')}\n`);
  const daemon = start({
    command: program,
    args: ['--config-file', settings],
    env: { PATH: process.env.PATH },
    logFile: join(folder, 'clamd.log'),
  });
  const stop = async (): Promise<void> => {
    await daemon.stop(2_000);
    rmSync(folder, { recursive: true, force: true });
  };
  const address = { path };
  const listens = async () => (await scanStream(address, Buffer.alloc(0), { timeoutMs: 2_000 })).found === false;
  if (await until(listens, { timeoutMs: 30_000, signal: daemon.gone })) return { address, stop };
  await stop();
  throw new ClamdError(`${program} did not start`);
}
