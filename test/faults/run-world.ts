import { Chance } from '../../local/simulate/chance.ts';
import type { Prepared } from './app/prepare.ts';
import { ProvinceWorld } from './app/province.ts';
import { dossiersIn, logFaults, onceFaults, timerFaults } from './invariants/logs.ts';
import { deadLetters, privacyFaults } from './invariants/messages.ts';
import { moneyFaults, parcelFaults } from './invariants/partners.ts';
import { NO_TROUBLES, TroubleMaker, type Troubles } from './trouble.ts';
import { CALM } from './world/weather.ts';

export type Plan = {
  readonly seed: number;
  /** Stories to live, by their numbers. */
  readonly stories: readonly number[];
  readonly troubles: Troubles;
  readonly once?: { readonly point: string; readonly passing: number };
};

export type Report = {
  readonly violations: readonly string[];
  readonly passed: ReadonlySet<string>;
  readonly died: ReadonlyMap<string, number>;
  readonly invocations: number;
  readonly deaths: number;
  readonly redriven: number;
  /** Text that is the same for the same plan, byte for byte. */
  readonly fingerprint: string;
};

/** Virtual milliseconds between the beginnings of two stories, at most. */
const APART_MS = 30_000;
const HOURS = 3_600_000;
/** Rounds of redriving: a cause that has passed needs one, causes that hide each other some. */
const REDRIVES = 3;

/** Lives one plan from the first dossier to the last rest, and checks what must hold then. */
export async function runWorld(prepared: Prepared, plan: Plan, look?: (world: ProvinceWorld) => void): Promise<Report> {
  const world = new ProvinceWorld(prepared, plan.seed);
  await world.begin();
  const maker = new TroubleMaker(world, plan.seed, plan.troubles);
  maker.once = plan.once;
  const busy = Object.values(plan.troubles).some((chance) => chance > 0);
  if (busy) world.weather = { ...CALM, latency: 40, lag: 300, repeats: 0.05, recycles: 0.02, refusedEntries: 0.02 };

  const chance = new Chance(plan.seed, 3);
  const lives = plan.stories.map(async (story) => {
    await world.scheduler.sleep(chance.unit() * APART_MS);
    return world.begun<{ title: string; problem?: string }>('live', story);
  });
  const told = await world.settle(Promise.all(lives));
  // Calm: what is left has to come right by itself, and dead letters once their cause is gone.
  maker.troubles = NO_TROUBLES;
  world.weather = CALM;
  let resting = await world.rest(48 * HOURS);
  let redriven = 0;
  for (let round = 0; round < REDRIVES && deadLetters(world).length > 0; round += 1) {
    redriven += world.redrive();
    resting = await world.rest(48 * HOURS);
  }
  const rows = [...world.rows()];
  const kept = dossiersIn(rows);
  const violations = [
    ...told.flatMap(({ title, problem }) => (problem === undefined ? [] : [`story "${title}": ${problem}`])),
    ...(resting ? [] : ['the province never came to rest']),
    ...deadLetters(world).map((letter) => `dead letter: ${letter}`),
    ...kept.flatMap((one) => [...logFaults(one), ...onceFaults(one)]),
    ...timerFaults(rows, kept),
    ...(await parcelFaults(world, kept)),
    ...(await moneyFaults(world, kept)),
    ...world.refused,
    ...privacyFaults(world),
    ...(await world.ask<readonly string[]>('disagreements')).map((one) => `a partner disagrees: ${one}`),
  ];
  look?.(world);
  const { invocations, deaths } = world.lambda.counts;
  const lengths = kept.map(({ dossierId, log }) => `${dossierId} ${log.map(({ type }) => type).join(' ')}`).toSorted();
  const fingerprint = JSON.stringify({
    steps: world.scheduler.steps,
    now: world.scheduler.now,
    invocations,
    deaths,
    lengths,
  });
  return { violations, passed: maker.passed, died: maker.died, invocations, deaths, redriven, fingerprint };
}
