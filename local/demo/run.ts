import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../launcher/environment.ts';
import { agrees, type Comparison, compare } from './compare.ts';
import { outageScenario } from './outage.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { pastScenarios } from './scenarios-past.ts';
import { Stage } from './stage.ts';
import { subscribe } from './subscriber.ts';
import type { Walk } from './walk.ts';

/** Concurrent dossiers: enough to overlap, few enough for two cores. */
const AT_ONCE = 6;
/** Delay between their starts: the first ones warm the functions for the others, and fewer processes start. Milliseconds. */
const APART_MS = 500;

type Played = {
  readonly scenario: Scenario;
  readonly walk?: Walk;
  readonly problem?: string;
  readonly seconds: number;
};

async function play(stage: Stage, scenario: Scenario): Promise<Played> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    const walk = await scenario.play(stage);
    const { status } = await walk.read();
    const problem = status === scenario.ends ? {} : { problem: `ended ${status} instead of ${scenario.ends}` };
    return { scenario, walk, seconds: seconds(), ...problem };
  } catch (error) {
    return { scenario, problem: error instanceof Error ? error.message : String(error), seconds: seconds() };
  }
}

/** Runs every scenario, then compares the partners' copies with ours. True when all ended as expected. */
export async function runDemo(environment: Environment): Promise<boolean> {
  const stage = new Stage(environment);
  await subscribe(stage);
  const started = performance.now();
  const played: Played[] = [];
  const outage = play(stage, outageScenario);
  const waiting = [...scenarios(), ...pastScenarios(environment)];
  const worker = async (_: unknown, lane: number) => {
    await pause(lane * APART_MS);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const done = await play(stage, next);
      played.push(done);
      printPlayed(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const last = await outage;
  played.push(last);
  printPlayed(last);

  const since = () => ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\n  All scenarios have ended after ${since()} s; waiting for the partners to receive everything.`);
  const walks = played.flatMap((p) => (p.walk ? [p.walk] : []));
  const comparisons = await compare(stage, walks, environment.patienceMs);
  await printComparisons(comparisons);
  const good = played.every((p) => p.problem === undefined) && comparisons.every(agrees);
  const agreed = comparisons.filter(agrees).length;
  console.log(
    `\n  ${played.filter((p) => !p.problem).length} of ${played.length} dossiers reached the status they should; ` +
      `partners agree about ${agreed} of ${comparisons.length}; ${since()} s.`,
  );
  return good;
}

function printPlayed({ scenario, walk, problem, seconds }: Played): void {
  const plan = walk ? walk.plan.title : '';
  console.log(
    `    ${problem ? '✗' : '✓'} ${scenario.title}${plan && ` (${plan})`} ${seconds.toFixed(1)} s${problem ? `: ${problem}` : ''}`,
  );
}

async function printComparisons(comparisons: readonly Comparison[]): Promise<void> {
  console.log(
    '\n  Our log beside the national portal’s rows (national status codes in order) and the agency’s receiver:',
  );
  for (const c of comparisons) {
    const codes = (rows: readonly string[]) => rows.map((row) => row.split('#')[0]).join(' ');
    console.log(
      `    ${agrees(c) ? '=' : '≠'} ${c.dossierCode.padEnd(22)} ours ${codes(c.ours)} | portal ${codes(c.portals)} | ` +
        `events ${c.events}, received ${c.received}, bad signatures ${c.invalid}`,
    );
  }
  const example = comparisons.at(-1);
  if (example === undefined) return;
  console.log(`\n  Timeline of ${example.dossierCode}:`);
  for (const event of await example.walk.timeline()) {
    console.log(
      `    ${String(event.version).padStart(3)}  ${event.occurredAt}  ${event.statusName.padEnd(38)} ${event.type} (${event.agencyId})`,
    );
  }
}
