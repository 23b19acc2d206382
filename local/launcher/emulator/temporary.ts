import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^motcua-emulator-(\d+)-/;

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A folder for the emulator and its functions' code, outside the project on purpose: inside it a function would find our
 * `node_modules` and our `package.json` ("type": "module"), which it does not have on AWS. Also removes the folders of
 * killed runs.
 */
export function temporaryFolder(root = tmpdir()): string {
  for (const name of readdirSync(root)) {
    const pid = Number(NAME.exec(name)?.[1]);
    if (pid > 0 && !runs(pid)) rmSync(join(root, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(root, `motcua-emulator-${process.pid}-`));
}
