import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkProcedure } from '../../../shared/procedure/check-procedure.ts';
import { longestHours } from '../../../shared/procedure/graph.ts';
import type { Procedure, Step } from '../../../shared/procedure/schema.ts';
import { isLastStep, nextSteps } from '../../../shared/procedure/steps.ts';
import { choice, step, validProcedure } from './example.ts';

const RUNS = 3000;
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** Any graph of up to seven steps; most ways lead on, some back, to nowhere, or from a choice without outcome. */
const anySteps: fc.Arbitrary<Step[]> = fc.integer({ min: 1, max: names.length }).chain((count) =>
  fc.tuple(
    ...names.slice(0, count).map((name, i) => {
      const on = [...names.slice(i + 1, count), 'end'];
      const target = fc.oneof(
        { weight: 30, arbitrary: fc.constantFrom(...on) },
        { weight: 1, arbitrary: fc.constantFrom(...names.slice(0, count), 'nowhere') },
      );
      const ways = fc.array(target, { maxLength: 4, size: 'max' }).filter((list) => list.length > 0 || i % 5 === 4);
      const hours = fc.integer({ min: 1, max: 40 });
      return fc.oneof(
        hours.map((h) => step(name, h, ['approver'])),
        fc.tuple(hours, ways).map(([h, list]) => choice(name, h, ...list.map((to, n) => `outcome-${n}>${to}`))),
      );
    }),
  ),
);

type Walk = { readonly hours: number; readonly seen: readonly string[] };

/** Every path from the first step, as a dossier takes it; undefined when one of them cannot end. */
function allWalks(steps: readonly Step[], at = 0, seen: readonly string[] = []): Walk[] | undefined {
  const here = steps[at];
  if (here === undefined || seen.includes(here.stepId)) return undefined;
  const next = here.next?.map((w) => w.to) ?? [steps[at + 1]?.stepId ?? 'end'];
  if (next.length === 0) return undefined;
  const walks: Walk[] = [];
  for (const to of next) {
    const been = [...seen, here.stepId];
    const rest = to === 'end' ? [{ hours: 0, seen: been }] : allWalks(steps, indexOf(steps, to), been);
    if (rest === undefined) return undefined;
    walks.push(...rest.map((walk) => ({ ...walk, hours: walk.hours + here.workingHours })));
  }
  return walks;
}

const indexOf = (steps: readonly Step[], id: string) => {
  const found = steps.findIndex((s) => s.stepId === id);
  return found === -1 ? steps.length : found;
};

const procedureOf = (steps: Step[], workingHours: number): Procedure => ({ ...validProcedure(), steps, workingHours });

it('a graph is accepted exactly when every path ends, every step is on one, and the hours are those of the longest', () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(anySteps, fc.constantFrom(0, 0, 0, 1), (steps, off) => {
      const walks = allWalks(steps);
      const longest = Math.max(0, ...(walks ?? []).map((w) => w.hours));
      const seen = new Set(walks?.flatMap((w) => w.seen));
      const right = walks !== undefined && seen.size === steps.length && off === 0;
      const faults = checkProcedure(procedureOf(steps, longest + off), 'x.json');
      expect(faults.length === 0, JSON.stringify(faults)).toBe(right);
      if (right) accepted++;
      else refused++;
    }),
    { numRuns: RUNS },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(RUNS / 20);
});

it('from every step of an accepted graph the end is reached for all outcomes', () => {
  fc.assert(
    fc.property(anySteps, fc.infiniteStream(fc.nat()), (steps, choices) => {
      const longest = Math.max(1, ...(allWalks(steps) ?? []).map((w) => w.hours));
      fc.pre(checkProcedure(procedureOf(steps, longest), 'x.json').length === 0);
      for (const start of steps) {
        let here: Step | undefined = start;
        let hours = 0;
        for (let moves = 0; here !== undefined; moves++) {
          expect(moves).toBeLessThan(steps.length);
          hours += here.workingHours;
          const pick: number = choices.next().value ?? 0;
          const outcome: string | undefined = here.next?.[pick % here.next.length]?.outcome;
          const [next, ...others] = nextSteps({ steps }, here.stepId, outcome);
          expect(others).toEqual([]);
          if (next === undefined) expect(isLastStep({ steps }, here.stepId)).toBe(true);
          here = next;
        }
        expect(hours).toBeLessThanOrEqual(longestHours({ steps }, start.stepId) ?? 0);
      }
    }),
    { numRuns: 500 },
  );
});
