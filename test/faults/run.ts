import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../local/launcher/paths.ts';
import { ROOT } from '../infra/support.ts';
import { bundles } from './app/synthesis.ts';
import { cover } from './cover.ts';
import { Coverage, placesOf } from './coverage.ts';
import type { Plan, Report, Trace } from './run-world.ts';
import { shrink } from './shrink.ts';
import { ALL_TROUBLES, NO_TROUBLES } from './trouble.ts';
import { unreachedPlaces } from './unreached.ts';
import { type Made, Workers } from './workers.ts';

const USAGE = `npm run faults -- [--seeds 4] [--from 1] [--dossiers 50] [--stories 0,5,19] [--calm] [--deployed] [--before ref]
                  [--replay trace.json]
  --seeds     worlds to live, each with the next seed
  --from      the first seed; a world that failed is lived again by its seed
  --dossiers  dossiers in each world: the demo's stories, beginning again when all were told
  --stories   exactly these stories, by number, instead
  --calm      nothing goes wrong: what fails then is no matter of faults
  --deployed  runs the bundles as they are deployed, each with its own libraries, not one copy for all sandboxes
  --before    begins with the functions as a commit has them; they are replaced, one by one, while people work
  --replay    lives exactly what a file says, as a run that failed has written it`;

/** Worlds that may be lived to make a failing one smaller. */
const SHRINKING = 150;

type Options = { readonly plans: readonly Plan[]; readonly covers: boolean; readonly made: Omit<Made, 'bundles'> };

function options(): Options | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...{ seeds: text, from: text, dossiers: text, stories: text, replay: text, before: text },
      ...{ calm: { type: 'boolean' }, deployed: { type: 'boolean' }, help: { type: 'boolean' } },
    },
  });
  if (values.help) return undefined;
  const made = { deployed: values.deployed ?? false, before: values.before && sourcesOf(values.before) };
  if (values.replay !== undefined) {
    return { plans: [(JSON.parse(readFileSync(values.replay, 'utf8')) as Trace).plan], covers: false, made };
  }
  const number = (given: string | undefined, otherwise: number) => {
    const value = Number(given ?? otherwise);
    if (!Number.isInteger(value) || value < 1) throw new Error(USAGE);
    return value;
  };
  const [seeds, from, dossiers] = [number(values.seeds, 4), number(values.from, 1), number(values.dossiers, 50)];
  const stories = values.stories?.split(',').map(Number) ?? Array.from({ length: dossiers }, (_, index) => index);
  const goes = values.calm
    ? { faults: NO_TROUBLES, rough: false, operated: false }
    : { faults: ALL_TROUBLES, rough: true, operated: true };
  const plans = Array.from({ length: seeds }, (_, index) => ({ seed: from + index, stories, errands: true, ...goes }));
  return { plans, covers: !values.calm && values.stories === undefined, made };
}

/** The functions' sources as a commit has them. @returns their folder */
function sourcesOf(ref: string): string {
  const commit = execFileSync('git', ['rev-parse', '--verify', `${ref}^{commit}`], {
    cwd: ROOT,
    encoding: 'utf8',
  }).trim();
  const folder = join(cacheFolder('faults'), `before-${commit.slice(0, 12)}`);
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', commit, 'functions', 'shared', 'events'], {
    cwd: ROOT,
    maxBuffer: 500_000_000,
  });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  return folder;
}

const began = performance.now();
/** Of all processors, the workers' included. */
function processorSeconds(): string {
  const { user, system } = process.cpuUsage();
  return `${((user + system) / 1_000_000).toFixed(0)} s of processor time`;
}

const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;

function tell(plan: Plan, report: Report): void {
  const { violations, invocations, deaths, faults, redriven } = report;
  const what = `${plan.stories.length} dossiers, ${invocations} invocations, ${faults.length} faults, ${deaths} deaths, ${redriven} redriven`;
  console.log(`  ${violations.length === 0 ? '✓' : '✗'} seed ${plan.seed}: ${what} (${seconds()})`);
  for (const violation of violations.slice(0, 10)) console.log(`      ${violation.slice(0, 400)}`);
}

