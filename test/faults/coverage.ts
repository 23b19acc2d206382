import { CARRIED } from './app/awaits.ts';
import type { Plan, Report } from './run-world.ts';

/** Points of one world with crashes in one replay. */
const AT_ONCE = 40;
/** Of functions that partners call: partners give up after ten attempts, while people and queues continue. */
const OF_PARTNERS = 5;
/** Worlds that are remembered for a point: where one does not come to it again, the next may. */
const WORLDS = 3;
const CALLED_BY_PARTNERS = ['national-portal-inbound', 'payment-webhook', 'postal-webhook'];

/** A world that was lived, and what it took. */
type Lived = { readonly plan: Plan; readonly invocations: number };

/** Which points functions reached, and which of them had a crash. */
export class Coverage {
  readonly #died = new Set<string>();
  /** The smallest worlds that are known to come to a point, the smallest first. */
  readonly #reaches = new Map<string, readonly Lived[]>();
  /** How many of them were replayed mainly for one point, without a crash there. */
  readonly #missed = new Map<string, number>();

  add(plan: Plan, { passed, died, invocations, faults }: Report): void {
    // By what went wrong, not by chance: one death more leaves the others where they were.
    const lived = { plan: { ...plan, faults, also: [] }, invocations };
    for (const point of passed) {
      const known = this.#reaches.get(point) ?? [];
      if (known.length === WORLDS && invocations >= (known.at(-1)?.invocations ?? 0)) continue;
      // Points keep their order, which is that in which their world reaches them.
      if (invocations < (known[0]?.invocations ?? Number.POSITIVE_INFINITY)) this.#reaches.delete(point);
      const worlds = [...known, lived].toSorted((a, b) => a.invocations - b.invocations);
      this.#reaches.set(point, worlds.slice(0, WORLDS));
    }
    for (const point of died) this.#died.add(point);
    const [first] = plan.also ?? [];
    if (first !== undefined && !this.#died.has(first)) this.#missed.set(first, (this.#missed.get(first) ?? 0) + 1);
  }

  get passed(): number {
    return this.#reaches.size;
  }

  get died(): number {
    return this.#died.size;
  }

  /** Whether anybody ever came to a point. */
  came(point: string): boolean {
    return this.#reaches.has(point);
  }

  /** Points that were reached without a crash, by name. */
  get missing(): readonly string[] {
    return [...this.#reaches.keys()].filter((point) => !this.#died.has(point)).toSorted();
  }

  /** Why a missing point had no crash. */
  why(point: string): string {
    const missed = this.#missed.get(point) ?? 0;
    const seeds = this.#reaches
      .get(point)
      ?.slice(0, missed)
      .map(({ plan }) => plan.seed);
    return missed > 0
      ? `worlds that had come to it, lived again, did not come to it (seeds ${seeds?.join(', ')})`
      : 'the worlds that may be lived for it were used up';
  }

  /**
   * Worlds that were lived already, with crashes at points without one so far. All is as it was until the first of them,
   * so that one is certain to be come to and each world covers something; the others are likely.
   */
  plans(most: number): readonly Plan[] {
    const byWorld = new Map<Plan, string[][]>();
    const alone: { readonly plan: Plan; readonly also: readonly string[] }[] = [];
    for (const [point, known] of this.#reaches) {
      const missed = this.#missed.get(point) ?? 0;
      const plan = known[missed]?.plan;
      if (this.#died.has(point) || plan === undefined) continue;
      if (missed > 0) {
        alone.push({ plan, also: [point] });
        continue;
      }
      const parts = byWorld.get(plan) ?? [];
      byWorld.set(plan, parts);
      const part = parts.find((points) => hasRoom(points, functionOf(point)));
      if (part === undefined) parts.push([point]);
      else part.push(point);
    }
    const together = [...byWorld].flatMap(([plan, parts]) => parts.map((also) => ({ plan, also })));
    const worlds = [...together, ...alone].map(({ plan, also }) => ({ ...plan, also }));
    return worlds.toSorted((a, b) => b.also.length - a.also.length).slice(0, most);
  }
}

/** What the places where functions wait say of the worlds that were lived. */
export type Places = {
  /** Those that something leads to, how many of them were not reached for a stated reason, and which ones without. */
  readonly reachable: number;
  readonly excused: number;
  readonly never: readonly string[];
  /** Reasons that are none, and code that was thought to lead nowhere. */
  readonly untrue: readonly string[];
};

/**
 * Holds what was come to against what there is.
 * @param waits every place; those that only lie in a bundle say so in their names
 * @param unreached the places for which there is a reason
 */
export function placesOf(
  waits: readonly string[],
  came: (point: string) => boolean,
  unreached: readonly { readonly place: string; readonly seldom: boolean }[],
): Places {
  const [carried, reachable] = [waits.filter(isCarried), waits.filter((one) => !isCarried(one))];
  const [known, excused] = [new Set(waits), new Set(unreached.map(({ place }) => place))];
  return {
    reachable: reachable.length,
    excused: reachable.filter((one) => !came(one) && excused.has(one)).length,
    never: reachable.filter((one) => !came(one) && !excused.has(one)),
    untrue: [
      ...carried.filter(came).map((one) => `${one}: is come to, though nothing seems to lead there`),
      ...unreached.flatMap(({ place, seldom }) => {
        if (!known.has(place)) return [`${place}: is excused and no place any more`];
        return !seldom && came(place) ? [`${place}: is come to and excused all the same`] : [];
      }),
    ],
  };
}

const isCarried = (point: string) => point.includes(`: waits in ${CARRIED}`);

const functionOf = (point: string) => point.split(':')[0] ?? '';

function hasRoom(points: readonly string[], name: string): boolean {
  if (points.length >= AT_ONCE) return false;
  return !CALLED_BY_PARTNERS.includes(name) || points.filter((one) => functionOf(one) === name).length < OF_PARTNERS;
}
