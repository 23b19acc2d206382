import { join } from 'node:path';
import { LocalError } from '../../local/launcher/errors.ts';
import { cacheFolder, ROOT } from '../../local/launcher/paths.ts';
import { start } from '../../local/launcher/processes/managed.ts';
import { installTools } from '../../local/launcher/python/install.ts';
import { within } from '../../local/launcher/wait.ts';
import { writeConfig } from './config.ts';
import type { Things } from './things.ts';

const TOOLS = { name: 'schemathesis', requirements: join(import.meta.dirname, 'requirements.txt') };
const START = 'from schemathesis.cli import schemathesis; schemathesis()';
/** Grace period after a run's time, to finish the current request and write the report. */
const GRACE_MS = 60_000;

export const installSchemathesis = () => installTools(TOOLS);

export type Run = {
  readonly python: string;
  /** Part of the names of its files. */
  readonly name: string;
  readonly apiUrl: string;
  readonly token: string | undefined;
  readonly seconds: number;
  readonly seed: number;
  /** Operations the caller may not call: a few requests each are enough to see that. */
  readonly closed: readonly string[];
  readonly things: Things;
};

/** Bodies of many forms: their limits give few requests, and in a pass over everything they hardly have their turn. */
const BIG = ['createDossier', 'act'];

/** What each part of a run does: walks along the limits of the schema, thinks things up and follows answers, big bodies alone. */
const PARTS = { limits: 'examples,coverage', ideas: 'fuzzing,stateful', bodies: 'fuzzing' } as const;

/** Reports of all parts of a run, which share its time. @throws LocalError when one did not run */
export async function runSchemathesis(run: Run): Promise<readonly string[]> {
  const big = BIG.filter((id) => !run.closed.includes(id));
  const parts = Object.entries(PARTS).filter(([name]) => name !== 'bodies' || big.length > 0);
  const seconds = Math.ceil(run.seconds / parts.length);
  const reports: string[] = [];
  for (const [name, phases] of parts) {
    const only = name === 'bodies' ? big : [];
    reports.push(await runPart({ ...run, name: `${run.name}-${name}`, seconds }, phases, only));
  }
  return reports;
}

/**
 * Lets schemathesis loose on the API, or on some operations of it, as one caller, for so long. Its findings are read from the report, not from its exit code.
 * @returns the path of the report, a line of JSON for each event
 * @throws LocalError when it did not run
 */
async function runPart(run: Run, phases: string, only: readonly string[]): Promise<string> {
  const folder = cacheFolder('fuzz');
  const report = join(folder, `${run.name}.ndjson`);
  const logFile = join(folder, `${run.name}.log`);
  const config = writeConfig(join(folder, `${run.name}.toml`), run);
  const options = [
    ...['--config-file', config, 'run', join(ROOT, 'functions/openapi/generated/openapi.json')],
    ...['--url', run.apiUrl, '--max-time', String(run.seconds), '--seed', String(run.seed), '--workers', '2'],
    ...['--phases', phases, ...only.flatMap((id) => ['--include-operation-id', id])],
    ...['--report', 'ndjson', '--report-ndjson-path', report, '--generation-database', 'none', '--no-color'],
  ];
  const { TOKEN: _, ...env } = process.env;
  const child = start({
    command: run.python,
    args: ['-c', START, ...options],
    env: {
      ...env,
      TOKEN: run.token,
      SCHEMATHESIS_HOOKS: 'hooks',
      PYTHONPATH: import.meta.dirname,
      PYTHONDONTWRITEBYTECODE: '1',
    },
    cwd: folder,
    logFile,
  });
  const exit = await within(child.exited, run.seconds * 1000 + GRACE_MS);
  await child.stop();
  // 1 is "found something".
  if (exit?.code !== 0 && exit?.code !== 1) {
    throw new LocalError(`schemathesis did not run to its end (${exit?.code ?? 'still running'}): see ${logFile}.`);
  }
  return report;
}
