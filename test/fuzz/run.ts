import { parseArgs } from 'node:util';
import { namedRoutes } from '../../local/checks/contracts/named-routes.ts';
import { Stage } from '../../local/demo/stage.ts';
import { bringUp } from '../../local/launcher/bring-up.ts';
import { Cleanup } from '../../local/launcher/cleanup.ts';
import { LocalError } from '../../local/launcher/errors.ts';
import { Progress } from '../../local/launcher/progress.ts';
import { readReports } from './report.ts';
import { clientOf, mayCall, ROLES, type Role } from './roles.ts';
import { installSchemathesis, runSchemathesis } from './schemathesis.ts';
import { isGood, roleLines, totalLine } from './summary.ts';
import { prepareThings } from './things.ts';
import { defects } from './verdict.ts';

const USAGE = `npm run fuzz -- [--minutes 5] [--seed 1] [--role "reception officer"]
  --minutes  time for all roles together, beside starting the province (default 5)
  --seed     of the generator (default: another one each time, printed)
  --role     only this one, with all the time: ${Object.keys(ROLES).join(', ')}`;

async function main(cleanup: Cleanup, stopped: AbortSignal): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { minutes: text, seed: text, role: text, help: { type: 'boolean' } } });
  const number = (given: string | undefined, otherwise: number) => {
    const value = Number(given ?? otherwise);
    if (!(value > 0 && value <= 0x7fffffff)) throw new LocalError(USAGE);
    return value;
  };
  const minutes = number(values.minutes, 5);
  const seed = Math.trunc(number(values.seed, Date.now() % 1_000_000));
  if (values.help || (values.role !== undefined && !(values.role in ROLES))) throw new LocalError(USAGE);
  const roles = (values.role === undefined ? Object.keys(ROLES) : [values.role]) as Role[];

  const progress = new Progress(process.stdout);
  const python = await progress.phase('schemathesis', installSchemathesis);
  const environment = await bringUp({
    ...{ province: 'quang-tri', ports: 'free', ownEmulator: true, workers: 1 },
    ...{ progress, signal: stopped },
  });
  cleanup.add(environment.stop);
  const stage = new Stage(environment);
  const things = await progress.phase('Dossiers in every state', () => prepareThings(stage));
  const routes = await namedRoutes();

  const results = [];
  for (const role of roles) {
    stopped.throwIfAborted();
    const { token } = await clientOf(stage, role);
    const closed = routes.filter(({ route }) => !mayCall(route.access, token));
    const reports = await progress.phase(role, () =>
      runSchemathesis({
        ...{ python, token, seed, things },
        name: role.replaceAll(/\W+/g, '-'),
        apiUrl: environment.apiUrl,
        seconds: Math.ceil((minutes * 60) / roles.length),
        closed: closed.map(({ name }) => name),
      }),
    );
    const findings = await readReports(reports);
    const asked = findings.requests;
    const silent = routes.map(({ route }) => `${route.method} ${route.path}`).filter((name) => !asked.has(name));
    const result = { role, findings, silent, defects: defects(findings) };
    for (const line of roleLines(result)) progress.line(line);
    results.push(result);
  }
  progress.line(totalLine(results, seed));
  return results.every(isGood) ? 0 : 1;
}

const cleanup = new Cleanup();
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopped.abort(new LocalError('Stopped.')));
}
try {
  process.exitCode = await main(cleanup, stopped.signal);
} catch (error) {
  console.error(error instanceof LocalError ? error.message : error);
  process.exitCode = 1;
} finally {
  await cleanup.run();
}
