import type { Coverage } from './coverage.ts';
import type { Plan, Report } from './run-world.ts';
import { ALL_TROUBLES, NO_TROUBLES } from './trouble.ts';

/** Stories that are lived for coverage, two in each world: small worlds are lived again at little cost. */
const STORIES = 26;
/** Seeds of the worlds for coverage: not those that are asked for, so that what is covered does not hang on these. */
const FIRST_SEED = 900;
/** Worlds lived at once before it is looked again at what is left, and most worlds altogether. */
const WAVE = 8;
const MOST = 400;

/**
 * Small worlds that go all ways there are: in peace, for points that a world comes to anyway; with all troubles; with
 * others writing the same rows all the time; with partners that are bad or away.
 */
export function scouts(): readonly Plan[] {
  const pairs = Array.from({ length: STORIES / 2 }, (_, index) => [2 * index, 2 * index + 1]);
  const peace = pairs.map((stories, index) => ({
    ...{ seed: FIRST_SEED + index, stories, errands: index === 0 },
    // With all of AWS's SDK, so that its places are come to as well.
    ...{ faults: NO_TROUBLES, rough: false, operated: true, wholeSdk: true },
  }));
  const trouble = pairs.map((stories, index) => ({
    ...{ seed: FIRST_SEED + STORIES + index, stories, errands: index % 4 === 0 },
    ...{ faults: ALL_TROUBLES, rough: true, operated: true },
  }));
  const crowd = pairs.map((stories, index) => ({
    ...{ seed: FIRST_SEED + 2 * STORIES + index, stories, errands: index === 0 },
    ...{ faults: { ...NO_TROUBLES, conflicts: 0.1, firstConflicts: 1 }, rough: false, operated: true },
  }));
  const partners = pairs.slice(5).map((stories, index) => ({
    ...{ seed: FIRST_SEED + 3 * STORIES + index, stories, errands: false },
    ...{ faults: { ...NO_TROUBLES, partners: 0.4, outages: 0.3 }, rough: true, operated: true },
  }));
  // From afternoon to night: deadlines come, and the day is closed.
  const late = {
    ...{ seed: FIRST_SEED + 4 * STORIES, stories: [], errands: true, begins: '2026-03-02T07:30:00.000Z' },
    ...{ faults: { ...NO_TROUBLES, firstConflicts: 1 }, rough: false, operated: true },
  };
  // Many parcels at once with a carrier and a portal that fail: one is tried while others wait.
  const parcels = {
    ...{ seed: FIRST_SEED + 94, stories: [19, 19, 19, 19, 19], errands: false },
    ...{ faults: { ...NO_TROUBLES, partners: 0.4 }, rough: true, operated: true },
  };
  // Many dossiers wait for the portal together: when it is back, one tries it and the others see that they are too early.
  const waiting = {
    ...{ seed: FIRST_SEED + 95, stories: Array.from({ length: 10 }, () => 22), errands: false },
    ...{ faults: { ...NO_TROUBLES, partners: 0.3, outages: 0.7 }, rough: true, operated: true },
  };
  return [late, parcels, waiting, ...peace, ...trouble, ...crowd, ...partners];
}

/**
 * Runs worlds until a function crashed at every point that was reached. It ends: each world covers what it is lived for
 * first of all, or that point counts as missed.
 * @param live runs a world
 * @returns how many worlds it took
 */
export async function cover(
  coverage: Coverage,
  live: (plan: Plan) => Promise<Report>,
  said: (left: number, worlds: number) => void,
): Promise<number> {
  let lived = 0;
  const all = async (plans: readonly Plan[]) => {
    lived += plans.length;
    const reports = await Promise.all(plans.map(live));
    // In their own order, not in order of completion: the next run does not depend on CPU speed.
    for (const [index, report] of reports.entries()) coverage.add(plans[index] as Plan, report);
  };
  await all(scouts());
  while (lived < MOST) {
    const plans = coverage.plans(WAVE);
    if (plans.length === 0) break;
    said(coverage.missing.length, plans.length);
    await all(plans);
  }
  return lived;
}
