import type { Plan, Report } from './run-world.ts';

/** Points of one world at which functions are made to die at once: more would make it another world too early. */
const AT_ONCE = 48;

/** Which points functions came to, and at which of them one has died. */
export class Coverage {
  readonly #died = new Set<string>();
  /** The smallest plan that is known to come to a point. */
  readonly #reaches = new Map<string, Plan>();

  add(plan: Plan, report: Report): void {
    for (const point of report.passed) {
      const known = this.#reaches.get(point);
      if (known === undefined || plan.stories.length < known.stories.length) this.#reaches.set(point, plan);
    }
    for (const point of report.died) this.#died.add(point);
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

  get missing(): readonly string[] {
    return [...this.#reaches.keys()].filter((point) => !this.#died.has(point)).toSorted();
  }

  /**
   * Worlds that were lived already, with deaths at points nobody has died at: all is as it was until the first of them,
   * so that one is certain to be come to, and the others are likely.
   */
  plans(most: number): readonly Plan[] {
    const byPlan = new Map<Plan, string[]>();
    for (const point of this.missing) {
      const plan = this.#reaches.get(point);
      if (plan !== undefined) byPlan.set(plan, [...(byPlan.get(plan) ?? []), point]);
    }
    // The fewer are left, the fewer at once: each death makes the rest of the world another one.
    const atOnce = Math.min(AT_ONCE, Math.max(2, Math.ceil(this.missing.length / most / 4)));
    const worlds = [...byPlan].flatMap(([plan, points]) =>
      Array.from({ length: Math.ceil(points.length / atOnce) }, (_, part) => ({
        ...plan,
        also: [...(plan.also ?? []), ...points.slice(part * atOnce, (part + 1) * atOnce)],
      })),
    );
    return worlds.slice(0, most);
  }
}
