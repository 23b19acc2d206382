import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../infra/support.ts';
import { environment } from '../kit.ts';

const run = promisify(execFile);
type Outcome<T> = { readonly code: number; readonly data: T; readonly stdout: string; readonly stderr: string };

/** The operator's command as it is typed, against this emulator. */
export async function operate<T>(...args: string[]): Promise<Outcome<T>> {
  const command = [join(ROOT, 'operate', 'run.ts'), ...args, '--province', environment.province, '--json'];
  const where = ['--endpoint', environment.endpoint];
  const { stdout, stderr, code } = await run(process.execPath, [...command, ...where], {
    env: { PATH: process.env.PATH, AWS_REGION: environment.region, USER: 'operator-of-the-test' },
  }).then(
    (done) => ({ ...done, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { code, data: (stdout === '' ? undefined : JSON.parse(stdout)) as T, stdout, stderr };
}
