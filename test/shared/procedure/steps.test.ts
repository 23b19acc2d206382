import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feesOf, findStep, isLastStep, missingComponents, nextStep } from '../../../shared/procedure/steps.ts';
import { step, validProcedure } from './example.ts';

const procedure = validProcedure();

describe('steps', () => {
  it('finds a step by its id', () => {
    expect(findStep(procedure, 'registration')?.workingHours).toBe(2.7);
    expect(findStep(procedure, 'nowhere')).toBeUndefined();
  });

  it('walks from reception through every step, once, in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 12 }), (ids) => {
        const completedSteps: string[] = [];
        const steps = ids.map((id) => step(id, 1));
        for (let at = nextStep({ steps }, undefined); at; at = nextStep({ steps }, at.stepId))
          completedSteps.push(at.stepId);
        expect(completedSteps).toEqual(ids);
        expect(ids.filter((id) => isLastStep({ steps }, id))).toEqual(ids.slice(-1));
      }),
    );
  });

  it('leads nowhere from a step the procedure does not have', () => {
    expect(nextStep(procedure, 'nowhere')).toBeUndefined();
    expect(isLastStep(procedure, 'nowhere')).toBe(false);
  });
});

describe('missingComponents', () => {
  it.each([
    [[], ['declaration', 'notification']],
    [['notification', 'notification'], ['declaration']],
    [
      ['authorisation', 'unknown'],
      ['declaration', 'notification'],
    ],
    [['declaration', 'notification'], []],
  ])('%j attached: %j missing', (attached, missing) => {
    expect(missingComponents(procedure, attached)).toEqual(missing);
  });
});

describe('feesOf', () => {
  it('takes the amounts from the catalogue, in the order asked for', () => {
    expect(feesOf(procedure, ['copy', 'late'])).toEqual([
      { code: 'copy', amount: 5000 },
      { code: 'late', amount: 8000 },
    ]);
    expect(feesOf(procedure, [])).toEqual([]);
  });

  it.each([[['late', 'unknown']], [['late', 'late']], [['__proto__']]])('does not know %j', (codes) => {
    expect(feesOf(procedure, codes)).toBeUndefined();
  });

  it('takes the amount of an assessed fee from the request, and only that', () => {
    const levy = { code: 'levy', name: { vi: 'Tiền', en: 'Levy' }, kind: 'charge', amount: 0, assessed: true } as const;
    const withLevy = { fees: [...procedure.fees, levy] };
    expect(feesOf(withLevy, ['levy', 'late'], { levy: 12_000_000 })).toEqual([
      { code: 'levy', amount: 12_000_000 },
      { code: 'late', amount: 8000 },
    ]);
    for (const assessed of [{}, { levy: 0 }, { levy: 1, late: 2 }, { other: 1, levy: 1 }]) {
      expect(feesOf(withLevy, ['levy', 'late'], assessed as Record<string, number>)).toBeUndefined();
    }
  });
});