/** Shrinks a failing world, and saves how to replay it. */
async function explain(workers: Workers, plan: Plan): Promise<void> {
  console.log(`\n  Looking for a smaller world that fails as seed ${plan.seed} does …`);
  const smallest = await shrink(
    plan,
    (one) => workers.live(one),
    SHRINKING,
    ({ stories, faults }, tried) =>
      console.log(
        `    ${stories.length} dossiers${Array.isArray(faults) ? `, ${faults.length} faults` : ''} (${tried} worlds, ${seconds()})`,
      ),
  );
  const folder = join(cacheFolder('faults'), 'traces');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `seed-${plan.seed}.json`);
  const trace: Trace = { tells: smallest.report.violations.join('\n'), plan: smallest.plan };
  writeFileSync(file, `${JSON.stringify(trace, undefined, 2)}\n`);
  for (const violation of smallest.report.violations) console.log(`      ${violation.slice(0, 400)}`);
  const { faults } = smallest.plan;
  for (const { at, what } of Array.isArray(faults) ? faults : []) console.log(`      ${what} at ${at}`);
  console.log(`    Again: npm run faults -- --replay ${file}`);
}

/** Says what was covered. @returns how much was not that should have been */
function tellCoverage(coverage: Coverage, waits: readonly string[]): number {
  const { reachable, excused, never, untrue } = placesOf(waits, (point) => coverage.came(point), unreachedPlaces());
  const { missing } = coverage;
  console.log(
    `  Functions crashed at ${coverage.passed - missing.length} of ${coverage.passed} points. Of ${reachable} places where functions ` +
      `wait, ${reachable - excused - never.length} were come to, ${excused} are not for a reason that is told, ${never.length} ` +
      `without one; ${waits.length - reachable} more lie in bundles and nothing leads there.`,
  );
  for (const point of missing) console.log(`  no crash at ${point}: ${coverage.why(point)}`);
  for (const place of never) console.log(`  not reached: ${place}`);
  for (const one of untrue) console.log(`  ${one}`);
  return missing.length + never.length + untrue.length;
}

/** Lives worlds and says what did not hold in them. Exit code 1 when anything did not. */
async function run(): Promise<void> {
  const asked = options();
  if (asked === undefined) return console.log(USAGE);
  const folder = join(cacheFolder('faults'), 'bundles');
  await bundles(folder);
  const workers = await Workers.start(
    { bundles: folder, ...asked.made },
    asked.covers ? availableParallelism() : Math.min(asked.plans.length, availableParallelism()),
  );
  console.log(`  The province is bundled and synthesised after ${seconds()}, on ${workers.count} processors.`);
  const coverage = new Coverage();
  const failed: Plan[] = [];
  let [deaths, faults, violations, dossiers] = [0, 0, 0, 0];
  const live = async (plan: Plan) => {
    const report = await workers.live(plan);
    tell(plan, report);
    [deaths, faults, dossiers] = [
      deaths + report.deaths,
      faults + report.faults.length,
      dossiers + plan.stories.length,
    ];
    violations += report.violations.length;
    if (report.violations.length > 0) failed.push(plan);
    return report;
  };
  const reports = await Promise.all(asked.plans.map(live));
  const invocations = reports.reduce((sum, report) => sum + report.invocations, 0);
  const tellAll = (what: string) =>
    console.log(
      `\n  ${what}${dossiers} dossiers, ${faults} faults, ${deaths} deaths, ${violations} violations; ${seconds()}, ${processorSeconds()}.`,
    );
  tellAll(`${asked.plans.length} worlds, ${invocations} invocations, `);
  if (asked.covers) {
    for (const [index, report] of reports.entries()) coverage.add(asked.plans[index] as Plan, report);
    console.log('\n  Small worlds, for the points at which nobody died yet.');
    await cover(coverage, live, (left, worlds) =>
      console.log(`  ${left} points are left: ${worlds} worlds (${seconds()}).`),
    );
    tellAll('With the small worlds ');
  }
  const uncovered = asked.covers ? tellCoverage(coverage, workers.waits) : 0;
  const [broken] = failed;
  if (broken !== undefined) await explain(workers, broken);
  await workers.stop();
  if (violations > 0 || uncovered > 0) process.exitCode = 1;
}

await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
// What the worlds still wait for would keep the process alive.
process.exit();
