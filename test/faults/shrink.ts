import type { Plan, Report } from './run-world.ts';
import type { Fault } from './trouble.ts';

/** Lives a plan. */
export type Live = (plan: Plan) => Promise<Report>;

/** What kind of thing did not hold, without what is different in every world: a smaller world has to fail the same way. */
export function kindOf(violation: string): string {
  return violation
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
    .replace(/"[^"]*"/g, '…')
    .split(/[:#]/)
    .slice(0, 2)
    .join(':')
    .replaceAll(/[\d.-]+/g, '0')
    .trim();
}

/**
 * Looks for a smaller plan that fails in the same way: first fewer dossiers under the same chances, then without rough
 * weather and without an operator, then only those faults that it takes. Greedy: what it finds cannot lose any one part
 * of those it tried, though a smaller one may exist elsewhere.
 * @param tries maximum number of worlds to run
 */
export async function shrink(
  plan: Plan,
  live: Live,
  tries: number,
  said: (found: Plan, tried: number) => void,
): Promise<{ readonly plan: Plan; readonly report: Report }> {
  let tried = 0;
  let found = { plan, report: await live(plan) };
  const wanted = new Set(found.report.violations.map(kindOf));
  if (wanted.size === 0) throw new Error('nothing fails in this plan');

  /** Takes a smaller plan that fails as well. */
  async function accepts(smaller: Plan): Promise<boolean> {
    if (tried >= tries) return false;
    tried += 1;
    const report = await live(smaller);
    if (!report.violations.some((one) => wanted.has(kindOf(one)))) return false;
    found = { plan: smaller, report };
    said(smaller, tried);
    return true;
  }

  await fewest(plan.stories, (stories) => accepts({ ...found.plan, stories }), 1);
  // From here on by what went wrong, not by chance.
  const exact = { ...found.plan, faults: found.report.faults, also: [] };
  if (await accepts(exact)) {
    if (exact.errands) await accepts({ ...found.plan, errands: false });
    if (exact.rough) await accepts({ ...found.plan, rough: false });
    if (exact.operated) await accepts({ ...found.plan, operated: false });
    await fewest<Fault>(found.report.faults, (faults) => accepts({ ...found.plan, faults }), 0);
  }
  return found;
}

/** Leaves out as much of a list as can be left out, in ever smaller pieces (delta debugging). */
async function fewest<T>(
  list: readonly T[],
  accepts: (smaller: readonly T[]) => Promise<boolean>,
  least: number,
): Promise<void> {
  let left = list;
  for (let pieces = 2; left.length > least; ) {
    const size = Math.ceil(left.length / pieces);
    let shrunk = false;
    for (let from = 0; from < left.length && left.length > least; from += size) {
      const smaller = [...left.slice(0, from), ...left.slice(from + size)];
      if (smaller.length < least || !(await accepts(smaller))) continue;
      left = smaller;
      shrunk = true;
      break;
    }
    if (!shrunk && size === 1) return;
    pieces = shrunk ? Math.max(2, pieces - 1) : Math.min(left.length, pieces * 2);
  }
}
