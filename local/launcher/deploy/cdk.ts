import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, NODE, ROOT } from '../paths.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './environment.ts';
import { fingerprint } from './sources.ts';
import { runStep } from './step.ts';

/** The plain CDK CLI, on our Node. */
export const CDK: readonly [string, ...string[]] = [NODE, join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk')];
const QUIET = ['--no-notices', '--ci', '--no-version-reporting', '--no-color'];

/** Assemblies kept besides the current one: `npm start` and the tests use different ports, so two are in use. */
const KEPT_ASSEMBLIES = 4;

export interface CdkRun {
  readonly province: string;
  /** Queue batches one function handles at once. */
  readonly workers: number;
  /** Whether files are scanned for malware. */
  readonly scanner?: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly logs: string;
  readonly cdk?: readonly [string, ...string[]];
  readonly timeoutMs?: number;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

function step(run: CdkRun, title: string, args: readonly string[]): Promise<void> {
  const { env, timeoutMs, onLine, signal } = run;
  return runStep({
    title: `cdk ${title}`,
    command: [...(run.cdk ?? CDK), title, ...args, ...QUIET] as [string, ...string[]],
    cwd: ROOT,
    logFile: join(run.logs, `cdk-${title}.log`),
    env,
    ...(timeoutMs ? { timeoutMs } : {}),
    ...(onLine ? { onLine } : {}),
    ...(signal ? { signal } : {}),
  });
}

/** `cdk bootstrap`. An explicit environment and no app: it does not wait for a synth. */
export function bootstrap(run: CdkRun): Promise<void> {
  return step(run, 'bootstrap', [`aws://${LOCAL_ACCOUNT}/${LOCAL_REGION}`, '--app', '']);
}

/** Folder of the cloud assembly of the province with these partner endpoints; synthesised unless the sources are unchanged. */
export async function assemble(run: CdkRun, endpoints: unknown): Promise<{ folder: string; cached: boolean }> {
  const root = cacheFolder('cdk');
  const json = `${JSON.stringify(endpoints, null, 2)}\n`;
  const scanner = `scanner=${run.scanner ? 'on' : 'off'}`;
  const name = await fingerprint([run.province, String(run.workers), scanner, json]);
  const folder = join(root, name);
  if (existsSync(join(folder, 'manifest.json'))) {
    await utimes(folder, new Date(), new Date());
    return { folder, cached: true };
  }
  await removeOldAssemblies(root);
  const endpointsFile = join(root, `${name}.${process.pid}.json`);
  await writeFile(endpointsFile, json);
  const building = join(root, `${name}.${process.pid}`);
  try {
    const { province, workers } = run;
    const of = [`workers=${workers}`, `endpoints=${endpointsFile}`, `province=${province}`, scanner];
    const context = ['target=local', ...of];
    await step(run, 'synth', ['--quiet', '--output', building, ...context.flatMap((pair) => ['--context', pair])]);
    await rename(building, folder).catch((error: unknown) => {
      if (!existsSync(join(folder, 'manifest.json'))) throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
    await rm(endpointsFile, { force: true });
  }
  return { folder, cached: false };
}

async function removeOldAssemblies(root: string): Promise<void> {
  const names = (await readdir(root)).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const aged = await Promise.all(names.map(async (name) => ({ name, used: (await stat(join(root, name))).mtimeMs })));
  for (const { name } of aged.sort((a, b) => b.used - a.used).slice(KEPT_ASSEMBLIES)) {
    await rm(join(root, name), { recursive: true, force: true });
  }
}

/** Outputs of the deployed stacks: stack name → output name → value. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `cdk deploy '<province>/*'` of an assembly. */
export async function deploy(run: CdkRun, assembly: string): Promise<Outputs> {
  const outputsFile = join(run.logs, 'outputs.json');
  await rm(outputsFile, { force: true });
  await step(run, 'deploy', [
    `${run.province}/*`,
    '--app',
    assembly,
    '--require-approval=never',
    '--method=direct',
    '--concurrency=4',
    '--progress=events',
    '--outputs-file',
    outputsFile,
  ]);
  return existsSync(outputsFile) ? (JSON.parse(await readFile(outputsFile, 'utf8')) as Outputs) : {};
}
