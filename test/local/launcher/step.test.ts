import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootstrap } from '../../../local/launcher/deploy/cdk.ts';
import { firstFailure, resourceEvent } from '../../../local/launcher/deploy/cloudformation.ts';
import { runStep, type Step } from '../../../local/launcher/deploy/step.ts';
import { checkDiskSpace, freeMiB } from '../../../local/launcher/disk.ts';
import { DeployFailed, DiskFull, SimulatorFailed, StepTimedOut } from '../../../local/launcher/errors.ts';
import { startSimulator } from '../../../local/launcher/start-simulator.ts';
import { alive } from './alive.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-step-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function script(name: string, source: string): Promise<[string, ...string[]]> {
  const file = join(folder, name);
  await writeFile(file, source);
  return ['/bin/sh', file];
}

function step(command: [string, ...string[]], changes: Partial<Step> = {}): Step {
  return { title: 'cdk deploy', command, env: process.env, cwd: folder, logFile: join(folder, 'step.log'), ...changes };
}

const FAILED =
  'motcua-api |  4/38 | 2:10:02 AM | CREATE_FAILED        | AWS::Events::Archive | Archive (Archive1) Not supported';
const CANCELLED =
  'motcua-api |  4/38 | 2:10:02 AM | CREATE_FAILED        | AWS::SQS::Queue | Q Resource creation cancelled';

describe('runStep', () => {
  it('stops a deploy that hangs, with everything it started, and says what it did last', async () => {
    const hangs = await script('hangs.sh', `sleep 600 & echo $! > ${folder}/child; echo "at resource 7"; wait`);
    const printed = Promise.withResolvers<void>();
    const error = await runStep(step(hangs, { timeoutMs: 300, onLine: () => printed.resolve() })).catch(
      (e: unknown) => e,
    );
    await printed.promise;
    expect(error).toBeInstanceOf(StepTimedOut);
    expect(String(error)).toMatch(/cdk deploy was stopped after 0\.3 s .*last: at resource 7/);
    expect(alive(Number(await readFile(join(folder, 'child'), 'utf8')))).toBe(false);
  });

  it('shows the first CloudFormation error', async () => {
    const fails = await script('fails.sh', `echo '${CANCELLED}'; echo '${FAILED}'; echo '❌ all failed'; exit 1`);
    const error = await runStep(step(fails)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DeployFailed);
    expect(String(error)).toContain('AWS::Events::Archive Archive (Archive1) Not supported');
  });

  it('ends early when asked to', async () => {
    const asked = new AbortController();
    const hangs = await script('waits.sh', 'echo started; sleep 600');
    const onLine = (): void => asked.abort();
    await expect(runStep(step(hangs, { onLine, signal: asked.signal }))).rejects.toThrow(DeployFailed);
  });

  it('says so when the program cannot be started', async () => {
    await expect(runStep(step(['/no/such/program']))).rejects.toThrow(/ENOENT/);
  });

  it('is what cdk commands run through', async () => {
    const cdk = await script('cdk.sh', 'echo "Error: no credentials for $AWS_PROFILE$1"; exit 1');
    const env = { PATH: '/usr/bin:/bin' };
    await expect(bootstrap({ province: 'quang-tri', workers: 2, env, logs: folder, cdk })).rejects.toThrow(
      /cdk bootstrap failed: Error: no credentials for bootstrap/,
    );
  });
});

describe('cloudformation output', () => {
  it('is read line by line', () => {
    expect(resourceEvent(FAILED)).toEqual({
      status: 'CREATE_FAILED',
      type: 'AWS::Events::Archive',
      text: 'Archive (Archive1) Not supported',
    });
    expect(
      resourceEvent('some |  38 | 2:10:02 AM | CREATE_COMPLETE         | AWS::SQS::Queue | std (std16421620) ')?.type,
    ).toBe('AWS::SQS::Queue');
    expect(resourceEvent('✅  probe')).toBeUndefined();
  });
  it('falls back to what the CLI says, then to its last line', () => {
    expect(firstFailure(['a', '❌ Stack failed.', 'b'])).toBe('Stack failed');
    expect(firstFailure(['Error: Build failed with 3 errors:', 'x.ts: no y', 'z'])).toBe(
      'Error: Build failed with 3 errors: x.ts: no y',
    );
    expect(firstFailure(['a', 'b', ''])).toBe('b');
    expect(firstFailure([])).toBe('no message');
  });
});

describe('checkDiskSpace', () => {
  it('wants a GiB', async () => {
    expect(freeMiB({ bavail: 1000, bsize: 1024 * 1024 })).toBe(1000);
    const look = async () => ({ bavail: 1000, bsize: 1024 * 1024 });
    await expect(checkDiskSpace(look, folder)).rejects.toThrow(DiskFull);
    await expect(checkDiskSpace(look, folder)).rejects.toThrow(/1000 MiB are free/);
    await expect(checkDiskSpace(async () => ({ bavail: 1024, bsize: 1024 * 1024 }), folder)).resolves.toBeUndefined();
  });
});

describe('startSimulator', () => {
  const options = { name: 'post', port: 0, logs: '' } as const;
  it('tells why it did not start', async () => {
    const main = join(folder, 'broken.mjs');
    await writeFile(main, 'throw new Error("no carrier");');
    const error = await startSimulator({ ...options, logs: folder, main }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SimulatorFailed);
    expect(String(error)).toContain('no carrier');
  });
  it('stops one that never says it listens', async () => {
    const main = join(folder, 'mute.mjs');
    await writeFile(main, 'console.log(process.pid); setInterval(() => {}, 1000);');
    await expect(startSimulator({ ...options, logs: folder, main, timeoutMs: 1500 })).rejects.toThrow(SimulatorFailed);
    expect(alive(Number(await readFile(join(folder, 'simulator-post.log'), 'utf8')))).toBe(false);
  });
});
