import { describe, expect, it } from 'vitest';
import type { Plan, Report } from './run-world.ts';
import { kindOf, shrink } from './shrink.ts';
import { ALL_TROUBLES, type Fault } from './trouble.ts';

const fault = (at: string): Fault => ({ at, what: 'lost' });
const FAULTS = Array.from({ length: 40 }, (_, index) => fault(`post: post POST /orders #${index}`));
const CAUSES = [3, 17];
const PLAN: Plan = {
  seed: 1,
  stories: Array.from({ length: 20 }, (_, index) => index),
  faults: ALL_TROUBLES,
  rough: true,
  operated: true,
};

/** A world that fails when story 7 is told and both causes are among what went wrong. */
async function live({ stories, faults }: Plan): Promise<Report> {
  const happened = Array.isArray(faults) ? (faults as readonly Fault[]) : FAULTS;
  const fails = stories.includes(7) && CAUSES.every((cause) => happened.some(({ at }) => at === FAULTS[cause]?.at));
  const violations = fails ? [`dead letter: dossier ${stories.length}`] : ['a violation of another kind'];
  return {
    ...{ violations, faults: happened, passed: [], died: [], fingerprint: '' },
    ...{ invocations: 0, deaths: 0, redriven: 0 },
  };
}

describe('a world that failed', () => {
  it('is made smaller until only what it takes is left', async () => {
    const { plan, report } = await shrink(PLAN, live, 300, () => {});
    expect(plan).toMatchObject({ stories: [7], rough: false, operated: false });
    expect(plan.faults).toEqual(CAUSES.map((cause) => FAULTS[cause]));
    expect(report.violations).toEqual(['dead letter: dossier 1']);
  });

  it('fails in the same way, not in another', async () => {
    const { report } = await shrink(PLAN, live, 300, () => {});
    expect(report.violations.map(kindOf)).toEqual([kindOf('dead letter: dossier 20')]);
  });

  it('stops after so many tries', async () => {
    let lived = 0;
    await shrink(
      PLAN,
      (plan) => live(plan).finally(() => (lived += 1)),
      5,
      () => {},
    );
    expect(lived).toBe(6);
  });
});
