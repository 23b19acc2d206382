import { expect, it } from 'vitest';
import { cover } from './cover.ts';
import { Coverage, placesOf } from './coverage.ts';
import type { Plan, Report } from './run-world.ts';
import { NO_TROUBLES } from './trouble.ts';

const PLAN: Plan = { seed: 1, stories: [0], faults: NO_TROUBLES, rough: false, operated: false };
const lived = (passed: readonly string[], died: readonly string[] = [], invocations = 10): Report => ({
  ...{ violations: [], faults: [], passed, died, invocations },
  ...{ deaths: 0, redriven: 0, fingerprint: '' },
});

it('replays the smallest world, with its recorded faults, and with crashes at points without one', () => {
  const coverage = new Coverage();
  coverage.add({ ...PLAN, seed: 2 }, lived(['f: a', 'f: b'], [], 99));
  coverage.add(PLAN, { ...lived(['f: b', 'f: a', 'g: a'], ['g: a']), faults: [{ at: 'g: a #1', what: 'lost' }] });
  expect(coverage.missing).toEqual(['f: a', 'f: b']);
  expect(coverage.plans(9)).toEqual([{ ...PLAN, faults: [{ at: 'g: a #1', what: 'lost' }], also: ['f: b', 'f: a'] }]);
});

it('crashes no function so often in one world that calling partners give up', () => {
  const coverage = new Coverage();
  coverage.add(PLAN, lived([...'1234567'].flatMap((point) => [`payment-webhook: ${point}`, `f: ${point}`])));
  expect(coverage.plans(9).map(({ also }) => also?.length)).toEqual([12, 2]);
});

it('ends where a world does not come again to what it was lived for, and says so', () => {
  const coverage = new Coverage();
  coverage.add(PLAN, lived(['f: a', 'f: b']));
  const [plan] = coverage.plans(1);
  coverage.add(plan as Plan, lived(['f: b'], ['f: b']));
  expect(coverage.plans(1)).toEqual([]);
  expect(coverage.missing).toEqual(['f: a']);
  expect(coverage.why('f: a')).toContain('did not come to it (seeds 1)');
});

it('continues with the next world that reached a point', () => {
  const coverage = new Coverage();
  coverage.add({ ...PLAN, seed: 2 }, lived(['f: a'], [], 20));
  coverage.add(PLAN, lived(['f: a']));
  const [first] = coverage.plans(1);
  coverage.add(first as Plan, lived([], [], 5));
  expect([first, ...coverage.plans(1)].map((plan) => plan?.seed)).toEqual([1, 2]);
});

it('runs the same worlds until every point had a crash, in any order of completion', async () => {
  const points = Array.from({ length: 300 }, (_, index) => `f${index % 20}: ${index}`);
  const run = async (delay: (nth: number) => number) => {
    const [coverage, plans] = [new Coverage(), [] as Plan[]];
    await cover(
      coverage,
      async (plan) => {
        plans.push(plan);
        await new Promise((resolve) => setTimeout(resolve, delay(plans.length)));
        // A run reaches only every third of its target points, and the first one for certain.
        return lived(
          points,
          plan.also?.filter((_, index) => index % 3 === 0),
        );
      },
      () => {},
    );
    return { missing: coverage.missing, lived: plans.map(({ seed, also }) => ({ seed, also })) };
  };
  const [one, other] = [await run(() => 0), await run((nth) => (nth * 7) % 5)];
  expect(one.missing).toEqual([]);
  expect(other).toEqual(one);
});

it('holds what was come to against what there is and what is told', () => {
  const waits = ['f: waits in a', 'f: waits in b', 'f: waits in c', 'f: waits in carried: d', 'f: waits in carried: e'];
  const came = (point: string) => ['f: waits in a', 'f: waits in carried: e'].includes(point);
  const told = ['b', 'a', 'gone'].map((name) => ({ place: `f: waits in ${name}`, seldom: false }));
  const places = placesOf(waits, came, told);
  expect(places).toMatchObject({ reachable: 3, excused: 1, never: ['f: waits in c'] });
  expect(places.untrue.map((one) => one.split(': ').slice(0, -1).join(': '))).toEqual([
    'f: waits in carried: e',
    'f: waits in a',
    'f: waits in gone',
  ]);
  expect(placesOf(waits, came, [{ place: 'f: waits in a', seldom: true }]).untrue).toHaveLength(1);
});
