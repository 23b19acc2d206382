import { Chance } from '../../local/simulation/chance.ts';
import type { Prepared } from './app/prepare.ts';
import { ProvinceWorld } from './app/province.ts';
import { figureFaults } from './invariants/figures.ts';
import { dossiersIn, logFaults, onceFaults, type Row, timerFaults } from './invariants/logs.ts';
import { deadLetters, privacyFaults } from './invariants/messages.ts';
import { noticeFaults } from './invariants/notices.ts';
import { orphanFaults } from './invariants/orphans.ts';
import { moneyFaults, parcelFaults } from './invariants/partners.ts';
import { correctionFaults, formerContactFaults, formerPeopleFaults, refundFaults } from './invariants/requests.ts';
import { searchFaults } from './invariants/search.ts';
import { wayOnFaults } from './invariants/ways-on.ts';
import { Mishaps } from './mishaps.ts';
import { Operator } from './operator.ts';
import { type Fault, type Faults, TroubleMaker } from './trouble.ts';
import { CALM, ROUGH } from './world/weather.ts';

/** Everything that makes a world what it is: two worlds of one plan are the same, byte for byte. */
export type Plan = {
  readonly seed: number;
  /** Moment at which the world begins, ISO; a morning unless told. */
  readonly begins?: string;
  /** Scenarios to run, by number. */
  readonly stories: readonly number[];
  readonly faults: Faults;
  /** Points at whose first passing a function crashes in addition. */
  readonly also?: readonly string[];
  /** Whether messages are late, doubled and out of order, sandboxes short-lived, and clocks apart. */
  readonly rough: boolean;
  /** Whether clients use the rest of the API as well: lists, figures, endpoints, delegation. */
  readonly errands?: boolean;
  /** Whether requests to AWS go all the way through its SDK, written out as HTTP. */
  readonly wholeSdk?: boolean;
  /** Whether somebody operates the province meanwhile: deploys, redrives, publishes again. */
  readonly operated: boolean;
};

/** A world that once failed, with what it showed: it is lived again by the tests. */
export type Trace = { readonly tells: string; readonly plan: Plan };

export type Report = {
  readonly violations: readonly string[];
  /** What went wrong, in its order. */
  readonly faults: readonly Fault[];
  /** Points that were passed, and those with a crash. */
  readonly passed: readonly string[];
  readonly died: readonly string[];
  readonly invocations: number;
  readonly deaths: number;
  readonly redriven: number;
  /** Text that is the same for the same plan, byte for byte. */
  readonly fingerprint: string;
};

/** Stories begin within so many virtual milliseconds, and more where there are many. */
const WITHIN_MS = 30_000;
const EACH_MS = 300;
const HOURS = 3_600_000;
/** Rounds of redriving: a cause that has passed needs one, causes that hide each other some. */
const REDRIVES = 3;

/** Who looks at a world before it begins, and when it has come to rest. */
type Watch = { readonly begins?: (world: ProvinceWorld) => void; readonly ends?: (world: ProvinceWorld) => void };

/** Lives one plan from the first dossier to the last rest, and checks what must hold then. */
export async function runWorld(prepared: Prepared, plan: Plan, watch: Watch = {}): Promise<Report> {
  const world = new ProvinceWorld(
    plan.wholeSdk ? { ...prepared, ...prepared.whole } : prepared,
    plan.seed,
    plan.begins,
  );
  watch.begins?.(world);
  await world.begin();
  const maker = new TroubleMaker(world, plan.seed, plan.faults, plan.also);
  if (plan.rough) world.weather = ROUGH;
  const operator = new Operator(world, plan.seed);
  const mishaps = new Mishaps(world);
  if (plan.operated) {
    operator.begin();
    mishaps.begin();
  }

  const chance = new Chance(plan.seed, 3);
  const lives = plan.stories.map(async (story) => {
    await world.scheduler.sleep(chance.unit() * Math.max(WITHIN_MS, EACH_MS * plan.stories.length));
    return world.begun<{ title: string; problem?: string }>('live', story);
  });
  if (plan.errands) lives.push(world.begun('run'));
  const told = await world.settle(Promise.all(lives));
  // Calm: what is left has to come right by itself, and dead letters once their cause is gone.
  maker.calmDown();
  mishaps.calmDown();
  operator.end();
  world.weather = CALM;
  let resting = await world.rest(48 * HOURS);
  const unheard = mishaps.end();
  let redriven = 0;
  for (let round = 0; round < REDRIVES && deadLetters(world).length > 0; round += 1) {
    redriven += world.redrive();
    resting = await world.rest(48 * HOURS);
  }
  const rows = [...world.rows()] as Row[];
  const kept = dossiersIn(rows);
  const violations = [
    ...told.flatMap(({ title, problem }) => (problem === undefined ? [] : [`story "${title}": ${problem}`])),
    ...(resting ? [] : ['the province never came to rest']),
    ...unheard,
    ...deadLetters(world).map((letter) => `dead letter: ${letter}`),
    ...kept.flatMap((one) => [...logFaults(one), ...onceFaults(one), ...correctionFaults(one), ...refundFaults(one)]),
    ...formerPeopleFaults(rows, kept),
    ...formerContactFaults(rows, kept),
    ...noticeFaults(rows, kept, world.mails, maker.faults),
    ...orphanFaults(
      rows,
      [...world.buckets.values()].flatMap((bucket) => bucket.keys()),
    ),
    ...wayOnFaults(rows, kept),
    ...timerFaults(rows, kept),
    ...figureFaults(rows, kept),
    ...(await searchFaults(rows, kept, world.secrets)),
    ...(await parcelFaults(world, kept)),
    ...(await moneyFaults(world, kept)),
    ...world.refused,
    ...world.network.strangers,
    ...privacyFaults(world),
    ...(await world.ask<readonly string[]>('disagreements')).map((one) => `a partner disagrees: ${one}`),
  ];
  watch.ends?.(world);
  const { invocations, deaths } = world.lambda.counts;
  const lengths = kept.map(({ dossierId, log }) => `${dossierId} ${log.map(({ type }) => type).join(' ')}`).toSorted();
  const fingerprint = JSON.stringify({
    steps: world.scheduler.steps,
    now: world.scheduler.now,
    invocations,
    deaths,
    lengths,
  });
  const { faults, passed, died } = maker;
  return { violations, faults, passed: [...passed], died: [...died], invocations, deaths, redriven, fingerprint };
}
