import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../local/paths.ts';
import { prepare } from './app/prepare.ts';
import { runWorld } from './run-world.ts';
import { ALL_TROUBLES, NO_TROUBLES } from './trouble.ts';

const USAGE = `npm run faults -- [--seeds 5] [--from 1] [--dossiers 25] [--stories 0,5,19] [--calm]
  --seeds     worlds to live, one after the other, each with the next seed
  --from      the first seed; a world that failed is lived again by its seed
  --dossiers  stories lived in each world, beginning again when all were told
  --stories   exactly these, by number, instead
  --calm      nothing goes wrong: what fails then is no matter of faults`;

/** Lives worlds and says what did not hold in them. Exit code 1 when anything did not. */
async function run(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      seeds: text,
      from: text,
      dossiers: text,
      stories: text,
      calm: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(USAGE);
  const number = (given: string | undefined, otherwise: number) => {
    const value = Number(given ?? otherwise);
    if (!Number.isInteger(value) || value < 1) throw new Error(USAGE);
    return value;
  };
  const [seeds, from, dossiers] = [number(values.seeds, 5), number(values.from, 1), number(values.dossiers, 25)];
  const stories = values.stories?.split(',').map(Number) ?? Array.from({ length: dossiers }, (_, index) => index);
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const prepared = await prepare(join(cacheFolder('faults'), 'bundles'));
  console.log(`  The province is bundled and synthesised after ${seconds()}.`);
  const [passed, died] = [new Set<string>(), new Set<string>()];
  let [deaths, violations] = [0, 0];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const troubles = values.calm ? NO_TROUBLES : ALL_TROUBLES;
    const report = await runWorld(prepared, { seed, stories, troubles });
    for (const point of report.passed) passed.add(point);
    for (const point of report.died.keys()) died.add(point);
    deaths += report.deaths;
    violations += report.violations.length;
    const what = `${stories.length} dossiers, ${report.invocations} invocations, ${report.deaths} deaths, ${report.redriven} redriven`;
    console.log(`  ${report.violations.length === 0 ? '✓' : '✗'} seed ${seed}: ${what} (${seconds()})`);
    for (const violation of report.violations) console.log(`      ${violation.slice(0, 400)}`);
  }
  console.log(
    `\n  ${seeds * stories.length} dossiers in ${seeds} worlds, ${deaths} deaths at ${died.size} of ${passed.size} points, ` +
      `${violations} violations; ${seconds()}.`,
  );
  if (violations > 0) process.exitCode = 1;
}

run()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  // What the worlds still wait for would keep the process alive.
  .finally(() => process.exit());
